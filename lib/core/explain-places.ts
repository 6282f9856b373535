import type { AudiencePreview } from "./audience-views";
import { explain } from "./explain";
import { localTime } from "./hours-rule";
import { reasonText } from "./reasons";
import type { Channel } from "./words";

export interface ExplainedCount {
  reason: string;
  text: string;
  people: number;
}

/** Why customers of a preview would be skipped, or wait: by the place whose law it is where that is told, the rest by the reason alone; the
 *  most first. @param timeZone the account's */
export function explainCounts(
  preview: Pick<AudiencePreview, "skipped" | "waiting" | "places" | "at">,
  decision: "skip" | "postpone",
  channel: Channel | null,
  timeZone: string,
): ExplainedCount[] {
  const places = (preview.places ?? []).filter((one) => one.decision === decision);
  const told = places.map((one): ExplainedCount => {
    const { reason, place, people, opens_at: next, hours } = one;
    const kept = {
      place,
      closed_by: place,
      at: preview.at,
      windows: hours?.windows ?? [],
      time_zones: clocks(one),
    };
    const text = explain({ reason, next, channel, timeZone, decision: kept, holiday: hours?.holiday ?? null });
    return { reason, text: text ?? reason, people };
  });
  const counts = Object.entries(decision === "skip" ? preview.skipped : preview.waiting);
  const rest = counts.flatMap(([reason, count]): ExplainedCount[] => {
    const explained = places.filter((one) => one.reason === reason).reduce((sum, { people }) => sum + people, 0);
    return count > explained ? [{ reason, text: reasonText(reason) ?? reason, people: count - explained }] : [];
  });
  return [...told, ...rest].sort((a, b) => b.people - a.people);
}

/** The zones of a place; first the one by whose clock the hours open then. */
function clocks({ hours, opens_at: opens }: NonNullable<AudiencePreview["places"]>[number]): string[] {
  const opening = (hours?.windows ?? []).map((window) => window.opens);
  const isFirst = (zone: string) => opens !== null && opening.includes(localTime(opens, zone).time);
  return [...(hours?.time_zones ?? [])].sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
}
