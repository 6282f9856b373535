import { removeList } from "@/lib/actions/remove-list";
import { RemoveList } from "@/lib/core/lists";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

export const POST = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    return removeList(deps, { id: await idOf(context), input: await readJson(request, RemoveList) });
  });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
