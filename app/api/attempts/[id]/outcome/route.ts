import { correctOutcome } from "@/lib/actions/correct-outcome";
import { CorrectOutcome } from "@/lib/core/campaign";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

export const POST = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const [attemptId, correction] = [await idOf(context), await readJson(request, CorrectOutcome)];
    return correctOutcome(deps, { attemptId, ...correction });
  });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
