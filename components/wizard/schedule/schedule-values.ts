import type { FieldPath } from "react-hook-form";
import { PatchCampaign } from "@/lib/core/campaign";
import type { Hours } from "@/lib/core/hours";
import { usableHours, windowsOf } from "@/lib/core/hours-edit";
import { RETRYABLE, type Retryable } from "@/lib/core/retry";
import { WEEKDAYS } from "@/lib/core/words";
import { type Problem, resolverOf, schemaProblems } from "../../form-problems";
import type { Change, Draft } from "../draft";
import { fromNumber, toNumber } from "../numbers";
import { toInstant, toLocal } from "../zone-values";

export interface ScheduleValues {
  start: "now" | "later";
  /** Local to `time_zone`, `2026-12-01T10:00`. */
  at: string;
  time_zone: string;
  hours_kind: "account" | "own";
  hours: Hours;
  rate: string;
  concurrency: string;
  max_attempts: string;
  /** Minutes before the second attempt, the third, and so on. */
  gaps: Record<Retryable, string[]>;
  min_gap: string;
  max_call_seconds: string;
  budget: string;
  /** In percent, contacted by nobody. */
  holdout: string;
}

export function scheduleValues(draft: Draft | null, accountZone: string, accountHours: Hours): ScheduleValues {
  const zone = draft?.time_zone ?? accountZone;
  const at = draft?.scheduled_at;
  return {
    start: at ? "later" : "now",
    at: at ? toLocal(at, zone) : "",
    time_zone: zone,
    hours_kind: draft?.calling_hours ? "own" : "account",
    hours: draft?.calling_hours ?? accountHours,
    rate: fromNumber(draft?.rate_limit_per_minute ?? 10),
    concurrency: fromNumber(draft?.max_concurrency),
    max_attempts: fromNumber(draft?.max_attempts ?? 3),
    gaps: {
      no_answer: gapsOf(draft, "no_answer"),
      busy: gapsOf(draft, "busy"),
      voicemail: gapsOf(draft, "voicemail"),
      silent: gapsOf(draft, "silent"),
      provider_failed: gapsOf(draft, "provider_failed"),
    },
    min_gap: fromNumber(draft?.min_gap_minutes),
    max_call_seconds: fromNumber(draft?.max_call_seconds ?? 300),
    budget: fromNumber(draft?.budget),
    holdout: fromNumber(draft?.holdout_percent ?? 0),
  };
}

const gapsOf = (draft: Draft | null, disposition: Retryable): string[] =>
  (draft?.retry_gaps[disposition] ?? []).map(String);

/** In the API's words. A time that is as it was stays as it was, to the second. */
export function scheduleChange(values: ScheduleValues, draft: Draft | null, accountZone: string): Change {
  const isAsItWas =
    draft?.scheduled_at &&
    values.time_zone === (draft.time_zone ?? accountZone) &&
    values.at === toLocal(draft.scheduled_at, values.time_zone);
  const at = isAsItWas ? draft.scheduled_at : toInstant(values.at, values.time_zone);
  return {
    scheduled_at: values.start === "now" ? null : at,
    // The account's zone is meant as long as nobody chose another: it may change.
    time_zone: values.time_zone === accountZone && !draft?.time_zone ? null : values.time_zone,
    calling_hours: values.hours_kind === "account" ? null : values.hours,
    rate_limit_per_minute: toNumber(values.rate) ?? Number.NaN,
    max_concurrency: toNumber(values.concurrency),
    max_attempts: Number(values.max_attempts),
    retry_gaps: Object.fromEntries(RETRYABLE.map((disposition) => [disposition, toGaps(values.gaps[disposition])])),
    min_gap_minutes: toNumber(values.min_gap),
    max_call_seconds: Number(values.max_call_seconds),
    budget: toNumber(values.budget),
    holdout_percent: toNumber(values.holdout) ?? 0,
  };
}

/** Up to the first «not again». */
function toGaps(gaps: string[]): number[] {
  const end = gaps.indexOf("");
  return (end === -1 ? gaps : gaps.slice(0, end)).map(Number);
}

const OWN_NAME: Record<string, FieldPath<ScheduleValues>> = {
  scheduled_at: "at",
  time_zone: "time_zone",
  calling_hours: "hours",
  rate_limit_per_minute: "rate",
  max_concurrency: "concurrency",
  max_attempts: "max_attempts",
  retry_gaps: "gaps",
  min_gap_minutes: "min_gap",
  max_call_seconds: "max_call_seconds",
  budget: "budget",
  holdout_percent: "holdout",
};

export function scheduleField(path: string): FieldPath<ScheduleValues> | undefined {
  const [group = ""] = path.split(".");
  return OWN_NAME[group];
}

/** @param now the server's time */
export const scheduleResolver = (draft: Draft | null, accountZone: string, now: () => Date) =>
  resolverOf<ScheduleValues>((values) => [
    ...ownProblems(values, draft, accountZone, now()),
    ...schemaProblems(PatchCampaign, scheduleChange(values, draft, accountZone), scheduleField),
  ]);

/** What the API's schema can't know, or says less plainly. */
function ownProblems(values: ScheduleValues, draft: Draft | null, accountZone: string, now: Date): Problem[] {
  const problems: Problem[] = [];
  const at = scheduleChange(values, draft, accountZone).scheduled_at;
  if (values.start === "later" && typeof at !== "string")
    problems.push({ field: "at", message: "Choose a day and a time" });
  else if (typeof at === "string" && Date.parse(at) <= now.getTime() && !draft?.started_at)
    problems.push({ field: "at", message: "This time has passed. Choose a later one, or start it yourself" });
  if (values.budget.trim() !== "" && !/^\d+(\.\d{1,2})?$/.test(values.budget.trim()))
    problems.push({ field: "budget", message: "Enter an amount such as 50 or 49.90" });
  if (values.hours_kind === "own" && WEEKDAYS.every((day) => windowsOf(values.hours, day).length === 0))
    problems.push({ field: "hours", message: "Open at least one day, or use your business’s hours" });
  else if (values.hours_kind === "own" && !usableHours(values.hours))
    problems.push({ field: "hours", message: "Correct the times that are marked above" });
  return problems;
}
