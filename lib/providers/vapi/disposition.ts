import type { Disposition } from "@/lib/core/call";
import endedReasons from "./ended-reasons.json" with { type: "json" };

type Group = keyof typeof endedReasons;

const GROUP_DISPOSITION: Record<Group, Disposition> = {
  voicemail: "voicemail",
  busy: "busy",
  "no-answer": "no_answer",
  "bad-number": "invalid_number",
  silence: "silent",
  "transfer-problem": "transfer_failed",
  "answered-completed": "conversed",
  "cancelled-or-deleted": "cancelled",
  "failed-before-dial (account/config/limits)": "provider_failed",
  "failed-telephony-provider": "provider_failed",
  "assistant-or-pipeline-error": "provider_failed",
  UNCLASSIFIED: "provider_failed",
};

/** Reasons that mean something else than the rest of their group. */
const EXCEPTIONS: Record<string, Disposition> = {
  "call.start.error-subscription-concurrency-limit-reached": "capacity",
  "call.start.error-vapi-number-outbound-daily-limit": "capacity",
  "call.start.error-subscription-wallet-does-not-exist": "billing",
  "call.start.error-subscription-frozen": "billing",
  "call.start.error-subscription-insufficient-credits": "billing",
  "call.start.error-subscription-upgrade-failed": "billing",
  "assistant-forwarded-call": "transferred",
  "call.ringing.hook-executed-transfer": "transferred",
  "call.ending.hook-executed-transfer": "transferred",
};

const isGroup = (key: string): key is Group => key in GROUP_DISPOSITION;

const BY_REASON = new Map<string, Disposition>([
  ...Object.entries(endedReasons).flatMap(([group, reasons]) =>
    reasons.map((reason): [string, Disposition] => [
      reason,
      isGroup(group) ? GROUP_DISPOSITION[group] : "provider_failed",
    ]),
  ),
  ...Object.entries(EXCEPTIONS),
]);

/** The disposition of Vapi's `endedReason`. `unknown` when none arrived; a reason that is not in
 *  ended-reasons.json is a failure of the provider's, never a success. */
export function dispositionOf(endedReason: string | null | undefined): Disposition {
  if (!endedReason) return "unknown";
  return BY_REASON.get(endedReason) ?? "provider_failed";
}
