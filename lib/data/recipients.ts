import type { RecipientQuery } from "@/lib/core/campaign";
import { type Client, type Tables, unwrap } from "./client";
import { searchPatterns } from "./search";

export type Recipient = Tables<"campaign_recipients">;

/** Filtered counts are told exactly up to here. */
const COUNTED = 10_000;

/** Recipients of a campaign, as far as the client may see them. */
export const recipientsData = (client: Client) => ({
  /** @returns one page, latest change first unless told otherwise, and how many match. `search` looks in name, phone and email.
   *  `more` says that there are more than `total`: filters other than the status are counted to 10,000. */
  async list(campaignId: string, query: RecipientQuery): Promise<{ rows: Recipient[]; total: number; more?: true }> {
    const { status, outcome, reason, search, sort = "updated_at", direction, limit, offset } = query;
    const patterns = search ? searchPatterns(search) : null;
    const filter = {
      p_campaign: campaignId,
      ...(status ? { p_status: status } : {}),
      ...(outcome ? { p_outcome: outcome } : {}),
      ...(reason ? { p_reason: reason } : {}),
      ...(patterns ? { p_words: patterns.words } : {}),
      ...(patterns?.digits ? { p_digits: patterns.digits } : {}),
    };
    const isDescending = direction ? direction === "desc" : sort === "updated_at" || sort === "last_attempt_at";
    const page = { p_limit: limit, p_offset: offset, p_sort: sort, p_descending: isDescending };
    const [rows, count] = await Promise.all([
      client.rpc("list_recipients", { ...filter, ...page }),
      client.rpc("count_recipients", filter),
    ]);
    const total = unwrap(count);
    const isFiltered = Boolean(outcome || reason || search);
    return { rows: unwrap(rows), ...(isFiltered && total > COUNTED ? { total: COUNTED, more: true } : { total }) };
  },

  async get(campaignId: string, id: string): Promise<Recipient | null> {
    return unwrap(
      await client.from("campaign_recipients").select("*").eq("campaign_id", campaignId).eq("id", id).maybeSingle(),
    );
  },
});
export type RecipientsData = ReturnType<typeof recipientsData>;
