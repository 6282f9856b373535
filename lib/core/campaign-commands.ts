import type { CampaignStatus } from "./words";

export interface CampaignCan {
  /** How starting is called; null where it can't be started. */
  start: "Start" | "Resume" | null;
  edit: boolean;
  pause: boolean;
  stop: boolean;
  remove: boolean;
}

/** What a campaign can be told to do in its state. The database has the last word (start_campaign, pause_campaign, stop_campaign). */
export const commandsOf = (status: CampaignStatus): CampaignCan => ({
  // A scheduled one starts by itself; to start it now, change its time.
  start: status === "draft" ? "Start" : status === "paused" ? "Resume" : null,
  edit: status === "draft" || status === "scheduled" || status === "paused",
  pause: status === "active" || status === "scheduled",
  stop: status === "active" || status === "scheduled" || status === "paused",
  remove: status === "draft",
});
