import type { ContactChannel } from "@/lib/core/words";
import { basisOf, channelsInWording, channelsOf, type ImportedBasis, purposeOf, saysYes } from "./consent-words";
import { instantAt, parseDate } from "./dates";
import type { Field } from "./fields";
import { quoted } from "./refusal";
import type { Row } from "./row";
import { cut } from "./text";
import { takesBack, type Withdrawal } from "./withdrawal-words";

/** One agreement that a row proves, as far as it proves it. */
export interface ImportedConsent {
  channel: ContactChannel;
  basis: ImportedBasis;
  purpose: "marketing" | "informational";
  wording: string | null;
  wording_version: string | null;
  /** Null when the row does not say when it was given. */
  at: Date | null;
  /** How it was given, in the file's words. */
  method: string | null;
  /** Where its proof is: an address or a reference. */
  reference: string | null;
}

/** What a row lacks to prove an agreement in writing; without `answer` or `channel` it proves none at all. */
export const CONSENT_LACKS = ["answer", "channel", "basis", "wording", "date"] as const;
export type ConsentLack = (typeof CONSENT_LACKS)[number];

type ConsentAnswer =
  /** The row says nothing of consent. */
  | { kind: "none" }
  /** They said no. */
  | { kind: "declined" }
  | { kind: "given"; consents: ImportedConsent[]; lacks: ConsentLack[] };
/** `ends`: over what they took back what they had agreed to before. */
export type ConsentResult = ConsentAnswer & { ends: ContactChannel[] };

const MAX_WORDING = 4000;
const MAX_VERSION = 60;
const MAX_METHOD = 60;
const MAX_REFERENCE = 500;

const OVER = { consent_call: "call", consent_sms: "sms", consent_email: "email" } as const;
const ANSWERS = ["consent", "consent_call", "consent_sms", "consent_email"] as const satisfies Field[];
// «Revoked» stands beside the answer as well.
const SAY_WITHDRAWN = [...ANSWERS, "consent_basis"] as const satisfies Field[];
const PROOFS = ["consent_date", "consent_basis", "consent_wording", "consent_version"] as const satisfies Field[];

interface Answers {
  /** Null: by a column that names no channel. */
  yes: (ContactChannel | null)[];
  no: number;
  unclear: { value: string; index: number }[];
}

function readAnswers(row: Row): Answers {
  const answers: Answers = { yes: [], no: 0, unclear: [] };
  for (const field of ANSWERS)
    for (const cell of row.filled(field)) {
      const answer = takesBack(cell.value) ? false : saysYes(cell.value);
      if (answer === null) answers.unclear.push(cell);
      else if (answer) answers.yes.push(field === "consent" ? null : OVER[field]);
      else answers.no++;
    }
  return answers;
}

/** Over what a row takes back. What the words name and what their column is about both count; where neither names a channel, the
 *  column of channels does, and without one it is over all. */
function readEnds(row: Row): ContactChannel[] {
  const ends = new Set<ContactChannel>();
  for (const field of SAY_WITHDRAWN)
    for (const { value } of row.filled(field)) {
      const withdrawal = takesBack(value);
      if (!withdrawal) continue;
      const named = field in OVER ? [OVER[field as keyof typeof OVER], ...withdrawal.over] : withdrawal.over;
      for (const channel of named.length > 0 ? named : otherwise(row, withdrawal)) ends.add(channel);
    }
  return ends.has("all") ? ["all"] : [...ends];
}

function otherwise(row: Row, withdrawal: Withdrawal): ContactChannel[] {
  const said = textOf(row, "consent_channel");
  const found = said === null ? null : channelsOf(said);
  if (found && found.length > 0) return found;
  if (said !== null || withdrawal.otherwise === "all") return ["all"];
  return ["email", ...channelsInWording(textOf(row, "consent_wording") ?? "")];
}

/** Null for what can't be the day of an agreement: unreadable, to come, or before 1970. */
function readDay(row: Row): Date | null {
  const { dateOrder, clock, now } = row.context;
  const given = row.filled("consent_date")[0];
  if (!given) return null;
  const parsed = parseDate(given.value, dateOrder, now);
  const at = parsed && (parsed.offset === null ? clock(parsed.wall) : instantAt(parsed.wall, parsed.offset));
  if (at && at <= now && at.getTime() >= 0) return at;
  row.warn("consent_incomplete", given.index, `${quoted(given.value)} is no day on which somebody can have agreed.`);
  return null;
}

const textOf = (row: Row, field: Field): string | null => row.filled(field)[0]?.value ?? null;

function channelsFor(row: Row, answers: Answers, wording: string | null): ContactChannel[] {
  const named = answers.yes.filter((channel) => channel !== null);
  if (!answers.yes.includes(null)) return named;
  const said = row.filled("consent_channel")[0];
  const found = said ? channelsOf(said.value) : channelsInWording(wording ?? "");
  if (found === null && said)
    row.warn("consent_incomplete", said.index, `${quoted(said.value)} is none of calls, texts or emails.`);
  return [...new Set([...named, ...(found ?? [])])];
}

/** What a row says of consent, judged strictly: in writing is only what the file calls written or signed and dates, with the words
 *  or their version; a bare «yes» is an agreement that was said, to the channels that the file names; a «no» makes none, and
 *  «withdrawn» ends those of before. Its cells are kept with the lead as they are. */
export function readConsent(row: Row): ConsentResult {
  const { fields } = row.context.columns;
  const hasAnswers = ANSWERS.some((field) => fields[field]);
  if (!hasAnswers && !PROOFS.some((field) => fields[field])) return { kind: "none", ends: [] };
  const answers = readAnswers(row);
  const ends = readEnds(row);
  const hasNo = answers.no > 0 || ends.length > 0;
  // Whoever keeps agreements alone asks nobody for a «yes» beside them.
  if (!hasAnswers && row.filled("consent_date").length > 0) answers.yes.push(null);
  for (const { value, index } of answers.unclear)
    row.warn("consent_incomplete", index, `${quoted(value)} is neither yes nor no; no agreement is stored.`);
  if (answers.yes.length === 0) {
    if (answers.unclear.length > 0) return { kind: "given", consents: [], lacks: ["answer"], ends };
    return { kind: hasNo ? "declined" : "none", ends };
  }
  // A «no» beside a «yes» that names no channel leaves open to what they agreed.
  if (hasNo && answers.yes.includes(null)) return { kind: "declined", ends };
  return judge(row, answers, ends);
}

function judge(row: Row, answers: Answers, ends: ContactChannel[]): ConsentResult {
  const wording = textOf(row, "consent_wording");
  const version = textOf(row, "consent_version");
  // «Signed paper form» says how it was given as well as where.
  const basisText = textOf(row, "consent_basis") ?? textOf(row, "consent_source");
  const agreed = channelsFor(row, answers, wording);
  if (agreed.length === 0) return { kind: "given", consents: [], lacks: ["channel"], ends };
  const channels = agreed.filter((channel) => !ends.includes(channel) && !ends.includes("all"));
  if (channels.length === 0) return { kind: "declined", ends };
  const said = basisText === null ? "express" : basisOf(basisText);
  const at = readDay(row);
  const lacks: ConsentLack[] = [];
  if (said !== "express_written") lacks.push("basis");
  if (wording === null && version === null) lacks.push("wording");
  if (at === null) lacks.push("date");
  const isProved = said === "express_written" && lacks.length === 0;
  if (said === "express_written" && !isProved)
    row.warn(
      "consent_incomplete",
      row.filled("consent_basis")[0]?.index ?? 0,
      `It is called written, but ${lacks.map((lack) => LACKS[lack]).join(" and ")}; it counts as one that was said.`,
    );
  const consent = {
    basis: said === "express_written" && !isProved ? ("express" as const) : said,
    purpose: purposeOf(textOf(row, "consent_purpose") ?? wording ?? ""),
    wording: wording && cut(wording, MAX_WORDING),
    wording_version: version && cut(version, MAX_VERSION),
    at,
    method: clip(textOf(row, "consent_source") ?? basisText, MAX_METHOD),
    reference: clip(textOf(row, "consent_evidence"), MAX_REFERENCE),
  };
  return { kind: "given", consents: channels.map((channel) => ({ channel, ...consent })), lacks, ends };
}

const LACKS: Record<ConsentLack, string> = {
  answer: "nobody said yes",
  channel: "to what is not said",
  basis: "not how it was given",
  wording: "the words are missing",
  date: "the date is missing",
};

const clip = (text: string | null, length: number) => text && cut(text, length);
