import { optOutCustomer } from "@/lib/actions/opt-out-customer";
import { OptOutCustomer } from "@/lib/core/customers";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

export const POST = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    return optOutCustomer(deps, { id: await idOf(context), optOut: await readJson(request, OptOutCustomer) });
  });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
