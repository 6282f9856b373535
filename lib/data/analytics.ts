import { CampaignAnalytics } from "@/lib/core/analytics";
import { AppError } from "@/lib/core/errors";
import { type Client, unwrap } from "./client";

/** What came of campaigns, as far as the client may see it. */
export const analyticsData = (client: Client) => ({
  /** @throws AppError campaign_not_found also for another account's campaign */
  async ofCampaign(campaignId: string, timeZone: string): Promise<CampaignAnalytics> {
    const asked = { p_campaign: campaignId, p_time_zone: timeZone };
    const found = unwrap(await client.rpc("campaign_analytics", asked));
    if (found === null) throw new AppError("campaign_not_found");
    return CampaignAnalytics.parse(found);
  },
});
export type AnalyticsData = ReturnType<typeof analyticsData>;
