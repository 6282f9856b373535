import { completeList } from "@/lib/actions/upload-list";
import { CompleteList } from "@/lib/core/lists";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 60;

export const POST = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const { replace } = readQuery(request, CompleteList);
    return completeList(deps, await idOf(context), replace === "true");
  });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
