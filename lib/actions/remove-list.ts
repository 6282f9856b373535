import { AppError } from "@/lib/core/errors";
import type { RemoveList } from "@/lib/core/lists";
import { actingIn } from "./acting";
import type { UserDeps } from "./deps";
import { settle } from "./upload-list";

const SHORTEST = 10;

/** Takes a list away for a written reason, or gives up an upload that does not count yet.
 *  @throws AppError not_found, invalid_input */
export async function removeList(
  deps: UserDeps,
  { id, input: { reason } }: { id: string; input: RemoveList },
): Promise<{ customers: number }> {
  const { lists } = await deps.lists.of(deps.accountId, deps.now());
  const list = lists.find((one) => one.id === id);
  if (!list || list.status === "removed" || list.status === "replaced") throw new AppError("not_found");
  if (list.status === "ready" && (reason?.length ?? 0) < SHORTEST)
    throw new AppError("invalid_input", [
      { path: "reason", message: `Write at least ${SHORTEST} characters: why it is removed` },
    ]);
  const customers = await deps.lists.remove(actingIn(deps), id, reason);
  await settle(deps);
  return { customers };
}
