import { changeAgent } from "@/lib/actions/save-agent";
import { PatchAgent } from "@/lib/core/settings";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../params";

export const PATCH = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    return changeAgent(deps, { id: await idOf(context), change: await readJson(request, PatchAgent) });
  });

export const { DELETE, GET, POST, PUT, OPTIONS } = otherMethods("PATCH");
