import { actingIn } from "./acting";
import type { UserDeps } from "./deps";

/** The lines of an exported list; before the first one it is written down who took it out. What was searched for is not: it may be
 *  somebody's name.
 *  @param list what it is a list of, `customers` */
export async function* recordedExport(
  deps: UserDeps,
  { list, id = null }: { list: string; id?: string | null },
  lines: AsyncGenerator<string>,
): AsyncGenerator<string> {
  const line = { action: `${list}.exported`, entity: id ? "campaign" : list, entityId: id };
  await deps.people.record(actingIn(deps), { ...line, detail: { by: deps.user.email } });
  yield* lines;
}
