import { parseHolidays } from "./parse-holidays";
import { parseOutreachRules } from "./parse-outreach-rules";
import { parseAreas, parseZips } from "./parse-places";
import { parseWindows } from "./parse-windows";
import type { RuleError, Rules, RuleTexts } from "./rules";

const NEEDED_RULES = [
  ...["consent_required_marketing", "consent_required_informational", "ai_voice_solicitation", "recording"],
  ...["max_contacts_per_24h", "do_not_call_max_age_days", "quiet_after_opt_out_days", "identify_within_seconds"],
  ...["opt_out_keywords", "opt_in_keywords", "help_keywords"],
];

/** Rules of the files, or everything that is wrong with them, by file and line. */
export function parseRules(texts: RuleTexts): { rules: Rules; errors: [] } | { rules: null; errors: RuleError[] } {
  const errors: RuleError[] = [];
  const rules = {
    windows: parseWindows(texts["calling_windows.csv"], errors),
    rules: parseOutreachRules(texts["outreach_rules.csv"], errors),
    holidays: parseHolidays(texts["holidays.csv"], errors),
    areas: parseAreas(texts["nanp_areas.csv"], errors),
    zips: parseZips(texts["us_zip3.csv"], errors),
  };
  for (const needed of ["*", "US", "US-*"])
    if (!rules.windows.some(({ jurisdiction }) => jurisdiction === needed))
      errors.push({ file: "calling_windows.csv", line: 1, message: `Hours of ${needed} are missing.` });
  // A file that was cut off lifts no rule that everything else rests on.
  for (const needed of NEEDED_RULES)
    if (!rules.rules.some(({ rule }) => rule === needed))
      errors.push({ file: "outreach_rules.csv", line: 1, message: `Nothing is said of ${needed}.` });
  if (!rules.holidays.some(({ jurisdiction }) => jurisdiction === "US"))
    errors.push({ file: "holidays.csv", line: 1, message: "Holidays of US are missing." });
  if (errors.length > 0) return { rules: null, errors };
  return { rules, errors: [] };
}

/** The rules as one text, whatever the order and the lines of the files: equal texts are equal rules. */
export function canonicalRules({ windows, rules, holidays, areas, zips }: Rules): string {
  const sorted = (rows: readonly object[]) =>
    rows
      .map((row) =>
        JSON.stringify(
          Object.entries(row)
            .filter(([key]) => key !== "line")
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
      )
      .sort();
  return JSON.stringify([windows, rules, holidays, areas, zips].map(sorted));
}
