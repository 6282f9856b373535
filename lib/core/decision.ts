import * as z from "zod/mini";
import { hourText, isZone } from "./hours-rule";
import { reliedName } from "./list-age";
import type { OverrideView } from "./override-views";
import { placeName } from "./place-name";
import { plainSpaces } from "./plain-spaces";
import { CHANNEL_WORDS } from "./spoken-words";
import { type CHANNELS, CONSENT_BASES } from "./words";

/** What of a decision can't be read was not kept: an old one lacks what is looked at today. */
const kept = <T extends z.core.SomeType>(schema: T) => z.catch(z.optional(schema), undefined);
const time = z.string().check(z.regex(/^\d{2}:\d{2}/));

export const Window = z.object({
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
  /** Whose law kept it closed, and whose law refuses or closes: ISO country, or `US-FL`. */
  closed_by: kept(z.string()),
  place: kept(z.string()),
  consent_id: kept(z.string()),
  consent_basis: kept(z.string()),
  suppression_id: kept(z.string()),
  contacts_24h: kept(z.int()),
  contacts_30d: kept(z.int()),
  overrides: kept(z.array(z.string())),
  /** Do-not-call lists that were looked into; the day is that of their numbers. */
  lists: kept(z.array(z.object({ kind: z.string(), region: kept(z.nullable(z.string())), as_of: z.string() }))),
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
const cityOf = (zone: string) => zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
/** Why a contact was allowed, as sentences: what was looked at, in the order in which a person would ask. What was not kept is said
 *  to be missing where it matters, and left out elsewhere.
 *  @param decision as `readDecision` gives it
 *  @param exceptions the account's, of which those are named that it rested on */
export function whyAllowed(
  decision: Decision | null,
  channel: (typeof CHANNELS)[number],
  exceptions: readonly Exception[] = [],
): string[] {
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
    lists(decision),
    ...overrides(decision, exceptions),
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
  const names = list(regions.map(placeName), "and");
  if (version === undefined) return `As far as was known they live in ${list(regions.map(placeName), "or")}.`;
  return regions.length === 1
    ? `The rules of ${names} applied.`
    : `The rules of ${names} applied, all of them at once.`;
}

function windows({ windows: found }: Decision): string | null {
  if (!found || found.length === 0) return null;
  const spans = found.map(({ jurisdiction, day, opens, closes }) => {
    const when = opens && closes ? `${hourText(opens)} to ${hourText(closes)}` : "closed";
    return `${placeName(jurisdiction)} ${when}${day === "holiday" ? " (public holiday)" : ""}`;
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

/** An exception from a rule that was in force, as the owner made it. */
export type Exception = Pick<OverrideView, "id" | "jurisdiction" | "reason" | "ends_at" | "by">;

/** Each with who made it, until when and why, as far as it is known. */
function overrides({ overrides: used = [] }: Decision, exceptions: readonly Exception[]): string[] {
  const known = exceptions.filter(({ id }) => used.includes(id));
  const rest = used.length - known.length;
  const named = known.map(
    ({ jurisdiction, by, ends_at, reason }) =>
      `${placeName(jurisdiction)} was opened by an exception that ${by ?? "the owner"} made, until ${dayText(ends_at)}: “${reason}”`,
  );
  if (rest > 1) named.push(`${rest} exceptions that an owner gave reasons for were used.`);
  if (rest === 1) named.push("An exception that an owner gave a reason for was used.");
  return named;
}

const dayText = (at: string): string =>
  new Intl.DateTimeFormat("en-US", { timeZone: "UTC", year: "numeric", month: "short", day: "numeric" }).format(
    new Date(at),
  );
function lists({ lists: looked = [] }: Decision): string | null {
  if (looked.length === 0) return null;
  const names = looked.map(({ kind, region, as_of }) => {
    const day = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", dateStyle: "long" });
    const instant = Date.parse(as_of);
    const of = Number.isNaN(instant) ? as_of : day.format(instant);
    if (kind === "own") return `the business's own list of ${of}`;
    if (kind === "reassigned") return `the answers about reassigned numbers of ${of}`;
    return `${reliedName(region ?? "US")} of ${of}`;
  });
  return `Do-not-call lists were looked into: ${list(names, "and")}.`;
}
