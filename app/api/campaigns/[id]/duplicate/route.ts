import { duplicateCampaign } from "@/lib/actions/duplicate-campaign";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

export const POST = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => duplicateCampaign(await userDeps(), { id: await idOf(context) }), { status: 201 });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
