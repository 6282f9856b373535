import { CampaignAnalytics } from "@/lib/core/analytics";
import { AppError } from "@/lib/core/errors";
import { type Client, unwrap } from "./client";

/** What came of campaigns, as far as the client may see it. */
export const analyticsData = (client: Client) => ({
  /** @throws AppError campaign_not_found also for another account's campaign */
  async ofCampaign(campaignId: string, timeZone: string, now: Date): Promise<CampaignAnalytics> {
    const [counts, touches] = await Promise.all([
      client.rpc("campaign_analytics", { p_campaign: campaignId, p_time_zone: timeZone }),
      client.rpc("campaign_touches", { p_campaign: campaignId, p_now: now.toISOString() }),
    ]);
    const found = [unwrap(counts), unwrap(touches)];
    if (found.includes(null)) throw new AppError("campaign_not_found");
    return CampaignAnalytics.parse(Object.assign({}, ...found));
  },
});
export type AnalyticsData = ReturnType<typeof analyticsData>;
