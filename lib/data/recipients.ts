import type { RecipientQuery } from "@/lib/core/campaign";
import { type Client, type Tables, unwrap } from "./client";
import { COUNTED, given, searchPatterns } from "./search";

export type Recipient = Tables<"campaign_recipients">;
/** With where the customer lives, as far as it is known. */
export type RecipientDetail = Recipient & {
  customer: Pick<Tables<"customers">, "region" | "regions" | "place_sources" | "time_zones"> | null;
};

/** Which recipients, whatever the page. */
export type RecipientFilter = Pick<RecipientQuery, "status" | "stage" | "touch" | "outcome" | "reason" | "search">;

/** Recipients of a campaign, as far as the client may see them. */
export const recipientsData = (client: Client) => ({
  /** @returns one page, latest change first unless told otherwise, and how many match. `search` looks in name, phone and email.
   *  `more` says that there are more than `total`: only a status or a stage alone is counted to the end. */
  async list(campaignId: string, query: RecipientQuery): Promise<{ rows: Recipient[]; total: number; more?: true }> {
    const { status, stage, touch, outcome, reason, search, sort = "updated_at", direction, limit, offset } = query;
    const filter = filterArgs(campaignId, query);
    const isDescending = direction ? direction === "desc" : sort === "updated_at" || sort === "last_attempt_at";
    const page = { p_limit: limit, p_offset: offset, p_sort: sort, p_descending: isDescending };
    const [rows, count] = await Promise.all([
      client.rpc("list_recipients", { ...filter, ...page }),
      client.rpc("count_recipients", filter),
    ]);
    const total = unwrap(count);
    const isCut = Boolean(outcome || reason || search || touch || (status && stage));
    return { rows: unwrap(rows), ...(isCut && total > COUNTED ? { total: COUNTED, more: true } : { total }) };
  },

  async get(campaignId: string, id: string): Promise<RecipientDetail | null> {
    return unwrap(
      await client
        .from("campaign_recipients")
        .select("*, customer:customers(region, regions, place_sources, time_zones)")
        .eq("campaign_id", campaignId)
        .eq("id", id)
        .maybeSingle(),
    );
  },

  /** Those that match, for a file: in the order of their ids, which no change moves, so that nobody is left out or written twice.
   *  @returns `EXPORT_PAGE` at most, after `after` */
  async exportPage(
    campaignId: string,
    query: RecipientFilter,
    after: string | null,
    most: number,
  ): Promise<Recipient[]> {
    const page = { p_limit: most, ...(after ? { p_after: after } : {}) };
    return unwrap(await client.rpc("export_recipients", { ...filterArgs(campaignId, query), ...page }));
  },
});
export type RecipientsData = ReturnType<typeof recipientsData>;

function filterArgs(campaignId: string, { status, stage, touch, outcome, reason, search }: RecipientFilter) {
  const patterns = search ? searchPatterns(search) : null;
  return {
    p_campaign: campaignId,
    ...given({ p_status: status, p_stage: stage, p_outcome: outcome, p_reason: reason }),
    ...(touch === undefined ? {} : { p_touch: touch }),
    ...given({ p_words: patterns?.words, p_digits: patterns?.digits }),
  };
}
