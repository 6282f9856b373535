import { AppError, type ErrorCode } from "@/lib/core/errors";
import { type CountryCode, toCountryCode } from "@/lib/core/leads/phone";
import { chooseColumns } from "@/lib/core/list-columns";
import { readLines } from "@/lib/core/list-lines";
import type { BegunList, CompletedList, DoubtfulList, ListCounts } from "@/lib/core/list-views";
import type { ListReading, NewList } from "@/lib/core/lists";
import { actingIn } from "./acting";
import { toUtf8 } from "./csv/to-utf8";
import type { UserDeps } from "./deps";

const HEAD_LINES = 400;

/** Begins to take a do-not-call list in parts, or goes on with one that broke off: then some parts are there already.
 *  @throws AppError list_older, list_in_future, too_many_lists */
export async function beginList(deps: UserDeps, list: NewList): Promise<BegunList> {
  return deps.lists.begin(actingIn(deps), list);
}

/** Takes one part: whole lines of the file, the first part first, for it tells how all are read. A part may come twice.
 *  @param bytes as they are in the file
 *  @throws AppError not_found, list_incomplete before the first part, csv_unreadable, list_not_loading, too_large */
export async function takeListPart(deps: UserDeps, id: string, part: number, bytes: Uint8Array): Promise<ListCounts> {
  const list = await deps.lists.underWay(deps.accountId, id);
  if (!list) throw new AppError("not_found");
  if (part > 0 && list.reading === null) throw new AppError("list_incomplete");
  const country = await countryOf(deps, list.region);
  return leavingNothing(deps, id, async () => {
    const { text, encoding } = await decoded(bytes, list.reading?.encoding);
    const reading = list.reading ?? { ...columnsOf(text, list.kind === "reassigned"), encoding };
    const read = readLines(text, reading, part === 0, country);
    return deps.lists.addPart(actingIn(deps), id, part, read, reading);
  });
}

/** From now on the list counts, in place of the older one of its kind and region.
 *  @param replace also where it looks unlike that one; without, such an upload waits, all there, until somebody says so
 *  @throws AppError not_found, list_not_loading, list_incomplete, list_empty, list_older; list_doubtful with a DoubtfulList */
export async function completeList(deps: UserDeps, id: string, replace = false): Promise<CompletedList> {
  const done = await leavingNothing(deps, id, () => deps.lists.complete(actingIn(deps), id, replace)).catch(
    async (error: unknown) => {
      const isDoubtful = error instanceof AppError && error.code === "list_doubtful";
      throw isDoubtful ? new AppError("list_doubtful", await doubtsOf(deps, id), { cause: error }) : error;
    },
  );
  await settle(deps);
  const { lists } = await deps.lists.of(deps.accountId, deps.now());
  const list = lists.find((one) => one.id === id);
  if (!list) throw new AppError("not_found");
  const { kind, region, rows, taken, refused } = list;
  deps.log.info({ account_id: deps.accountId, kind, region, rows, taken, refused }, "a do-not-call list was uploaded");
  return { ...done, list };
}

/** What there is to be said before the upload replaces the list that counts. */
async function doubtsOf({ lists, accountId, now }: UserDeps, id: string): Promise<DoubtfulList | undefined> {
  const all = (await lists.of(accountId, now())).lists;
  const given = all.find((one) => one.id === id);
  const old = all.find(
    ({ status, kind, region }) => status === "ready" && kind === given?.kind && region === given.region,
  );
  return given && old && { rows: given.rows, taken: given.taken, refused: given.refused, replaced: old.taken };
}

/** What no other try would mend ends the upload. */
const HOPELESS: readonly ErrorCode[] = ["csv_unreadable", "list_empty", "too_large"];

async function leavingNothing<T>(deps: UserDeps, id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && HOPELESS.includes(error.code))
      await deps.lists.remove(actingIn(deps), id, null).catch(() => undefined);
    throw error;
  }
}

/** The list counts already; what this could not do, the next sweep does. */
export async function settle({ lists, accountId, log }: UserDeps): Promise<void> {
  await lists.settle(accountId).catch(() => {
    log.warn({ account_id: accountId }, "a list could not be settled yet");
  });
}

async function decoded(bytes: Uint8Array, known: ListReading["encoding"] | undefined) {
  async function* source() {
    yield bytes;
  }
  const { encoding, blocks } = await toUtf8(source(), known);
  const parts: Buffer[] = [];
  for await (const block of blocks) parts.push(block);
  return { encoding, text: Buffer.concat(parts).toString("utf8") };
}

function columnsOf(text: string, wantsResult: boolean): Omit<ListReading, "encoding"> {
  const lines = text.split(/\r\n|\n|\r/, HEAD_LINES);
  const columns = chooseColumns(lines, wantsResult);
  if (columns) return columns;
  const reason = wantsResult
    ? "It needs a column with phone numbers and one with the answer to each: yes, no or “no data”."
    : "None of its columns holds phone numbers.";
  throw new AppError("csv_unreadable", { reason });
}

/** Of numbers without a country code: the list's own country, else the account's. */
async function countryOf(deps: UserDeps, region: string | null): Promise<CountryCode> {
  const own = region?.slice(0, 2) ?? (await deps.data.accounts.settings(deps.accountId))?.default_country ?? "US";
  return toCountryCode(own) ?? "US";
}
