import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";

/** How many calls need the owner, counted up to 100. */
export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const { data, accountId } = await userDeps();
    return { count: await data.calls.needsYou(accountId) };
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
