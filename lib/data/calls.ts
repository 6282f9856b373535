import { CallPage, type CallRow, CallRows } from "@/lib/core/call-views";
import type { CallQuery } from "@/lib/core/calls";
import { listedChannel } from "@/lib/core/listed-channel";
import { type Client, unwrap } from "./client";

/** A call's place in the list: newest first. */
export interface CallPlace {
  id: string;
  reserved_at: string;
}

/** The calls of an account as its people read them: the list, its search, what needs the owner. */
export const callsData = (client: Client) => {
  async function find(accountId: string, query: Partial<CallQuery>, more: Record<string, string | number | boolean>) {
    const { limit: _, offset: __, channel: ___, ...filters } = query;
    const channel = listedChannel(query);
    const p_filters = channel ? { ...filters, channel } : filters;
    return unwrap(await client.rpc("find_calls", { p_account: accountId, p_filters, ...more }));
  }
  const following = async (accountId: string, query: Partial<CallQuery>, place: CallPlace, more: object) => {
    const from = { p_from_at: place.reserved_at, p_from_id: place.id };
    return CallRows.parse(await find(accountId, query, { ...from, ...more })).rows;
  };

  return {
    /** @returns one page, how many match, and how many need the owner in all. */
    async list(accountId: string, query: CallQuery): Promise<CallPage> {
      return CallPage.parse(await find(accountId, query, { p_limit: query.limit, p_offset: query.offset }));
    },

    /** How many need the owner; 100 stands for more, too. Another account has none. */
    async needsYou(accountId: string): Promise<number> {
      return unwrap(await client.rpc("needs_you", { p_account: accountId }));
    },

    /** The calls that match after `last` (the first ones when it is null), newest first. */
    async exportPage(accountId: string, query: CallQuery, last: CallPlace | null, count: number): Promise<CallRow[]> {
      if (last) return following(accountId, query, last, { p_limit: count });
      return CallRows.parse(await find(accountId, query, { p_limit: count })).rows;
    },

    /** The ids of the calls before and after this one in the filtered list; null where it ends. */
    async neighbours(accountId: string, query: CallQuery, place: CallPlace) {
      const [newer, older] = await Promise.all([
        following(accountId, query, place, { p_limit: 1, p_newer: true }),
        following(accountId, query, place, { p_limit: 1 }),
      ]);
      return { previous: newer[0]?.id ?? null, next: older[0]?.id ?? null };
    },

    /** Clears calls from what needs the owner, or puts them back with null. @returns how many there were */
    async review(ids: string[], at: Date | null): Promise<number> {
      const change = { reviewed_at: at?.toISOString() ?? null };
      return unwrap(await client.from("outreach_attempts").update(change).in("id", ids).select("id")).length;
    },

    /** The campaigns that calls can be filtered by, the latest first; 200 at most. */
    async campaigns(accountId: string): Promise<{ id: string; name: string }[]> {
      return unwrap(
        await client
          .from("campaigns")
          .select("id, name")
          .eq("user_id", accountId)
          .not("started_at", "is", null)
          .order("started_at", { ascending: false })
          .limit(200),
      );
    },
  };
};
export type CallsData = ReturnType<typeof callsData>;
