import * as z from "zod/mini";
import { readDecision } from "./decision";
import { shortMoment } from "./explain";
import { closedRule } from "./hours-rule";
import { regionName } from "./leads/regions";
import { placeName } from "./place-name";
import { plainSpaces } from "./plain-spaces";

const count = z.int();

/** Why a campaign waits, as `public.campaign_waiting` answers. */
export const Waiting = z.object({
  /** Whose turn has come. */
  due: count,
  /** For whom a moment has to come. */
  waiting: count,
  /** Calls a minute, at most. */
  rate: count,
  held_by: z.nullable(z.enum(["lines", "campaign_lines", "rate"])),
  later: z.array(z.object({ reason: z.nullable(z.string()), count: z.nullable(count), at: z.string() })),
  openings: z.array(
    z.object({
      at: z.string(),
      count,
      zone: z.nullable(z.string()),
      regions: z.nullable(z.array(z.object({ region: z.nullable(z.string()), count }))),
      /** Of how many of them the rest is known: of the first, where they are too many. */
      looked: count,
      /** Why they wait, the most frequent first, with what the gate said of one of them. */
      rules: z.array(z.object({ reason: z.nullable(z.string()), count, decision: z.unknown() })),
    }),
  ),
});
export type Waiting = z.infer<typeof Waiting>;

/** What the campaign waits for, in four sentences at most, the next thing first.
 *  @param timeZone of the account, for moments that are no local time of a customer */
export function waitingSentences(waiting: Waiting, now: Date, timeZone: string): string[] {
  const groups: Group[] = [
    ...(waiting.due > 0 ? [{ count: waiting.due, text: dueSentence(waiting) }] : []),
    ...waiting.openings.map((opening, at) => ({
      count: opening.count,
      text: openingSentence(opening, at === 0, now, timeZone),
    })),
    ...waiting.later
      .filter(({ reason }) => reason !== "outside_hours" && reason !== "state_hours")
      .map((group) => ({ count: group.count, text: laterSentence(group, now, timeZone) })),
  ];
  const first = groups.slice(0, MOST - 1);
  const inAll = waiting.due + waiting.waiting;
  const rest = inAll - (sumOf(first) ?? inAll);
  const isCut = groups.length > MOST || (sumOf(groups) ?? inAll) < inAll;
  const said = isCut && rest > 0 ? [...first, { count: rest, text: `${figure(rest)} more later.` }] : groups;
  return said.slice(0, MOST).map(({ text }) => text);
}

/** Sentences, at most. The last one is of everybody who has none, so that they add up. */
const MOST = 4;

interface Group {
  /** Null: so many that they are not counted. */
  count: number | null;
  text: string;
}

const sumOf = (groups: Group[]): number | null =>
  groups.reduce<number | null>((sum, { count }) => (sum === null || count === null ? null : sum + count), 0);

const figure = (n: number): string => n.toLocaleString("en-US");
const customers = (n: number): string => `${figure(n)} ${n === 1 ? "customer" : "customers"}`;

function dueSentence({ due, held_by, rate }: Waiting): string {
  switch (held_by) {
    case "lines":
      return `${figure(due)} more when another call ends: all lines for campaigns are in use.`;
    case "campaign_lines":
      return `${figure(due)} more when another call of this campaign ends: it uses all the lines it may.`;
    case "rate":
      return `${figure(due)} more as soon as the rate allows: ${figure(rate)} a minute.`;
    case null:
      return `${customers(due)} ${due === 1 ? "is" : "are"} next in line.`;
  }
}

function openingSentence(opening: Waiting["openings"][number], isFirst: boolean, now: Date, timeZone: string): string {
  const zone = opening.zone ?? timeZone;
  const why = whyText(opening);
  if (why)
    return `${customers(opening.count)}${placeOf(opening.regions)}${why}; next ${shortMoment(opening.at, zone, now.toISOString())} their time.`;
  return `${isFirst ? "Next" : "Then"}: ${customers(opening.count)}${placeOf(opening.regions)} ${whenText(opening.at, zone, now)} their time.`;
}

/** ": no contacts before 9 AM", by the law of where they are; ": no contacts after 8 PM (Florida) for 30, outside your calling hours for 7"
 *  where they wait for several. Null where none is known. */
function whyText({ count: all, looked, rules, regions }: Waiting["openings"][number]): string | null {
  const told = rules.flatMap((rule) => {
    const text = waitingRule(rule, regions);
    return text ? [{ text, count: rule.count }] : [];
  });
  const [first] = told;
  if (!first) return null;
  if (first.count === looked) return `: ${first.text}${looked < all ? `, for all of the first ${figure(looked)}` : ""}`;
  const rest = looked - told.reduce((sum, rule) => sum + rule.count, 0);
  const parts = told.map(({ text, count: n }) => `${text} for ${figure(n)}`);
  if (rest > 0) parts.push(`other reasons for ${figure(rest)}`);
  return `${looked < all ? `; of the first ${figure(looked)}` : ""}: ${parts.join(", ")}`;
}

/** "no contacts before 9 AM (Florida)"; null where it is none of hours, or was not kept. */
function waitingRule(
  { reason, decision: kept }: Waiting["openings"][number]["rules"][number],
  regions: Waiting["openings"][number]["regions"],
): string | null {
  if (reason === "outside_hours") return "outside your calling hours";
  const decision = readDecision(kept);
  const found = decision && closedRule(decision);
  const place = found?.place ?? decision?.closed_by;
  if (reason !== "state_hours" || !place) return null;
  const rule = `no contacts ${found?.rule ?? "at this hour"}`;
  // Whose law it is goes without saying where all of them live there.
  return regions?.length === 1 && regions[0]?.region === place ? rule : `${rule} (${placeName(place)})`;
}

/** " in Texas", " in Texas and Oklahoma", " in 5 states"; nothing where it is not known of everybody. */
function placeOf(regions: Waiting["openings"][number]["regions"]): string {
  if (!regions || regions.length === 0 || regions.some(({ region }) => region === null)) return "";
  const names = regions.map(({ region }) => regionName(region ?? ""));
  return names.length > 2 ? ` in ${figure(names.length)} states` : ` in ${names.join(" and ")}`;
}

/** Who it is, after "3 customers" or "Customers". */
const WHO: Record<string, string> = {
  no_answer: "who did not answer",
  busy: "whose line was busy",
  voicemail: "whose answering machine picked up",
  silent: "who said nothing",
  provider_failed: "whom the provider could not reach",
  capacity: "for whom the provider had no room",
  billing: "whom the provider did not contact for want of credit",
  contact_under_way: "whom another campaign is contacting",
  minimum_gap: "who were contacted a short while ago",
  daily_cap: "who were contacted as often as a day allows",
  monthly_cap: "who were contacted as often as a month allows",
  quiet_after_opt_out: "who opted out or complained a short while ago",
};

function laterSentence({ reason, count: n, at }: Waiting["later"][number], now: Date, timeZone: string): string {
  const who = WHO[reason ?? ""] ?? "who have to wait";
  const many = n !== 1;
  // When they are looked at again is not when they are contacted.
  if (reason === "reply_waiting")
    return `${n === null ? "Customers" : customers(n)} who wrote to you ${many ? "wait" : "waits"} until you have read it.`;
  return `${n === null ? "Customers" : customers(n)} ${many ? who : singular(who)} ${many ? "are" : "is"} contacted again from ${whenText(at, timeZone, now).replace(/^(at|on) /, "")}.`;
}

const singular = (who: string): string => who.replace(/^who were /, "who was ").replace("have to", "has to");

const DAY_MS = 86_400_000;

/** "at 9:00 AM", "tomorrow at 9:00 AM", "on Monday at 9:00 AM", "on Dec 3 at 9:00 AM", by the zone's own calendar. */
export function whenText(at: string, timeZone: string, now: Date): string {
  const moment = new Date(at);
  const dayOf = (date: Date) => new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(date);
  const clock = new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", minute: "2-digit" }).format(moment);
  const days = Math.round((Date.parse(dayOf(moment)) - Date.parse(dayOf(now))) / DAY_MS);
  const named = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-US", { timeZone, ...options }).format(moment);
  const day =
    days <= 0
      ? ""
      : days === 1
        ? "tomorrow "
        : days < 7
          ? `on ${named({ weekday: "long" })} `
          : `on ${named({ month: "short", day: "numeric" })} `;
  return plainSpaces(`${day}at ${clock}`);
}
