import { z } from "zod";
import type { AttemptView } from "@/lib/core/attempt-view";
import { Disposition, Outcome, Sentiment, Turn } from "@/lib/core/call";
import type { AttemptDetail } from "@/lib/data/attempts";

const State = z.enum(["reserved", "dispatched", "ended", "unknown"]);
const Turns = z.array(Turn).catch([]);
/** Only what a browser plays or opens: the address came from outside. */
const Recording = z
  .url({ protocol: /^https?$/ })
  .nullable()
  .catch(null);

/** An attempt as its card shows it. */
export function toAttemptView(attempt: AttemptDetail): AttemptView {
  const state = State.parse(attempt.state);
  const told = attempt.events.findLast(({ kind }) => kind === "unknown" || kind === "not_recorded");
  return {
    id: attempt.id,
    state,
    disposition: Disposition.nullable().parse(attempt.disposition),
    outcome: Outcome.nullable().parse(attempt.outcome),
    sentiment: Sentiment.nullable().parse(attempt.sentiment),
    at: attempt.started_at ?? attempt.begun_at ?? attempt.reserved_at,
    durationSeconds: attempt.duration_seconds,
    cost: attempt.cost,
    summary: attempt.summary,
    answers: attempt.structured_data,
    turns: Turns.parse(attempt.messages),
    transcript: attempt.transcript,
    recordingUrl: Recording.parse(attempt.recording_url),
    madeLead: attempt.lead !== null,
    notRecorded: state === "unknown" && told?.kind === "not_recorded",
    correctable: (state === "ended" || state === "unknown") && attempt.counted,
    events: attempt.events.map(({ id, kind, detail, at }) => ({ id, kind, detail, at })),
  };
}
