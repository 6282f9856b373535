import { describe, expect, it } from "vitest";
import { differences } from "@/lib/core/rules/difference";
import { canonicalRules, parseRules } from "@/lib/core/rules/parse-rules";
import type { RuleFile, Rules, RuleTexts } from "@/lib/core/rules/rules";
import { readRuleTexts } from "../../support/rule-texts";

const texts = readRuleTexts();

/** The data with one more line at the end of a file; answers what is wrong with that line. */
function withLine(file: RuleFile, line: string): string[] {
  const text = `${texts[file].trimEnd()}\n${line}\n`;
  const { errors } = parseRules({ ...texts, [file]: text });
  const number = text.trimEnd().split("\n").length;
  expect(errors.filter((error) => error.file !== file || error.line !== number)).toEqual([]);
  return errors.map(({ message }) => message);
}
function parsed(changed: Partial<RuleTexts> = {}): Rules {
  const { rules, errors } = parseRules({ ...texts, ...changed });
  if (!rules) throw new Error(JSON.stringify(errors));
  return rules;
}
const week = (jurisdiction: string) =>
  `${jurisdiction},sat,closed,low,x\n${jurisdiction},sun,closed,low,x\n${jurisdiction},holiday,closed,low,x`;

describe("The files of rules", () => {
  it("are read: every jurisdiction has hours for each day", () => {
    const { windows, rules, holidays, areas, zips } = parsed();
    expect(
      windows
        .filter(({ jurisdiction }) => jurisdiction === "FR")
        .map(({ day, opens, closes }) => [day, opens, closes])
        .slice(0, 3),
    ).toEqual([
      ["mon", "10:00", "13:00"],
      ["mon", "14:00", "20:00"],
      ["tue", "10:00", "13:00"],
    ]);
    expect(rules.filter(({ overridable }) => overridable).map(({ jurisdiction }) => jurisdiction)).toEqual(["US-WA"]);
    expect([holidays.length, areas.length, zips.length].every((count) => count > 50)).toBe(true);
  });

  it.each([
    ["hours that overlap", "DE,mon-fri,09:00-12:00 11:00-18:00,low,x", "Windows of one day overlap."],
    ["a closing before its opening", "DE,mon-fri,20:00-09:00,low,x", "It closes at 09:00, before it opens at 20:00."],
    ["an hour that no clock shows", "DE,mon-fri,09:00-25:00,low,x", "“09:00-25:00” are no hours"],
    ["a weekday as a weekday", "DE,mon-fri,as weekday,low,x", "Only a holiday is as a weekday."],
    ["a bad confidence", "DE,mon-fri,09:00-20:00,sure,x", "“sure” is no confidence"],
  ])("are refused with %s, by its line", (_, line, message) => {
    const text = `${texts["calling_windows.csv"].trimEnd()}\n${line}\n${week("DE")}\n`;
    const { errors } = parseRules({ ...texts, "calling_windows.csv": text });
    expect(errors).toMatchObject([{ file: "calling_windows.csv", line: text.split("\n").indexOf(line) + 1 }]);
    expect(errors?.[0]?.message).toContain(message);
  });

  it.each<[RuleFile, string, string]>([
    ["calling_windows.csv", "US-TX,fri,09:00-20:00,low,x", "US-TX has hours for fri already, in line 22."],
    ["calling_windows.csv", "US-TX,friday,09:00-20:00,low,x", "“friday” is no day"],
    ["calling_windows.csv", "US,fri,09:00-20:00,low", "It has 4 cells, not 5."],
    ["outreach_rules.csv", "US-XX,voice,recording,all_party,low,,no", "“US-XX” is no jurisdiction"],
    ["outreach_rules.csv", "QQ,voice,recording,all_party,low,,no", "“QQ” is no jurisdiction"],
    ["outreach_rules.csv", "US-TX,voice,recordings,all_party,low,,no", "“recordings” is no rule"],
    ["outreach_rules.csv", "US-TX,voice,recording,some,low,,no", "“some” is no value of recording"],
    ["outreach_rules.csv", "US-TX,fax,recording,all_party,low,,no", "“fax” is no channel"],
    ["outreach_rules.csv", "US-FL,voice,recording,all_party,low,,no", "It is said already, in line 14."],
    ["outreach_rules.csv", "US,any,consent_required_marketing,express,low,,no", "It is said already, in line 2."],
    ["outreach_rules.csv", "US-TX,voice,recording,all_party,low,,perhaps", "“perhaps” is neither yes nor no."],
    ["outreach_rules.csv", 'US-TX,voice,recording,all_party,low,"open,no', "A quote is not closed."],
    [
      "outreach_rules.csv",
      "US,sms,consent_required_marketing,express_written,low,,no",
      "nothing that is enforced: voice",
    ],
    ["outreach_rules.csv", "US-FL,any,max_contacts_per_24h,2,low,,no", "it holds everywhere"],
    ["outreach_rules.csv", "*,any,max_contacts_per_24h,0,low,,no", "“0” is no value of max_contacts_per_24h"],
    ["outreach_rules.csv", "US-TX,voice,recording,all_party,low,,yes", "Only ai_voice_solicitation can be overridden."],
    ["outreach_rules.csv", "US-TX,sms,help_keywords,AIDE,low,,no", "it holds everywhere"],
    [
      "outreach_rules.csv",
      "US,sms,help_keywords,AIDE START,low,,no",
      "“START” is said of opt_in_keywords already, in line 26.",
    ],
    ["outreach_rules.csv", "US-TX,any,honour_revocation_days,10,low,,no", "“10” is no value of honour_revocation_days"],
    ["outreach_rules.csv", "US-WA,voice,identify_within_seconds,30,low,,no", "it holds everywhere"],
    ["holidays.csv", "US,02-30,none,Nothing,low,x", "“02-30” is no day"],
    ["holidays.csv", "US,mon#5 may,none,Nothing,low,x", "“mon#5 may” is no day"],
    ["holidays.csv", "US,08-01,tomorrow,Nothing,low,x", "“tomorrow” is no way"],
    ["holidays.csv", "US,12-25,none,Again,low,x", "It is said already, in line 12."],
    ["nanp_areas.csv", "211,US-TX,America/Houston", "“America/Houston” is no time zone"],
    ["nanp_areas.csv", "212,US-NY,America/New_York", "It is said already, in line 12."],
    ["nanp_areas.csv", "211,US-NY,", "The time zone is missing."],
    ["us_zip3.csv", "101,102,US-NJ", "It overlaps line"],
    ["us_zip3.csv", "213,213,US-QQ", "“US-QQ” is no region"],
  ])("%s is refused with «%s», by that line", (file, line, message) => {
    expect(withLine(file, line).join(" ")).toContain(message);
  });

  it("are refused when a day of a jurisdiction is missing", () => {
    expect(withLine("calling_windows.csv", "DE,mon-fri,09:00-20:00,low,x")).toEqual([
      "Nothing is said of DE on sat, sun, holiday.",
    ]);
  });

  it("are refused when one was cut off, so that the rules of its rows would be gone", () => {
    const headerOf = (file: RuleFile) => texts[file].split("\n", 1).join("");
    const { errors } = parseRules({ ...texts, "outreach_rules.csv": headerOf("outreach_rules.csv") });
    expect(errors.map(({ message }) => message)).toContain("Nothing is said of recording.");
    expect(errors).toHaveLength(11);
    expect(parseRules({ ...texts, "holidays.csv": headerOf("holidays.csv") }).errors).toMatchObject([
      { file: "holidays.csv", message: "Holidays of US are missing." },
    ]);
  });

  it("are refused without the hours that states and countries without rows have", () => {
    const without = texts["calling_windows.csv"].replaceAll(/^US-\*.*\n/gm, "");
    expect(parseRules({ ...texts, "calling_windows.csv": without }).errors).toMatchObject([
      { message: "Hours of US-* are missing." },
    ]);
  });
});

describe("Two versions of rules", () => {
  it("are equal whatever the order and the blank lines of the files", () => {
    const [header = "", ...lines] = texts["holidays.csv"].trimEnd().split("\n");
    const turned = parsed({ "holidays.csv": [header, "", ...lines.toReversed()].join("\r\n") });
    expect(canonicalRules(turned)).toBe(canonicalRules(parsed()));
    expect(differences(parsed(), turned)).toEqual([]);
  });

  it("differ in rows that are added, removed and changed, in words", () => {
    const changed = parsed({
      "calling_windows.csv": texts["calling_windows.csv"].replace(
        "FR,mon-fri,10:00-13:00 14:00-20:00",
        "FR,mon-fri,10:00-13:00",
      ),
      "outreach_rules.csv": texts["outreach_rules.csv"]
        .replace(/^US-NV,voice.*\n/m, "")
        .concat("US-OR,voice,recording,all_party,low,,no\n"),
      "holidays.csv": texts["holidays.csv"].replace("US-RI,mon#2 aug,none", "US-RI,mon#2 aug,mon"),
    });
    const found = differences(parsed(), changed);
    expect(found).toHaveLength(8);
    expect(found).toEqual(
      expect.arrayContaining([
        "- US-NV, voice, recording: all_party (medium)",
        "+ US-OR, voice, recording: all_party (low)",
        expect.stringMatching(/^~ FR, mon: 10:00-13:00 and 14:00-20:00 \(low.* becomes 10:00-13:00 \(low/),
        expect.stringContaining("becomes Victory Day, observed mon"),
      ]),
    );
  });

  it("differ in an area code too, though no row says so", () => {
    const moved = parsed({ "nanp_areas.csv": texts["nanp_areas.csv"].replace("201,US-NJ", "201,US-NY") });
    expect(canonicalRules(moved)).not.toBe(canonicalRules(parsed()));
    expect(differences(parsed(), moved)).toEqual([]);
  });
});
