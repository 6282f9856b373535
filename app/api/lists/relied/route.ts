import { actingIn } from "@/lib/actions/acting";
import { ReliedLists } from "@/lib/core/lists";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

/** Which lists the account relies on; for its owner alone. */
export const PUT = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const { regions } = await readJson(request, ReliedLists);
    await deps.lists.relyOn(actingIn(deps), regions);
    return deps.lists.of(deps.accountId, deps.now());
  });

export const { DELETE, GET, PATCH, POST, OPTIONS } = otherMethods("PUT");
