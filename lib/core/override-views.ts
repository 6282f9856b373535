import * as z from "zod/mini";
import { regionName } from "./leads/regions";

const rule = { rule: z.string(), jurisdiction: z.string(), channel: z.string() };

/** An exception from a rule that an owner answers for. */
export const OverrideView = z.object({
  ...rule,
  id: z.string(),
  reason: z.string(),
  /** ISO 8601. */
  starts_at: z.string(),
  ends_at: z.string(),
  /** When it was ended, or ran out; null while neither was noticed. */
  ended_at: z.nullable(z.string()),
  /** Email of who made it; null once they are gone. */
  by: z.nullable(z.string()),
  in_force: z.boolean(),
});
export type OverrideView = z.infer<typeof OverrideView>;

/** A rule that exceptions may be made from, as the newest version says it. */
export const OverridableRule = z.object({
  ...rule,
  value: z.string(),
  confidence: z.string(),
  note: z.string(),
  version: z.int(),
});
export type OverridableRule = z.infer<typeof OverridableRule>;

/** `GET /api/overrides`. */
export const OverrideList = z.object({ rules: z.array(OverridableRule), overrides: z.array(OverrideView) });
export type OverrideList = z.infer<typeof OverrideList>;

type RuleKey = { rule: string; jurisdiction: string; channel: string };
export const ruleKey = ({ rule, jurisdiction, channel }: RuleKey): string => `${rule} ${jurisdiction} ${channel}`;

/** What a rule forbids, in words: "Washington: no calls by an AI voice". */
export function ruleTitle({ rule, jurisdiction, channel }: RuleKey): string {
  const place = regionName(jurisdiction);
  if (rule === "ai_voice_solicitation") return `${place}: no calls by an AI voice`;
  return `${place}: ${rule.replaceAll("_", " ")} (${channel})`;
}

/** "Washington is opened by your exception until Dec 12, 2026: “reason”" @param timeZone the account's */
export function openedText(
  { jurisdiction, ends_at, reason }: Pick<OverrideView, "jurisdiction" | "ends_at" | "reason">,
  timeZone: string,
): string {
  const day = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "short", day: "numeric" });
  return `${regionName(jurisdiction)} is opened by your exception until ${day.format(new Date(ends_at))}: “${reason}”`;
}

const DAY_MS = 86_400_000;

/** "30 days left" of one just made for 30 days; "ends within a day" at last. */
export function daysLeft(endsAt: string, now: Date): string {
  const days = Math.ceil((Date.parse(endsAt) - now.getTime()) / DAY_MS);
  return days > 1 ? `${days} days left` : "ends within a day";
}
