import { deleteCampaign } from "@/lib/actions/delete-campaign";
import { updateCampaign } from "@/lib/actions/update-campaign";
import { PatchCampaign } from "@/lib/core/campaign";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../params";

export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    return deps.data.campaigns.get(await idOf(context));
  });

export const PATCH = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    return updateCampaign(deps, { id: await idOf(context), change: await readJson(request, PatchCampaign) });
  });

export const DELETE = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    await deleteCampaign(deps, { id: await idOf(context) });
    return undefined;
  });

export const { POST, PUT, OPTIONS } = otherMethods("GET", "PATCH", "DELETE");
