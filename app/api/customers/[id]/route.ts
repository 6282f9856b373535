import { readCustomer } from "@/lib/actions/read-customer";
import { updateCustomer } from "@/lib/actions/update-customer";
import { PatchCustomer } from "@/lib/core/customers";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../params";

export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    return readCustomer(deps, { id: await idOf(context) });
  });

export const PATCH = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    return updateCustomer(deps, { id: await idOf(context), change: await readJson(request, PatchCustomer) });
  });

export const { DELETE, POST, PUT, OPTIONS } = otherMethods("GET", "PATCH");
