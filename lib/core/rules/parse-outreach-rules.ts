import { readConfidence, readJurisdiction, readRows } from "./read-rows";
import type { OutreachRule, RuleError } from "./rules";

const CHANNELS = ["voice", "sms", "email", "any"] as const;
const CONSENT = /^(?:express_written|express|none)$/;
const NUMBER = /^\d{1,4}$/;
/** What is enforced whatever the number would be. */
const AT_ONCE = /^0$/;
const WORDS = /^[A-Z]+(?: [A-Z]+)*$/;

/** The rules that the product knows, and how their values are written. */
const VALUES: Record<string, RegExp> = {
  consent_required_marketing: CONSENT,
  consent_required_informational: CONSENT,
  ai_voice_solicitation: /^(?:blocked|requires_stored_agreement|allowed)$/,
  recording: /^(?:all_party|one_party)$/,
  max_contacts_per_24h: /^[1-9]\d{0,3}$/,
  identify_within_seconds: /^[1-9]\d?$/,
  honour_revocation_days: AT_ONCE,
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
  identify_within_seconds: CALLS,
  opt_out_keywords: ["sms"],
  opt_in_keywords: ["sms"],
  help_keywords: ["sms"],
  do_not_call_max_age_days: ["any"],
  quiet_after_opt_out_days: ["any"],
};
const KEYWORDS = ["opt_out_keywords", "opt_in_keywords", "help_keywords"];
/** Told for everybody: whose law it is is not known yet when an answer is read or a script is written. */
const EVERYWHERE = [...["max_contacts_per_24h", "quiet_after_opt_out_days", "identify_within_seconds"], ...KEYWORDS];
const OVERRIDABLE = "ai_voice_solicitation";

type Words = Map<string, { rule: string; line: number }>;

/** Notes the words of a row: nobody could say what one means that stops and starts. */
function takenWords(words: Words, { rule, value, line }: { rule: string; value: string; line: number }): string[] {
  return value.split(" ").flatMap((word) => {
    const other = words.get(word);
    words.set(word, { rule, line });
    return other && other.rule !== rule ? [`“${word}” is said of ${other.rule} already, in line ${other.line}.`] : [];
  });
}

/** Rows of `outreach_rules.csv`. */
export function parseOutreachRules(text: string, errors: RuleError[]): OutreachRule[] {
  const columns = ["jurisdiction", "channel", "rule", "value", "confidence", "note", "overridable"];
  const lines = new Map<string, number>();
  const words: Words = new Map();
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
    if (KEYWORDS.includes(rule))
      for (const problem of takenWords(words, { rule, value, line: row.line })) row.fail(problem);
    if (override === "yes" && rule !== OVERRIDABLE) row.fail(`Only ${OVERRIDABLE} can be overridden.`);
    if (override !== "yes" && override !== "no") row.fail(`“${override}” is neither yes nor no.`);
    // Of two rows about calls, of voice and of any channel, nobody could say which one holds.
    const key = [jurisdiction, over === CALLS ? "calls" : given, rule].join(" ");
    const before = lines.get(key);
    if (before) row.fail(`It is said already, in line ${before}.`);
    lines.set(key, row.line);
    return {
      ...{ line: row.line, jurisdiction, channel: channel ?? "any", rule, value },
      ...{ confidence: readConfidence(row), note: row.cell("note"), overridable: override === "yes" },
    };
  });
}
