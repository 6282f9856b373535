import * as z from "zod/mini";
import { regionName } from "./leads/regions";
import { plainSpaces } from "./plain-spaces";
import { CHANNEL_WORDS } from "./spoken-words";
import { type CHANNELS, CONSENT_BASES } from "./words";

/** What of a decision can't be read was not kept: an old one lacks what is looked at today. */
const kept = <T extends z.core.SomeType>(schema: T) => z.catch(z.optional(schema), undefined);
const time = z.string().check(z.regex(/^\d{2}:\d{2}/));

const Window = z.object({
  /** ISO country, or `US-FL`. */
  jurisdiction: z.string(),
  day: kept(z.string()),
  /** Local time; both are missing where the day is closed. */
  opens: kept(time),
  closes: kept(time),
  confidence: kept(z.string()),
});

/** What the gate looked at before an attempt, and found: `outreach_attempts.decision`. */
export const Decision = z.object({
  /** ISO 8601. */
  at: kept(z.string()),
  rules_version: kept(z.int()),
  region: kept(z.string()),
  regions: kept(z.array(z.string())),
  time_zones: kept(z.array(z.string())),
  /** `2026-11-23T12:00` in the first of the zones. */
  local_time: kept(z.string()),
  windows: kept(z.array(Window)),
  consent_id: kept(z.string()),
  consent_basis: kept(z.string()),
  suppression_id: kept(z.string()),
  contacts_24h: kept(z.int()),
  contacts_30d: kept(z.int()),
  overrides: kept(z.array(z.string())),
});
export type Decision = z.infer<typeof Decision>;

/** The decision in a column; null where none was kept. */
export function readDecision(value: unknown): Decision | null {
  const read = Decision.safeParse(value);
  return read.success && Object.values(read.data).some((field) => field !== undefined) ? read.data : null;
}

const BASIS: Record<(typeof CONSENT_BASES)[number], string> = {
  express_written: "written consent",
  express: "spoken consent, or consent by request",
  existing_customer: "that they are an existing customer",
};
const times = (count: number) => (count === 0 ? "not at all" : count === 1 ? "once" : `${count} times`);
const list = (parts: readonly string[], word: "and" | "or") =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1)}`;
const placeOf = (jurisdiction: string) => {
  if (jurisdiction === "US") return "United States";
  if (jurisdiction === "US-*" || jurisdiction === "*") return "The general rule";
  return regionName(jurisdiction);
};
const cityOf = (zone: string) => zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
/** "8 AM", "8:30 PM", of local time as 08:00. */
const hour = (local: string) => {
  const [hours = 0, minutes = 0] = local.split(":").map(Number);
  if (hours === 24) return "midnight";
  const rest = minutes === 0 ? "" : `:${String(minutes).padStart(2, "0")}`;
  return `${hours % 12 === 0 ? 12 : hours % 12}${rest} ${hours < 12 ? "AM" : "PM"}`;
};
const isZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
};

/** Why a contact was allowed, as sentences: what was looked at, in the order in which a person would ask. What was not kept is said
 *  to be missing where it matters, and left out elsewhere.
 *  @param decision as `readDecision` gives it */
export function whyAllowed(decision: Decision | null, channel: (typeof CHANNELS)[number]): string[] {
  if (!decision) return ["What was looked at before this contact was not kept."];
  const sentences = [
    localTime(decision),
    places(decision),
    windows(decision),
    consent(decision),
    contacts(decision),
    decision.suppression_id
      ? "An opt-out was found for another way of contact."
      : `No opt-out from ${CHANNEL_WORDS[channel].many} was in force for this person, their number or their address.`,
    overrides(decision),
    decision.rules_version === undefined ? null : `Version ${decision.rules_version} of the rules applied.`,
  ];
  return sentences.filter((sentence) => sentence !== null);
}

function localTime({ at, time_zones: zones = [], local_time: local }: Decision): string | null {
  const known = zones.filter(isZone);
  const instant = at === undefined ? Number.NaN : Date.parse(at);
  if (known.length === 0 || Number.isNaN(instant))
    return local
      ? `It was ${local.replace("T", " ")} where they live.`
      : "Where they live, and so the time there, was not known.";
  const clock = (timeZone: string) => {
    const format = { timeZone, weekday: "long", hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;
    return plainSpaces(new Intl.DateTimeFormat("en-US", format).format(instant));
  };
  const [only, ...others] = known;
  if (only && others.length === 0) return `It was ${clock(only)} where they live (${cityOf(only)} time).`;
  return `They may live in ${known.length} time zones, where it was ${list(
    known.map((zone) => `${clock(zone)} (${cityOf(zone)})`),
    "and",
  )}.`;
}

function places({ region, regions = region ? [region] : [], rules_version: version }: Decision): string | null {
  if (regions.length === 0) return null;
  const names = list(regions.map(placeOf), "and");
  if (version === undefined) return `As far as was known they live in ${list(regions.map(placeOf), "or")}.`;
  return regions.length === 1
    ? `The rules of ${names} applied.`
    : `The rules of ${names} applied, all of them at once.`;
}

function windows({ windows: found }: Decision): string | null {
  if (!found || found.length === 0) return null;
  const spans = found.map(({ jurisdiction, day, opens, closes }) => {
    const when = opens && closes ? `${hour(opens)} to ${hour(closes)}` : "closed";
    return `${placeOf(jurisdiction)} ${when}${day === "holiday" ? " (public holiday)" : ""}`;
  });
  return `Hours allowed that day, in local time: ${[...new Set(spans)].join("; ")}.`;
}

function consent({ consent_id: id, consent_basis: basis }: Decision): string {
  const known = CONSENT_BASES.find((one) => one === basis);
  if (known) return `It rested on ${BASIS[known]}.`;
  return id ? "It rested on a consent that is kept with the customer." : "No consent was recorded with this decision.";
}

function contacts({ contacts_24h: day, contacts_30d: month }: Decision): string | null {
  if (day === undefined && month === undefined) return null;
  if (month === 0) return "They had not been contacted in the 30 days before.";
  const parts = [
    day === undefined ? null : `${times(day)} in the 24 hours before`,
    month === undefined ? null : `${times(month)} in the 30 days before`,
  ];
  return `They had been contacted ${list(
    parts.filter((part) => part !== null),
    "and",
  )}.`;
}

function overrides({ overrides: used = [] }: Decision): string | null {
  if (used.length === 0) return null;
  return used.length === 1
    ? "An exception that an owner gave a reason for was used."
    : `${used.length} exceptions that an owner gave reasons for were used.`;
}
