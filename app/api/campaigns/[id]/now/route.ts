import { readCampaignNow } from "@/lib/actions/read-campaign-now";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => readCampaignNow(await userDeps(), { id: await idOf(context) }));

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
