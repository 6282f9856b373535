import type { CallingWindow, HolidayRule, OutreachRule } from "./rules";

/** The part of the rules that a version in the database holds. */
export interface VersionedRules {
  windows: Omit<CallingWindow, "line">[];
  rules: Omit<OutreachRule, "line">[];
  holidays: Omit<HolidayRule, "line">[];
}

/** One fact in words, by what it is about. */
type Facts = Map<string, string>;

function windowFacts(windows: VersionedRules["windows"]): Facts {
  const facts: Facts = new Map();
  for (const { jurisdiction, day, opens, closes, closed, confidence, source } of [...windows].sort((a, b) =>
    (a.opens ?? "") < (b.opens ?? "") ? -1 : 1,
  )) {
    const key = `${jurisdiction}, ${day}`;
    const hours = opens !== null ? `${opens}-${closes}` : closed ? "closed" : "as weekday";
    const before = facts.get(key)?.split(" (")[0];
    facts.set(key, `${before ? `${before} and ` : ""}${hours} (${confidence}, ${source})`);
  }
  return facts;
}
const ruleFacts = (rules: VersionedRules["rules"]): Facts =>
  new Map(
    rules.map(({ jurisdiction, channel, rule, value, confidence, note, overridable }) => [
      `${jurisdiction}, ${channel}, ${rule}`,
      `${value} (${[confidence, ...(overridable ? ["may be overridden"] : []), ...(note ? [note] : [])].join(", ")})`,
    ]),
  );
const holidayFacts = (holidays: VersionedRules["holidays"]): Facts =>
  new Map(
    holidays.map(({ jurisdiction, rule, observed, name, confidence, source }) => [
      `${jurisdiction}, holiday ${rule}`,
      `${name}, ${observed === "none" ? "not moved" : `observed ${observed}`} (${confidence}, ${source})`,
    ]),
  );
const factsOf = (rules: VersionedRules): Facts =>
  new Map([...windowFacts(rules.windows), ...ruleFacts(rules.rules), ...holidayFacts(rules.holidays)]);

/** What the files say otherwise than a version, one line each: «+» added, «-» removed, «~» changed from and to. Null is a database
 *  without a version. */
export function differences(before: VersionedRules | null, after: VersionedRules): string[] {
  const old = before ? factsOf(before) : new Map<string, string>();
  const wanted = factsOf(after);
  const removed = [...old].filter(([key]) => !wanted.has(key)).map(([key, fact]) => `- ${key}: ${fact}`);
  const others = [...wanted].flatMap(([key, fact]) => {
    const was = old.get(key);
    if (was === undefined) return [`+ ${key}: ${fact}`];
    return was === fact ? [] : [`~ ${key}: ${was} becomes ${fact}`];
  });
  return [...removed, ...others];
}
