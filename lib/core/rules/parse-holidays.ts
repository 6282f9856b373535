import { readConfidence, readJurisdiction, readRows } from "./read-rows";
import { type HolidayRule, OBSERVED, type RuleError } from "./rules";

const DAY = "(?:mon|tue|wed|thu|fri|sat|sun)";
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
const DATE = "(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])";
/** The fifth Monday of a month is not one of every year. */
const RULE = new RegExp(`^(?:${DATE}|easter|${DAY}#(?:[1-4]|last) ${MONTH}|${DAY}<=${DATE})(?:[+-]\\d{1,2})?$`);

/** Whether the day exists, in every year; the 29th of February is one of some years only, which is no rule. */
const exists = (rule: string): boolean => {
  const [, month, day] = /(\d\d)-(\d\d)/.exec(rule) ?? [];
  return month === undefined || Number(day) <= new Date(Date.UTC(2027, Number(month), 0)).getUTCDate();
};

/** Rows of `holidays.csv`. */
export function parseHolidays(text: string, errors: RuleError[]): HolidayRule[] {
  const columns = ["jurisdiction", "rule", "observed", "name", "confidence", "source"];
  const lines = new Map<string, number>();
  return readRows("holidays.csv", text, columns, errors).map((row) => {
    const jurisdiction = readJurisdiction(row);
    const [rule, given, name] = [row.cell("rule"), row.cell("observed"), row.cell("name")];
    if (!RULE.test(rule) || !exists(rule)) row.fail(`“${rule}” is no day of the year that is understood.`);
    const observed = OBSERVED.find((one) => one === given);
    if (!observed) row.fail(`“${given}” is no way to observe a holiday: ${OBSERVED.join(", ")}.`);
    if (name === "") row.fail("The name is missing.");
    const before = lines.get(`${jurisdiction} ${rule}`);
    if (before) row.fail(`It is said already, in line ${before}.`);
    lines.set(`${jurisdiction} ${rule}`, row.line);
    return {
      ...{ line: row.line, jurisdiction, rule, observed: observed ?? "none", name },
      ...{ confidence: readConfidence(row), source: row.cell("source") },
    };
  });
}
