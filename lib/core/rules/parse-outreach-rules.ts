import { readConfidence, readJurisdiction, readRows } from "./read-rows";
import type { OutreachRule, RuleError } from "./rules";

const CHANNELS = ["voice", "sms", "email", "any"] as const;
const CONSENT = /^(?:express_written|express|none)$/;
const NUMBER = /^\d{1,4}$/;
const WORDS = /^[A-Z]+(?: [A-Z]+)*$/;

/** The rules that the product knows, and how their values are written. */
const VALUES: Record<string, RegExp> = {
  consent_required_marketing: CONSENT,
  consent_required_informational: CONSENT,
  ai_voice_solicitation: /^(?:blocked|requires_stored_agreement|allowed)$/,
  recording: /^(?:all_party|one_party)$/,
  max_contacts_per_24h: /^[1-9]\d{0,3}$/,
  identify_within_seconds: NUMBER,
  honour_revocation_days: NUMBER,
  do_not_call_max_age_days: NUMBER,
  quiet_after_opt_out_days: NUMBER,
  disclose_ai: /^first_sentence$/,
  voice_opt_out: /^immediate$/,
  opt_out_keywords: WORDS,
  opt_in_keywords: WORDS,
  help_keywords: WORDS,
  one_click_unsubscribe: /^rfc8058$/,
  postal_address: /^required$/,
};

/** What the gate looks for of each rule: a row of anything else would be loaded and hold nobody back. Of the others any channel is said. */
const CALLS = ["voice", "any"];
const OVER: Record<string, readonly string[]> = {
  consent_required_marketing: CALLS,
  consent_required_informational: CALLS,
  ai_voice_solicitation: ["voice"],
  recording: CALLS,
  max_contacts_per_24h: ["any"],
  do_not_call_max_age_days: ["any"],
  quiet_after_opt_out_days: ["any"],
};
const EVERYWHERE = ["max_contacts_per_24h", "quiet_after_opt_out_days"];
const OVERRIDABLE = "ai_voice_solicitation";

/** Rows of `outreach_rules.csv`. */
export function parseOutreachRules(text: string, errors: RuleError[]): OutreachRule[] {
  const columns = ["jurisdiction", "channel", "rule", "value", "confidence", "note", "overridable"];
  const lines = new Map<string, number>();
  return readRows("outreach_rules.csv", text, columns, errors).map((row) => {
    const jurisdiction = readJurisdiction(row);
    const [given, rule, value, override] = [
      row.cell("channel"),
      row.cell("rule"),
      row.cell("value"),
      row.cell("overridable"),
    ];
    const channel = CHANNELS.find((one) => one === given);
    if (!channel) row.fail(`“${given}” is no channel: ${CHANNELS.join(", ")}.`);
    const pattern = Object.hasOwn(VALUES, rule) ? VALUES[rule] : undefined;
    if (!pattern) row.fail(`“${rule}” is no rule that is known.`);
    else if (!pattern.test(value)) row.fail(`“${value}” is no value of ${rule}.`);
    const over = Object.hasOwn(OVER, rule) ? OVER[rule] : undefined;
    if (channel && over && !over.includes(channel))
      row.fail(`${rule} of ${channel} is nothing that is enforced: ${over.join(", ")}.`);
    if (EVERYWHERE.includes(rule) && jurisdiction !== "US" && jurisdiction !== "*")
      row.fail(`${rule} of ${jurisdiction} is nothing that is enforced: it holds everywhere, as US or *.`);
    if (override === "yes" && rule !== OVERRIDABLE) row.fail(`Only ${OVERRIDABLE} can be overridden.`);
    if (override !== "yes" && override !== "no") row.fail(`“${override}” is neither yes nor no.`);
    const key = [jurisdiction, given, rule].join(" ");
    const before = lines.get(key);
    if (before) row.fail(`It is said already, in line ${before}.`);
    lines.set(key, row.line);
    return {
      ...{ line: row.line, jurisdiction, channel: channel ?? "any", rule, value },
      ...{ confidence: readConfidence(row), note: row.cell("note"), overridable: override === "yes" },
    };
  });
}
