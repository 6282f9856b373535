import { beginList } from "@/lib/actions/upload-list";
import { NewList } from "@/lib/core/lists";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const { lists, accountId, now } = await userDeps();
    return lists.of(accountId, now());
  });

/** Begins an upload; its parts follow. */
export const POST = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => {
      const deps = await userDeps();
      return beginList(deps, await readJson(request, NewList));
    },
    { status: 201 },
  );

export const { DELETE, PATCH, PUT, OPTIONS } = otherMethods("GET", "POST");
