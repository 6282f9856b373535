import { z } from "zod";
import { MAX_LIST_ROWS } from "@/lib/core/list-limits";
import { BegunList, ListCounts, ListsView } from "@/lib/core/list-views";
import { ListReading, type NewList } from "@/lib/core/lists";
import { type Client, type Json, readAnswer, unwrap } from "./client";
import type { Acting } from "./people";

const Completed = z.object({ customers: z.int(), replaced: z.int().nullable() });
/** What the parts of an upload are read by. */
const UnderWay = z.object({
  kind: z.string(),
  region: z.string().nullable(),
  reading: z.union([ListReading, z.strictObject({}).transform(() => null)]),
});

const by = ({ accountId, actorId, now }: Acting) => ({
  p_user_id: accountId,
  p_actor: actorId,
  p_now: now.toISOString(),
});

/** One part as it was read: digits of E.164. */
export interface ListPart {
  numbers: string[];
  no: string[];
  lines: number;
  rows: number;
  refused: number;
  noData: number;
  refusals: { line: number; text: string; reason: string }[];
}

/** Do-not-call lists. Service role only: the caller has made sure that the account is the person's. */
export const listsData = (client: Client) => ({
  async of(accountId: string, now: Date): Promise<ListsView> {
    const found = unwrap(await client.rpc("lists_of", { p_user_id: accountId, p_now: now.toISOString() }));
    return readAnswer(ListsView, found);
  },

  /** Begins an upload, or goes on with that of the same file. @throws AppError list_older, list_in_future, too_many_lists */
  async begin(who: Acting, list: NewList): Promise<BegunList> {
    return readAnswer(BegunList, unwrap(await client.rpc("begin_list", { ...by(who), p_list: list })));
  },

  /** An upload's kind, and how its first part was read; null before that was. */
  async underWay(accountId: string, id: string) {
    const query = client
      .from("do_not_call_lists")
      .select("kind, region, reading")
      .eq("id", id)
      .eq("user_id", accountId);
    const found = unwrap(await query.maybeSingle());
    return found === null ? null : readAnswer(UnderWay, found);
  },

  /** Takes one part; one that is there already changes nothing. @throws AppError not_found, list_not_loading, too_large */
  async addPart(who: Acting, id: string, part: number, read: ListPart, reading: ListReading): Promise<ListCounts> {
    const { numbers, no, noData, ...counts } = read;
    const args = {
      ...{ p_user_id: who.accountId, p_list: id, p_part: part, p_now: who.now.toISOString() },
      ...{ p_numbers: numbers.join(), p_no: no.join(), p_max_rows: MAX_LIST_ROWS },
      ...{ p_counts: { ...counts, no_data: noData }, p_reading: reading as Json },
    };
    return readAnswer(ListCounts, unwrap(await client.rpc("add_list_part", args)));
  },

  /** @param replace also where far fewer numbers would count than before
   *  @throws AppError not_found, list_not_loading, list_incomplete, list_empty, list_older, list_doubtful */
  async complete(who: Acting, id: string, replace: boolean): Promise<z.infer<typeof Completed>> {
    const args = { ...by(who), p_list: id, p_replace: replace };
    return readAnswer(Completed, unwrap(await client.rpc("complete_list", args)));
  },

  /** @returns of how many customers it says something else now. @throws AppError not_found, invalid_input */
  async remove(who: Acting, id: string, reason: string | null): Promise<number> {
    const args = { ...by(who), p_list: id, p_reason: reason ?? "" };
    return readAnswer(z.int(), unwrap(await client.rpc("remove_list", args)));
  },

  /** Looks once more at customers that were written while a list changed. @param accountId null: of every account */
  async settle(accountId: string | null): Promise<number> {
    return unwrap(await client.rpc("settle_lists", accountId === null ? {} : { p_user_id: accountId }));
  },

  /** Gives up what nobody goes on with, and deletes one lot of numbers of lists that are gone. @returns how many */
  async clear(now: Date, limit: number): Promise<number> {
    return unwrap(await client.rpc("clear_lists", { p_now: now.toISOString(), p_limit: limit }));
  },

  /** @throws AppError not_allowed for anybody but the owner */
  async relyOn(who: Acting, regions: string[]): Promise<void> {
    unwrap(await client.rpc("rely_on_lists", { ...by(who), p_regions: regions }));
  },
});
export type ListsData = ReturnType<typeof listsData>;
