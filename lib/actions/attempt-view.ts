import { z } from "zod";
import type { AttemptView, MessageView } from "@/lib/core/attempt-view";
import { Disposition, Outcome, Sentiment, Turn } from "@/lib/core/call";
import { readDecision } from "@/lib/core/decision";
import type { OverrideView } from "@/lib/core/override-views";
import { CHANNELS, INBOUND_KINDS } from "@/lib/core/words";
import type { AttemptDetail } from "@/lib/data/attempts";

const State = z.enum(["reserved", "dispatched", "ended", "unknown"]);
const Turns = z.array(Turn).catch([]);
/** Only what a browser plays or opens: the address came from outside. */
const Recording = z
  .url({ protocol: /^https?$/ })
  .nullable()
  .catch(null);

const Channel = z.enum(CHANNELS);
const Kind = z.enum(INBOUND_KINDS);
const Content = z
  .object({
    subject: z.string().nullable().catch(null),
    body: z.string(),
    links: z.array(z.string()).catch([]),
  })
  .nullable()
  .catch(null);

/** An attempt as its card shows it. @param exceptions the account's */
export function toAttemptView(attempt: AttemptDetail, exceptions: readonly OverrideView[] = []): AttemptView {
  const decision = readDecision(attempt.decision);
  const state = State.parse(attempt.state);
  const told = attempt.events.findLast(({ kind }) => kind === "unknown" || kind === "not_recorded");
  return {
    id: attempt.id,
    channel: Channel.parse(attempt.channel),
    message: messageOf(attempt),
    inbound: attempt.inbound.map(({ received_at, ...one }) => ({
      ...one,
      kind: Kind.parse(one.kind),
      at: received_at,
    })),
    state,
    disposition: Disposition.nullable().parse(attempt.disposition),
    outcome: Outcome.nullable().parse(attempt.outcome),
    sentiment: Sentiment.nullable().parse(attempt.sentiment),
    at: attempt.started_at ?? attempt.begun_at ?? attempt.reserved_at,
    decision,
    exceptions: exceptions.filter(({ id }) => decision?.overrides?.includes(id)),
    durationSeconds: attempt.duration_seconds,
    cost: attempt.cost,
    summary: attempt.summary,
    answers: attempt.structured_data,
    turns: Turns.parse(attempt.messages),
    transcript: attempt.transcript,
    recordingUrl: Recording.parse(attempt.recording_url),
    madeLead: attempt.lead !== null,
    notRecorded: state === "unknown" && told?.kind === "not_recorded",
    // An answer may come before the receipt of what it answers.
    correctable: (state === "ended" || state === "unknown" || attempt.replied_at !== null) && attempt.counted,
    events: attempt.events.map(({ id, kind, detail, at }) => ({
      ...{ id, kind, detail, at },
      uncounted: isUncounted(kind, at, attempt),
    })),
  };
}

function messageOf(attempt: AttemptDetail): MessageView | null {
  const content = Content.parse(attempt.content);
  if (attempt.channel === "call" || !content) return null;
  const { variant, segments } = attempt;
  return {
    ...content,
    ...{ variant, segments, deliveredAt: attempt.delivered_at, openedAt: attempt.opened_at },
    ...{ clickedAt: attempt.clicked_at, repliedAt: attempt.replied_at, complainedAt: attempt.complained_at },
  };
}

/** The database judged which opens and clicks were a person's; the first of them stands at the attempt. */
function isUncounted(kind: string, at: string, { opened_at, clicked_at }: AttemptDetail): boolean {
  if (kind !== "opened" && kind !== "clicked") return false;
  const first = kind === "opened" ? opened_at : clicked_at;
  return first === null || Date.parse(at) < Date.parse(first);
}
