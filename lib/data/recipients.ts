import type { RecipientQuery } from "@/lib/core/campaign";
import { escapeLike } from "./campaigns";
import { type Client, type Tables, unwrap } from "./client";

export type Recipient = Tables<"campaign_recipients">;

/** Recipients of a campaign, as far as the client may see them. */
export const recipientsData = (client: Client) => ({
  /** @returns one page, latest change first, and how many match. `search` looks in name, phone and email. */
  async list(campaignId: string, query: RecipientQuery): Promise<{ rows: Recipient[]; total: number }> {
    let select = client.from("campaign_recipients").select("*", { count: "exact" }).eq("campaign_id", campaignId);
    if (query.status) select = select.eq("status", query.status);
    if (query.outcome) select = select.eq("outcome", query.outcome);
    if (query.search) select = select.or(searchFilter(query.search));
    const answer = await select
      .order("updated_at", { ascending: false })
      .order("id")
      .range(query.offset, query.offset + query.limit - 1);
    if (answer.error?.code === "PGRST103") return { rows: [], total: query.offset };
    return { rows: unwrap(answer), total: answer.count ?? 0 };
  },

  async get(campaignId: string, id: string): Promise<Recipient | null> {
    return unwrap(
      await client.from("campaign_recipients").select("*").eq("campaign_id", campaignId).eq("id", id).maybeSingle(),
    );
  },
});
export type RecipientsData = ReturnType<typeof recipientsData>;

/** A quoted PostgREST value: commas and brackets in a name stay letters. */
function searchFilter(words: string): string {
  const quote = (value: string) => `"${value.replace(/[\\"]/g, (c) => `\\${c}`)}"`;
  const pattern = quote(`%${escapeLike(words)}%`);
  const digits = words.replace(/\D/g, "");
  const parts = [`name.ilike.${pattern}`, `email.ilike.${pattern}`];
  if (digits.length >= 3) parts.push(`phone.like.${quote(`%${digits}%`)}`);
  return parts.join(",");
}
