import { addOptOut } from "@/lib/actions/add-opt-out";
import { NewOptOut, OptOutQuery } from "@/lib/core/opt-outs";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson, readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const { data, accountId } = await userDeps();
    const query = readQuery(request, OptOutQuery);
    return { ...(await data.suppressions.list(accountId, query)), limit: query.limit, offset: query.offset };
  });

export const POST = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => {
      const deps = await userDeps();
      return addOptOut(deps, await readJson(request, NewOptOut));
    },
    { status: 201 },
  );

export const { DELETE, PATCH, PUT, OPTIONS } = otherMethods("GET", "POST");
