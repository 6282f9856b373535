import type { Outcome } from "@/lib/core/call";
import type { RecipientStatus } from "@/lib/core/words";
import type { Tone } from "../ui/badge";

interface Label {
  label: string;
  tone: Tone;
}

export const RECIPIENT_STATUS_LABEL: Record<RecipientStatus, Label> = {
  pending: { label: "Waiting", tone: "neutral" },
  queued: { label: "Next", tone: "info" },
  sent: { label: "In progress", tone: "accent" },
  delivered: { label: "Delivered", tone: "info" },
  answered: { label: "Answered", tone: "success" },
  failed: { label: "Not reached", tone: "warning" },
  opted_out: { label: "Opted out", tone: "danger" },
  skipped: { label: "Skipped", tone: "neutral" },
};

export const OUTCOME_LABEL: Record<Outcome, Label> = {
  interested: { label: "Interested", tone: "success" },
  booked: { label: "Booked", tone: "success" },
  callback: { label: "Wants a call back", tone: "info" },
  not_interested: { label: "Not interested", tone: "neutral" },
  opt_out: { label: "Opted out", tone: "danger" },
  wrong_number: { label: "Wrong number", tone: "warning" },
  no_decision: { label: "No decision", tone: "neutral" },
};
