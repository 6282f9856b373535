import type { Criteria } from "./criteria";
import { EXAMPLES, isExample } from "./examples";
import type { RetryGaps } from "./retry";
import { CAMPAIGN_TYPES, type CampaignType } from "./words";

/** What a type of campaign brings along. The names are the API's. */
export interface Preset {
  target_criteria: Criteria;
  call_script: string;
  voicemail_message: string;
  max_attempts: number;
  /** Minutes before each further attempt. */
  retry_gaps: RetryGaps;
}

const DAY_MS = 86_400_000;
const HOUR = 60;
const DAY = 24 * HOUR;

/** What fits a business that people come to: a salon, a clinic, a garage. What is said is the plainest of the type's examples.
 *  @param at when the campaign was made: "lately" is counted back from its day. */
export function presetOf(type: CampaignType, at: Date): Preset {
  const [{ call_script, voicemail_message }] = EXAMPLES[type];
  return { call_script, voicemail_message, ...planOf(type, at) };
}

function planOf(type: CampaignType, at: Date): Omit<Preset, "call_script" | "voicemail_message"> {
  switch (type) {
    case "winback":
      return {
        target_criteria: { last_contact_days: 180, min_leads: 1 },
        max_attempts: 3,
        retry_gaps: {
          no_answer: [4 * HOUR, DAY],
          busy: [20, 2 * HOUR],
          voicemail: [DAY],
          silent: [4 * HOUR],
          provider_failed: [15, 2 * HOUR],
        },
      };
    case "followup":
      return {
        target_criteria: { last_contact_days: 14, status: "Contacted" },
        max_attempts: 3,
        retry_gaps: {
          no_answer: [3 * HOUR, DAY],
          busy: [20, 2 * HOUR],
          voicemail: [DAY],
          silent: [3 * HOUR],
          provider_failed: [15, 2 * HOUR],
        },
      };
    case "promotional":
      return {
        target_criteria: { last_contact_days: 60, min_leads: 1 },
        max_attempts: 2,
        retry_gaps: {
          no_answer: [DAY],
          busy: [HOUR],
          voicemail: [],
          silent: [DAY],
          provider_failed: [HOUR],
        },
      };
    case "feedback":
      return {
        target_criteria: { last_contact_after: daysBefore(at, 30), status: "Closed" },
        max_attempts: 2,
        retry_gaps: {
          no_answer: [DAY],
          busy: [HOUR],
          voicemail: [],
          silent: [DAY],
          provider_failed: [HOUR],
        },
      };
  }
}

/** What becomes of a campaign when its type changes: only what still is a type's own value, or one of its examples, gives way to
 *  the new type's. What was written by hand stays.
 *  @param current as the API gives it; null or missing counts as not written yet. */
export function changeType(
  current: { [Field in keyof Preset]?: Preset[Field] | null },
  type: CampaignType,
  at: Date,
): Partial<Preset> {
  const presets = CAMPAIGN_TYPES.map((one) => presetOf(one, at));
  const next = presetOf(type, at);
  const isUntouched = (field: keyof Preset) => {
    const value = current[field];
    if (value === null || value === undefined || value === "") return true;
    if (typeof value === "string" && isExample(value)) return true;
    return presets.some((preset) => sameValue(preset[field], value));
  };
  const changes: Partial<Preset> = {};
  if (isUntouched("target_criteria")) changes.target_criteria = next.target_criteria;
  if (isUntouched("call_script")) changes.call_script = next.call_script;
  if (isUntouched("voicemail_message")) changes.voicemail_message = next.voicemail_message;
  if (isUntouched("max_attempts")) changes.max_attempts = next.max_attempts;
  if (isUntouched("retry_gaps")) changes.retry_gaps = next.retry_gaps;
  return changes;
}

/** Whether two values of JSON say the same, in whatever order their fields stand. */
export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const known = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}

function daysBefore(at: Date, days: number): string {
  const midnight = at.getTime() - (at.getTime() % DAY_MS);
  return new Date(midnight - days * DAY_MS).toISOString();
}
