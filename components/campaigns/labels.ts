import type { CAMPAIGN_TYPES, CampaignStatus, OUTREACH_METHODS } from "@/lib/core/words";
import type { Tone } from "../ui/badge";

export const STATUS_LABEL: Record<CampaignStatus, { label: string; tone: Tone }> = {
  draft: { label: "Draft", tone: "neutral" },
  scheduled: { label: "Scheduled", tone: "info" },
  active: { label: "Running", tone: "accent" },
  paused: { label: "Paused", tone: "warning" },
  completed: { label: "Completed", tone: "success" },
  cancelled: { label: "Stopped", tone: "neutral" },
};

export const TYPE_LABEL: Record<(typeof CAMPAIGN_TYPES)[number], string> = {
  winback: "Win-back",
  followup: "Follow-up",
  promotional: "Seasonal promotion",
  feedback: "Feedback",
};

export const PURPOSE_LABEL = {
  marketing: "Offers and winning customers back",
  informational: "A service message, without any offer",
} as const;

export const METHOD_LABEL: Record<(typeof OUTREACH_METHODS)[number], string> = {
  call: "Call",
  email: "Email",
  sms: "Text message",
  multi: "Several ways",
};
