import { WEEKDAYS } from "../words";
import { type FileRow, readConfidence, readJurisdiction, readRows } from "./read-rows";
import type { CallingWindow, RuleDay, RuleError } from "./rules";

const FILE = "calling_windows.csv";
const DAYS: readonly RuleDay[] = [...WEEKDAYS, "holiday"];
const NAMES: readonly string[] = DAYS;
const TIME = /^(?:([01]\d|2[0-3]):[0-5]\d|24:00)$/;

function readDays(row: FileRow): RuleDay[] {
  const text = row.cell("days");
  const [from, to = from, ...more] = text.split("-").map((name) => NAMES.indexOf(name));
  const isRange = from !== to;
  if (from === undefined || to === undefined || from < 0 || to < from || more.length > 0 || (isRange && to > 6)) {
    row.fail(`“${text}” is no day: mon, mon-fri, holiday.`);
    return [];
  }
  return DAYS.slice(from, to + 1);
}

function readWindows(row: FileRow, text: string): [string, string][] {
  const windows = text.split(/\s+/).map((part): [string, string] => {
    const [opens = "", closes = "", ...more] = part.split("-");
    if (!TIME.test(opens) || !TIME.test(closes) || more.length > 0 || opens === "24:00")
      row.fail(`“${part}” are no hours: write 09:00-20:00, closed, or for a holiday “as weekday”.`);
    else if (closes <= opens) row.fail(`It closes at ${closes}, before it opens at ${opens}.`);
    return [opens, closes];
  });
  for (const [index, [opens, closes]] of windows.entries())
    if (windows.slice(index + 1).some((other) => other[0] < closes && opens < other[1]))
      row.fail("Windows of one day overlap.");
  return windows;
}

/** Rows of `calling_windows.csv`, one for each day and window. */
export function parseWindows(text: string, errors: RuleError[]): CallingWindow[] {
  const columns = ["jurisdiction", "days", "hours", "confidence", "source"];
  const firstLine = new Map<string, number>();
  const lastLine = new Map<string, number>();
  const found = readRows(FILE, text, columns, errors).flatMap((row): CallingWindow[] => {
    const jurisdiction = readJurisdiction(row);
    const days = readDays(row);
    const hours = row.cell("hours");
    const as_weekday = hours === "as weekday";
    const closed = hours === "closed";
    const windows: ([string, string] | null)[] = as_weekday || closed ? [null] : readWindows(row, hours);
    if (as_weekday && days.some((day) => day !== "holiday")) row.fail("Only a holiday is as a weekday.");
    const more = { closed, as_weekday, confidence: readConfidence(row), source: row.cell("source") };
    lastLine.set(jurisdiction, row.line);
    return days.flatMap((day) => {
      const before = firstLine.get(`${jurisdiction} ${day}`);
      if (before) row.fail(`${jurisdiction} has hours for ${day} already, in line ${before}.`);
      firstLine.set(`${jurisdiction} ${day}`, row.line);
      return windows.map((window) => ({
        ...{ line: row.line, jurisdiction, day, opens: window?.[0] ?? null, closes: window?.[1] ?? null },
        ...more,
      }));
    });
  });
  for (const [jurisdiction, line] of lastLine) {
    const missing = DAYS.filter((day) => !firstLine.has(`${jurisdiction} ${day}`));
    if (missing.length > 0)
      errors.push({ file: FILE, line, message: `Nothing is said of ${jurisdiction} on ${missing.join(", ")}.` });
  }
  return found;
}
