import { endOverride } from "@/lib/actions/end-override";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

export const POST = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => endOverride(await userDeps(), { id: await idOf(context) }));

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
