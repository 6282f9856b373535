import { completeList } from "@/lib/actions/upload-list";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 60;

export const POST = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => completeList(await userDeps(), await idOf(context)));

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
