import { followTestCall } from "@/lib/actions/follow-test-call";
import { AppError } from "@/lib/core/errors";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { slidingWindow } from "@/lib/server/rate-limit";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../params";

/** Each look asks the provider; one page asks forty times a minute. */
const perAccount = slidingWindow({ tries: 120, windowMs: 60_000 }, () => new Date());

export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    if (!perAccount.take(deps.accountId)) throw new AppError("too_many_requests");
    return followTestCall(deps, { id: await idOf(context) });
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
