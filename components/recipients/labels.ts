import type { Outcome } from "@/lib/core/call";
import { OUTCOME_WORDS, RECIPIENT_STATUS_WORDS } from "@/lib/core/spoken-words";
import type { RecipientStage, RecipientStatus } from "@/lib/core/words";
import type { Tone } from "../ui/badge";

interface Label {
  label: string;
  tone: Tone;
}

export const RECIPIENT_STATUS_LABEL: Record<RecipientStatus, Label> = {
  pending: { label: RECIPIENT_STATUS_WORDS.pending, tone: "neutral" },
  queued: { label: RECIPIENT_STATUS_WORDS.queued, tone: "info" },
  sent: { label: RECIPIENT_STATUS_WORDS.sent, tone: "accent" },
  delivered: { label: RECIPIENT_STATUS_WORDS.delivered, tone: "info" },
  answered: { label: RECIPIENT_STATUS_WORDS.answered, tone: "success" },
  failed: { label: RECIPIENT_STATUS_WORDS.failed, tone: "warning" },
  opted_out: { label: RECIPIENT_STATUS_WORDS.opted_out, tone: "danger" },
  skipped: { label: RECIPIENT_STATUS_WORDS.skipped, tone: "neutral" },
};

/** As the figures of a campaign say it. */
export const STAGE_LABEL: Record<RecipientStage, string> = {
  contacted: "Contacted",
  arrived: "Message delivered",
  opened: "Opened an email",
  clicked: "Clicked a link",
  reached: "Responded",
  converted: "Converted",
};

export const OUTCOME_LABEL: Record<Outcome, Label> = {
  interested: { label: OUTCOME_WORDS.interested, tone: "success" },
  booked: { label: OUTCOME_WORDS.booked, tone: "success" },
  callback: { label: OUTCOME_WORDS.callback, tone: "info" },
  not_interested: { label: OUTCOME_WORDS.not_interested, tone: "neutral" },
  opt_out: { label: OUTCOME_WORDS.opt_out, tone: "danger" },
  wrong_number: { label: OUTCOME_WORDS.wrong_number, tone: "warning" },
  no_decision: { label: OUTCOME_WORDS.no_decision, tone: "neutral" },
};
