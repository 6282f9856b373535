import type { RecipientQuery } from "@/lib/core/campaign";
import { type Client, countOf, isBehindLastPage, type Tables, unwrap } from "./client";

export type Recipient = Tables<"campaign_recipients">;

/** Recipients of a campaign, as far as the client may see them. */
export const recipientsData = (client: Client) => ({
  /** @returns one page, latest change first, and how many match. `search` looks in name, phone and email. */
  async list(campaignId: string, query: RecipientQuery): Promise<{ rows: Recipient[]; total: number }> {
    const { status, outcome, search, limit, offset } = query;
    const matching = (options: { count?: "exact"; head?: boolean }) => {
      let select = client.from("campaign_recipients").select("*", options).eq("campaign_id", campaignId);
      if (status) select = select.eq("status", status);
      if (outcome) select = select.eq("outcome", outcome);
      return search ? select.or(searchFilter(search)) : select;
    };
    // A search reads all recipients, and counting reads them again: only where the page does not tell how many there are.
    const answer = await matching(search ? {} : { count: "exact" })
      .order("updated_at", { ascending: false })
      .order("id")
      .range(offset, offset + limit - 1);
    const isBehind = isBehindLastPage(answer);
    const rows = isBehind ? [] : unwrap(answer);
    if (!search && !isBehind) return { rows, total: answer.count ?? 0 };
    if (rows.length < limit && (rows.length > 0 || offset === 0)) return { rows, total: offset + rows.length };
    return { rows, total: await countOf(matching({ count: "exact", head: true })) };
  },

  async get(campaignId: string, id: string): Promise<Recipient | null> {
    return unwrap(
      await client.from("campaign_recipients").select("*").eq("campaign_id", campaignId).eq("id", id).maybeSingle(),
    );
  },
});
export type RecipientsData = ReturnType<typeof recipientsData>;

/** A quoted PostgREST value: commas and brackets in a name stay letters. Names by regular expression, for `ilike` folds the case
 *  of the words anew for each row, which takes twice as long. */
function searchFilter(words: string): string {
  const quote = (value: string) => `"${value.replace(/[\\"]/g, (c) => `\\${c}`)}"`;
  const pattern = quote(words.replace(/[\\^$.*+?()[\]{}|]/g, (c) => `\\${c}`));
  const digits = words.replace(/\D/g, "");
  const parts = [`name.imatch.${pattern}`, `email.imatch.${pattern}`];
  if (digits.length >= 3) parts.push(`phone.like.${quote(`%${digits}%`)}`);
  return parts.join(",");
}
