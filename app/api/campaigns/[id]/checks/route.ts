import { checkLaunch } from "@/lib/actions/check-launch";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    return { checks: await checkLaunch(deps, await deps.data.campaigns.get(await idOf(context))) };
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
