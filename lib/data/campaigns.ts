import type { PostgrestSingleResponse } from "@supabase/supabase-js";
import type { CampaignQuery } from "@/lib/core/campaign";
import { AppError } from "@/lib/core/errors";
import { type Client, countOf, isBehindLastPage, type Tables, unwrap } from "./client";
import type { Database } from "./database.types";

export type Campaign = Tables<"campaigns">;
export type CampaignStep = Tables<"campaign_steps">;
export type CampaignResults = Tables<"campaign_results">;
export type CampaignDetail = Campaign & { steps: CampaignStep[]; results: CampaignResults | null };
type NewCampaign = Database["public"]["Tables"]["campaigns"]["Insert"];
type CampaignChange = Database["public"]["Tables"]["campaigns"]["Update"];
type StepContent = { channel: string; body: string; voicemail: string | null };

/** Campaigns with their steps and counts, as far as the client may see them. */
export const campaignsData = (client: Client) => ({
  /** @returns one page, newest change first, and how many there are in all. */
  async list(query: CampaignQuery & { accountId?: string }): Promise<{ rows: CampaignDetail[]; total: number }> {
    const matching = (options: { count: "exact"; head?: boolean }) => {
      let select = client.from("campaigns").select("*, steps:campaign_steps(*), results:campaign_results(*)", options);
      if (query.accountId) select = select.eq("user_id", query.accountId);
      if (query.status) select = select.eq("status", query.status);
      if (query.campaign_type) select = select.eq("campaign_type", query.campaign_type);
      return query.search ? select.ilike("name", `%${escapeLike(query.search)}%`) : select;
    };
    const answer = await matching({ count: "exact" })
      .order("updated_at", { ascending: false })
      .order("id")
      .range(query.offset, query.offset + query.limit - 1);
    if (isBehindLastPage(answer)) return { rows: [], total: await countOf(matching({ count: "exact", head: true })) };
    return { rows: unwrap(answer), total: answer.count ?? 0 };
  },

  /** @throws AppError campaign_not_found also for another account's campaign. */
  async get(id: string): Promise<CampaignDetail> {
    const answer = await client
      .from("campaigns")
      .select("*, steps:campaign_steps(*), results:campaign_results(*)")
      .eq("id", id)
      .order("position", { referencedTable: "campaign_steps" })
      .maybeSingle();
    const found = unwrap(answer);
    if (!found) throw new AppError("campaign_not_found");
    return found;
  },

  async create(campaign: NewCampaign): Promise<string> {
    return unwrap(await client.from("campaigns").insert(campaign).select("id").single()).id;
  },

  /** Changes a campaign that is in one of `statuses`; false when it is not there in such a state. */
  async update(id: string, change: CampaignChange): Promise<boolean> {
    const rows = unwrap(await client.from("campaigns").update(change).eq("id", id).select("id"));
    return rows.length > 0;
  },

  /** Sets the content of the first step, making it where there is none. */
  async setFirstStep(campaignId: string, accountId: string, content: Partial<StepContent>): Promise<void> {
    const found = unwrap(
      await client.from("campaign_steps").select("id").eq("campaign_id", campaignId).eq("position", 1).maybeSingle(),
    );
    if (found) unwrap(await client.from("campaign_steps").update(content).eq("id", found.id).select("id"));
    else if (content.body && content.channel)
      unwrap(
        await client
          .from("campaign_steps")
          .insert({
            ...content,
            body: content.body,
            channel: content.channel,
            campaign_id: campaignId,
            user_id: accountId,
            position: 1,
          })
          .select("id"),
      );
  },

  /** Deletes a draft; false when there is none (RLS lets nothing but drafts go). */
  async deleteDraft(id: string): Promise<boolean> {
    return unwrap(await client.from("campaigns").delete().eq("id", id).eq("status", "draft").select("id")).length > 0;
  },

  async results(id: string): Promise<CampaignResults> {
    const found = unwrap(await client.from("campaign_results").select("*").eq("campaign_id", id).maybeSingle());
    if (!found) throw new AppError("campaign_not_found");
    return found;
  },

  /** What the sweep looks after: all scheduled campaigns whose time has come, and all active ones. */
  async due(now: Date): Promise<{ scheduled: string[]; active: string[] }> {
    const scheduled = allIds((after) => {
      const due = client
        .from("campaigns")
        .select("id")
        .eq("status", "scheduled")
        .lte("scheduled_at", now.toISOString());
      return due.gt("id", after).order("id").limit(PAGE);
    });
    const active = allIds((after) =>
      client.from("campaigns").select("id").eq("status", "active").gt("id", after).order("id").limit(PAGE),
    );
    const [a, b] = await Promise.all([scheduled, active]);
    return { scheduled: a, active: b };
  },
});
export type CampaignsData = ReturnType<typeof campaignsData>;

/** Supabase answers no more rows than this at once. */
const PAGE = 1000;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

async function allIds(
  page: (after: string) => PromiseLike<PostgrestSingleResponse<{ id: string }[]>>,
): Promise<string[]> {
  const ids: string[] = [];
  let more = true;
  while (more) {
    const rows = unwrap(await page(ids.at(-1) ?? BEFORE_ALL));
    ids.push(...rows.map((row) => row.id));
    more = rows.length === PAGE;
  }
  return ids;
}

/** A person's search words are words, not patterns. PostgREST reads `*` as `%`, so it is dropped. */
const escapeLike = (text: string): string => text.replaceAll("*", "").replace(/[\\%_]/g, (c) => `\\${c}`);
