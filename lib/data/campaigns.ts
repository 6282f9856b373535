import type { PostgrestSingleResponse } from "@supabase/supabase-js";
import * as z from "zod/mini";
import type { CampaignQuery } from "@/lib/core/campaign";
import { Activity } from "@/lib/core/campaign-now";
import { AppError } from "@/lib/core/errors";
import type { Step } from "@/lib/core/steps";
import { Waiting } from "@/lib/core/waiting";
import { type Client, type Tables, unwrap } from "./client";
import type { Database } from "./database.types";

export type Campaign = Tables<"campaigns">;
export type CampaignStep = Tables<"campaign_steps">;
export type CampaignResults = Tables<"campaign_results">;
const DETAIL = "*, steps:campaign_steps(*), results:campaign_results(*)";
export type CampaignDetail = Campaign & { steps: CampaignStep[]; results: CampaignResults | null };
/** With the moment at which something happens next. */
export type ListedCampaign = CampaignDetail & { next_at: string | null };
type NewCampaign = Database["public"]["Tables"]["campaigns"]["Insert"];
type CampaignChange = Database["public"]["Tables"]["campaigns"]["Update"];
type StepContent = Pick<CampaignStep, "channel" | "body" | "voicemail" | "subject" | "preview_text">;

/** Campaigns with their steps and counts, as far as the client may see them. */
export const campaignsData = (client: Client) => ({
  /** @returns one page in the order asked for (latest change first unless told), each with the moment at which something happens
   *  next, and how many match in all. */
  async list(query: CampaignQuery & { accountId?: string }): Promise<{ rows: ListedCampaign[]; total: number }> {
    const page = unwrap(await client.rpc("list_campaigns", listArgs(query)));
    const total = page[0]?.total ?? 0;
    // A page behind the last one is a row without a campaign.
    const nextAt = new Map(page.filter(({ id }) => id).map(({ id, next_at }) => [id, next_at]));
    if (nextAt.size === 0) return { rows: [], total };
    const found = unwrap(
      await client
        .from("campaigns")
        .select(DETAIL)
        .in("id", [...nextAt.keys()]),
    );
    const byId = new Map(found.map((campaign) => [campaign.id, campaign]));
    const rows = [...nextAt].flatMap(([id, next_at]) => {
      const campaign = byId.get(id);
      return campaign ? [{ ...campaign, next_at }] : [];
    });
    return { rows, total };
  },

  /** @throws AppError campaign_not_found also for another account's campaign. */
  async get(id: string): Promise<CampaignDetail> {
    const answer = await client
      .from("campaigns")
      .select(DETAIL)
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

  /** A draft with everything that a person may set of `campaign` but its time, and with its steps. @returns its id. */
  async copy(campaign: CampaignDetail, name: string): Promise<string> {
    const id = unwrap(
      await client
        .from("campaigns")
        .insert({ ...settingsOf(campaign), name })
        .select("id")
        .single(),
    ).id;
    const steps = campaign.steps.map((step) => ({ ...contentOf(step), campaign_id: id }));
    const written = steps.length > 0 ? await client.from("campaign_steps").insert(steps).select("id") : null;
    if (written?.error) {
      // A draft without its words would pass for a whole copy.
      await client.from("campaigns").delete().eq("id", id).select("id");
      unwrap(written);
    }
    return id;
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

  /** Puts these touches in place of the campaign's, all or none; each keeps its id by its place.
   *  @throws AppError campaign_not_found, campaign_not_editable, invalid_input */
  async setSteps(campaignId: string, steps: Step[]): Promise<void> {
    unwrap(await client.rpc("set_campaign_steps", { p_campaign: campaignId, p_steps: steps }));
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

  /** Why an active campaign waits, and what happened last in its calls. */
  async now(id: string, now: Date): Promise<{ waiting: Waiting | null; activity: Activity[] }> {
    const [waiting, activity] = await Promise.all([
      client.rpc("campaign_waiting", { p_campaign: id, p_now: now.toISOString() }),
      client.rpc("campaign_activity", { p_campaign: id }),
    ]);
    return { waiting: z.nullable(Waiting).parse(unwrap(waiting)), activity: z.array(Activity).parse(unwrap(activity)) };
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

/** Who a campaign belongs to and what a person may set of it. What is the campaign's own history is named, so that a new setting
 *  is copied too. */
function settingsOf(campaign: CampaignDetail) {
  const { id, status, pause_reason, scheduled_at, started_at, resumed_at, completed_at, selected_at, ...rest } =
    campaign;
  const { created_at, updated_at, steps, results, ...settings } = rest;
  return settings;
}

function contentOf({ id, campaign_id, created_at, updated_at, ...content }: CampaignStep) {
  return content;
}

function listArgs(query: CampaignQuery & { accountId?: string }) {
  const { accountId, status, campaign_type, search, created_from, created_to, sort, direction, limit, offset } = query;
  return {
    p_limit: limit,
    p_offset: offset,
    ...(accountId ? { p_user_id: accountId } : {}),
    ...(status ? { p_status: status } : {}),
    ...(campaign_type ? { p_type: campaign_type } : {}),
    ...(search ? { p_search: search } : {}),
    ...(created_from ? { p_from: created_from } : {}),
    ...(created_to ? { p_to: created_to } : {}),
    ...(sort ? { p_sort: sort } : {}),
    ...(direction ? { p_direction: direction } : {}),
  };
}
