import { Headphones, UserPlus } from "lucide-react";
import type { Disposition, Outcome, Sentiment, Turn } from "@/lib/core/call";
import { reasonText } from "@/lib/core/reasons";
import { formatMoney, formatSeconds, formatZonedMoment } from "../format";
import { OUTCOME_LABEL } from "../recipients/labels";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { Notice } from "../ui/notice";
import { Agreed } from "./agreed";
import { DISPOSITION_LABEL, SENTIMENT_LABEL } from "./labels";
import { Timeline, type TimelineEvent } from "./timeline";
import { Transcript } from "./transcript";

export interface AttemptView {
  id: string;
  state: "reserved" | "dispatched" | "ended" | "unknown";
  disposition: Disposition | null;
  outcome: Outcome | null;
  sentiment: Sentiment | null;
  at: string;
  durationSeconds: number | null;
  /** US dollars. */
  cost: number | null;
  summary: string | null;
  /** What the call's analysis and tools wrote down. */
  answers: unknown;
  turns: Turn[];
  transcript: string | null;
  /** An https address, or a simulator's on loopback. */
  recordingUrl: string | null;
  madeLead: boolean;
  events: TimelineEvent[];
}

export interface AttemptCardProps {
  attempt: AttemptView;
  /** Counted from 1, first to last. */
  ordinal: number;
  agentName: string;
  customerName: string;
  timeZone: string;
}

export function AttemptCard({ attempt, ordinal, agentName, customerName, timeZone }: AttemptCardProps) {
  const told = hasContent(attempt);
  return (
    <Card aria-labelledby={`attempt-${attempt.id}`}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-3 sm:px-5">
        <h2 id={`attempt-${attempt.id}`} className="text-[0.9375rem] font-semibold">
          Call {ordinal}
        </h2>
        <AttemptBadges attempt={attempt} />
        <AttemptFacts attempt={attempt} timeZone={timeZone} />
      </header>
      <div className={cn("grid gap-6 p-4 sm:p-5", told && "lg:grid-cols-[minmax(0,1fr)_20rem]")}>
        {told && (
          <AttemptContent
            attempt={attempt}
            ordinal={ordinal}
            agentName={agentName}
            customerName={customerName}
            timeZone={timeZone}
          />
        )}
        <section className={cn(told && "lg:border-l lg:border-line lg:pl-5")}>
          <h3 className="mb-3 text-xs font-medium text-ink-muted">What happened</h3>
          <Timeline events={attempt.events} timeZone={timeZone} />
        </section>
      </div>
    </Card>
  );
}

const isSpoken = ({ turns, transcript }: AttemptView) => turns.length > 0 || transcript !== null;

/** Whether there is more to tell than what happened when. */
const hasContent = (attempt: AttemptView) =>
  isSpoken(attempt) || attempt.state === "unknown" || attempt.summary !== null || attempt.recordingUrl !== null;

function AttemptContent({ attempt, ordinal, agentName, customerName, timeZone }: AttemptCardProps) {
  return (
    <div className="grid content-start gap-5">
      {attempt.state === "unknown" && (
        <Notice kind="warning" title="What became of this call is not known">
          {reasonText("outcome_unknown")}
        </Notice>
      )}
      {attempt.summary && (
        <section>
          <h3 className="mb-1 text-xs font-medium text-ink-muted">Summary</h3>
          <p className="leading-relaxed text-pretty">{attempt.summary}</p>
        </section>
      )}
      <Agreed data={attempt.answers} timeZone={timeZone} />
      {attempt.madeLead && (
        <p className="flex items-center gap-2 font-medium text-success">
          <UserPlus aria-hidden className="size-4" />A new lead was made from this call.
        </p>
      )}
      {attempt.recordingUrl && <Recording url={attempt.recordingUrl} ordinal={ordinal} />}
      {isSpoken(attempt) && (
        <section>
          <h3 className="mb-3 text-xs font-medium text-ink-muted">Conversation</h3>
          <Transcript
            turns={attempt.turns}
            text={attempt.transcript}
            agentName={agentName}
            customerName={customerName}
          />
        </section>
      )}
    </div>
  );
}

function AttemptBadges({ attempt }: { attempt: AttemptView }) {
  if (attempt.state === "dispatched" || attempt.state === "reserved")
    return (
      <Badge tone="accent" live>
        {attempt.state === "dispatched" ? "In progress" : "Being placed"}
      </Badge>
    );
  const ended = attempt.disposition ? DISPOSITION_LABEL[attempt.disposition] : null;
  const outcome = attempt.outcome ? OUTCOME_LABEL[attempt.outcome] : null;
  const mood = attempt.sentiment ? SENTIMENT_LABEL[attempt.sentiment] : null;
  return (
    <>
      {ended && <Badge tone={ended.tone}>{ended.label}</Badge>}
      {outcome && <Badge tone={outcome.tone}>{outcome.label}</Badge>}
      {mood && <Badge tone={mood.tone}>{mood.label}</Badge>}
    </>
  );
}

function AttemptFacts({ attempt, timeZone }: { attempt: AttemptView; timeZone: string }) {
  const facts = [
    formatZonedMoment(attempt.at, timeZone),
    attempt.durationSeconds ? formatSeconds(attempt.durationSeconds) : null,
    attempt.cost ? formatMoney(attempt.cost) : null,
  ].filter((fact) => fact !== null);
  return <p className="tabular-nums text-ink-muted sm:ml-auto">{facts.join(" · ")}</p>;
}

function Recording({ url, ordinal }: { url: string; ordinal: number }) {
  return (
    <section className="grid gap-2">
      <h3 className="text-xs font-medium text-ink-muted">Recording</h3>
      {/* biome-ignore lint/a11y/useMediaCaption: the conversation below is its text */}
      <audio controls preload="none" src={url} aria-label={`Recording of call ${ordinal}`} className="h-10 w-full" />
      <a
        href={url}
        target="_blank"
        rel="noreferrer"
        className="flex w-fit items-center gap-1.5 text-[0.8125rem] font-medium text-accent underline-offset-4 hover:underline"
      >
        <Headphones aria-hidden className="size-3.5" />
        Open the recording
      </a>
    </section>
  );
}
