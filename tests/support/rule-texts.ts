import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseRules } from "@/lib/core/rules/parse-rules";
import type { Rules, RuleTexts } from "@/lib/core/rules/rules";

/** The files of rules as they stand in the repository. */
export function readRuleTexts(): RuleTexts {
  const read = (file: string) => readFileSync(join(import.meta.dirname, "../../data", file), "utf8");
  return {
    "calling_windows.csv": read("calling_windows.csv"),
    "outreach_rules.csv": read("outreach_rules.csv"),
    "holidays.csv": read("holidays.csv"),
    "nanp_areas.csv": read("nanp_areas.csv"),
    "us_zip3.csv": read("us_zip3.csv"),
  };
}

/** What they say. */
export function repositoryRules(): Rules {
  const { rules, errors } = parseRules(readRuleTexts());
  if (!rules) throw new Error(JSON.stringify(errors));
  return rules;
}
