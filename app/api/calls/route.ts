import { CallQuery } from "@/lib/core/calls";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const { data, accountId } = await userDeps();
    const query = readQuery(request, CallQuery);
    return { ...(await data.calls.list(accountId, query)), limit: query.limit, offset: query.offset };
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
