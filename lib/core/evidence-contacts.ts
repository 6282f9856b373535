import { Turn } from "./call";
import type { EvidenceContact } from "./evidence";
import { type Block, detailText, type evidenceMoment, facts, spoken } from "./evidence-blocks";
import { CHANNEL_WORDS, capital, DISPOSITION_WORDS, endedWord, OUTCOME_WORDS, wordOf } from "./spoken-words";

const many = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;

const RECORDING: Record<string, string> = {
  off: "no audio; what was said is kept as text",
  unkept: "nothing that was said is kept",
  announced: "announced at the beginning",
  asked: "the customer was asked and did not answer: nothing that was said is kept",
  granted: "the customer was asked and agreed",
  refused: "the customer was asked and refused: nothing that was said is kept",
};

/** One contact, with why it was allowed and what was said or sent in it. @param why the reasons, as sentences */
export function contactText(one: EvidenceContact, why: string[], moment: ReturnType<typeof evidenceMoment>): Block[] {
  const when = moment(one.started_at ?? one.begun_at ?? one.reserved_at);
  return [
    { kind: "subheading", text: `${capital(CHANNEL_WORDS[one.channel].one)}, ${when}` },
    facts(
      ["Campaign", one.campaign],
      ["Result", one.disposition ? wordOf(DISPOSITION_WORDS, one.disposition) : endedWord(one)],
      ["Outcome", wordOf(OUTCOME_WORDS, one.outcome)],
      ["Counted as a contact", one.counted ? "yes" : "no: it never went out"],
      ["Decided", moment(one.reserved_at)],
      ["Ended", moment(one.ended_at)],
      ["Length", one.duration_seconds === null ? null : many(one.duration_seconds, "second")],
      ["Recording", RECORDING[one.recording ?? ""]],
      ["Recording kept at", one.recording_url],
      ["Provider", [one.provider, one.provider_ref].filter(Boolean).join(" ")],
      ["Contact's id", one.id],
    ),
    { kind: "note", text: "Why this contact was allowed" },
    { kind: "list", items: why },
    ...said(one),
    ...(one.events.length > 0 ? [{ kind: "note", text: "What happened" } as const] : []),
    {
      kind: "list",
      items: one.events.map((event) =>
        [moment(event.at), spoken(event.kind), detailText(event.detail)].filter(Boolean).join(" · "),
      ),
    },
  ];
}

const SPEAKER: Record<string, string> = {
  assistant: "Assistant (AI)",
  customer: "Customer",
  tool: "Tool",
  system: "System",
};

function said({ messages, transcript, summary: short, content }: EvidenceContact): Block[] {
  const read = Turn.array().safeParse(messages);
  const turns = read.success ? read.data : [];
  const sent = typeof content === "object" && content !== null ? content : {};
  const part = (name: string) => {
    const value: unknown = Reflect.get(sent, name);
    return typeof value === "string" ? value : null;
  };
  const message = [part("subject"), part("body")].filter((words) => words !== null).join("\n\n");
  const spokenWords = turns.map((turn) => `${SPEAKER[turn.role] ?? turn.role}: ${turn.text}`).join("\n") || transcript;
  return [
    ...(short ? [{ kind: "note", text: "Summary" } as const, { kind: "text", text: short } as const] : []),
    ...(spokenWords
      ? [{ kind: "note", text: "What was said" } as const, { kind: "words", text: spokenWords } as const]
      : []),
    ...(message ? [{ kind: "note", text: "What was sent" } as const, { kind: "words", text: message } as const] : []),
  ];
}
