import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";
import { accountZone, type IdContext, idOf } from "../../../params";

export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const [id, timeZone] = await Promise.all([idOf(context), accountZone(deps)]);
    return deps.data.analytics.ofCampaign(id, timeZone, deps.now());
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
