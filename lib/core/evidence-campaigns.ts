import { readDecision } from "./decision";
import type { Evidence } from "./evidence";
import { type Block, type evidenceMoment, facts } from "./evidence-blocks";
import { ruleTitle } from "./override-views";
import { placeName } from "./place-name";
import { reasonText } from "./reasons";
import { OUTCOME_WORDS, RECIPIENT_STATUS_WORDS, wordOf } from "./spoken-words";

type Moment = ReturnType<typeof evidenceMoment>;
const heading = (text: string): Block => ({ kind: "heading", text });
const subheading = (text: string): Block => ({ kind: "subheading", text });
const text = (words: string): Block => ({ kind: "text", text: words });

/** The customer's part in each campaign: contacted, or held back and why. */
export const campaignsText = ({ campaigns: all, reasons = {} }: Evidence, moment: Moment): Block[] => [
  heading("Campaigns"),
  ...(all.length === 0 ? [text("No campaign selected this customer.")] : []),
  ...all.flatMap((one): Block[] => [
    subheading(one.campaign),
    facts(
      ["Selected", moment(one.created_at)],
      ["Standing", wordOf(RECIPIENT_STATUS_WORDS, one.status)],
      ["Why", reasons[one.id] ?? reasonText(one.reason)],
      ...decided(one.decision, moment),
      ["Outcome", wordOf(OUTCOME_WORDS, one.outcome)],
      ["Contacts made", one.attempts],
      ["Last change", moment(one.updated_at)],
    ),
  ]),
];

/** When and by what it was said of somebody who waits or was skipped. */
function decided(kept: unknown, moment: Moment): [string, string | number | undefined][] {
  const decision = readDecision(kept);
  if (!decision) return [];
  return [
    ["Decided", moment(decision.at)],
    ["By the rules of version", decision.rules_version],
    ["Places looked at", decision.regions?.map(placeName).join(", ")],
  ];
}

/** What the owner opened, and what a contact rested on. */
export const exceptionsText = ({ exceptions: all = [] }: Evidence, moment: Moment): Block[] =>
  all.length === 0
    ? []
    : [
        heading("Exceptions that contacts rested on"),
        ...all.flatMap((one): Block[] => [
          subheading(ruleTitle(one)),
          facts(
            ["Made by", one.by],
            ["In force from", moment(one.starts_at)],
            ["Until", moment(one.ended_at ?? one.ends_at)],
            ["Exception's id", one.id],
          ),
          { kind: "words", text: one.reason },
        ]),
      ];
