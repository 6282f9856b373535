import { readDecision } from "@/lib/core/decision";
import { explain, type ToExplain } from "@/lib/core/explain";

/** A Monday, 20:30 in New York. */
export const EVENING = "2026-11-24T01:30:00Z";
export const MIAMI = "America/New_York";
export type Given = Partial<Omit<ToExplain, "decision">> & { decision?: Record<string, unknown> };

/** What is said of a reason and what was kept of the decision, to an owner in Los Angeles. */
export const said = (reason: string, { decision, ...more }: Given = {}) =>
  explain({
    ...{ reason, next: null, channel: "call", timeZone: "America/Los_Angeles" },
    ...more,
    decision: decision ? readDecision({ at: EVENING, time_zones: [MIAMI], ...decision }) : null,
  });

/** Windows of one day, as a decision keeps them; without any the day is closed. */
export const hours = (jurisdiction: string, day: string, ...spans: [string, string][]) =>
  spans.length === 0
    ? [{ jurisdiction, day, closed: true }]
    : spans.map(([opens, closes]) => ({ jurisdiction, day, opens, closes }));
