import { createCustomer } from "@/lib/actions/create-customer";
import { listCustomers } from "@/lib/actions/list-customers";
import { CustomerQuery, NewCustomer } from "@/lib/core/customers";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson, readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const query = readQuery(request, CustomerQuery);
    return { ...(await listCustomers(deps, query)), limit: query.limit, offset: query.offset };
  });

export const POST = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => {
      const deps = await userDeps();
      return createCustomer(deps, await readJson(request, NewCustomer));
    },
    { status: 201 },
  );

export const { DELETE, PATCH, PUT, OPTIONS } = otherMethods("GET", "POST");
