import { UserPlus } from "lucide-react";
import Link from "next/link";
import type { AttemptView } from "@/lib/core/attempt-view";
import { reasonText } from "@/lib/core/reasons";
import { CHANNEL_WORDS, capital } from "@/lib/core/spoken-words";
import { formatCount, formatMoney, formatSeconds, formatZonedMoment } from "../format";
import { OUTCOME_LABEL } from "../recipients/labels";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { Notice } from "../ui/notice";
import { Agreed } from "./agreed";
import { Allowed } from "./allowed";
import { Conversation } from "./conversation";
import { CorrectOutcome } from "./correct-outcome";
import { endedLabel, SENTIMENT_LABEL } from "./labels";
import { MessageProgress, type Reachable, Replies, SentMessage } from "./message";
import { Timeline } from "./timeline";

export type { AttemptView };

export interface AttemptCardProps {
  attempt: AttemptView;
  /** Counted from 1, first to last of its channel. */
  ordinal: number;
  agentName: string;
  customerName: string;
  /** Whose page the lead stands on that the call made; null once they are erased. */
  customerId?: string | null;
  /** How to answer what they wrote; left out where that stands elsewhere. */
  contact?: Reachable | null;
  timeZone: string;
}

/** One contact: how it ended, what was said and what came of it. Fits its container, be it a page or a drawer. */
export function AttemptCard(props: AttemptCardProps) {
  const { attempt, ordinal, timeZone } = props;
  const told = hasContent(attempt);
  return (
    <Card aria-labelledby={`attempt-${attempt.id}`} className="@container">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-3 sm:px-5">
        <h2 id={`attempt-${attempt.id}`} className="text-[0.9375rem] font-semibold">
          {capital(CHANNEL_WORDS[attempt.channel].one)} {ordinal}
        </h2>
        <AttemptBadges attempt={attempt} />
        <AttemptFacts attempt={attempt} timeZone={timeZone} />
      </header>
      <div className={cn("grid gap-6 p-4 sm:p-5", told && "@4xl:grid-cols-[minmax(0,1fr)_20rem]")}>
        {told && <AttemptContent {...props} />}
        <section className={cn("grid content-start gap-3", told && "@4xl:border-l @4xl:border-line @4xl:pl-5")}>
          <h3 className="text-xs font-medium text-ink-muted">What happened</h3>
          <Timeline attempt={attempt} timeZone={timeZone} />
          {attempt.correctable && (
            <CorrectOutcome
              attemptId={attempt.id}
              outcome={attempt.outcome}
              answers={isAnswer(attempt) ? "reply" : "contact"}
            />
          )}
          <Allowed attempt={attempt} />
        </section>
      </div>
    </Card>
  );
}

/** Whether somebody wrote, and nobody has said what they want. */
const isAnswer = ({ message, outcome }: AttemptView) => message?.repliedAt != null && outcome === null;

const isSpoken = ({ turns, transcript }: AttemptView) => turns.length > 0 || transcript !== null;

/** Whether there is more to tell than what happened when. */
const hasContent = (attempt: AttemptView) =>
  attempt.message !== null ||
  attempt.inbound.length > 0 ||
  isSpoken(attempt) ||
  attempt.state === "unknown" ||
  attempt.summary !== null ||
  attempt.recordingUrl !== null;

function AttemptContent(props: AttemptCardProps) {
  const { attempt, ordinal, agentName, customerName, customerId, contact, timeZone } = props;
  return (
    <div className="grid min-w-0 content-start gap-5">
      {attempt.state === "unknown" && <UnknownNotice notRecorded={attempt.notRecorded} />}
      {attempt.message && <MessageProgress message={attempt.message} timeZone={timeZone} />}
      {attempt.message && <SentMessage message={attempt.message} />}
      <Replies inbound={attempt.inbound} contact={contact ?? null} timeZone={timeZone} />
      {attempt.summary && (
        <section>
          <h3 className="mb-1 text-xs font-medium text-ink-muted">Summary</h3>
          <p className="leading-relaxed text-pretty">{attempt.summary}</p>
        </section>
      )}
      <Agreed data={attempt.answers} timeZone={timeZone} />
      {attempt.madeLead && <MadeLead channel={attempt.channel} customerId={customerId ?? null} />}
      {(attempt.recordingUrl || isSpoken(attempt)) && (
        <Conversation attempt={attempt} ordinal={ordinal} agentName={agentName} customerName={customerName} />
      )}
    </div>
  );
}

function UnknownNotice({ notRecorded }: { notRecorded: boolean }) {
  const title = notRecorded ? "What came of this could not be written down" : "What became of this is not known";
  return (
    <Notice kind="warning" title={title}>
      {reasonText(notRecorded ? "not_recorded" : "outcome_unknown")}
    </Notice>
  );
}

function MadeLead({ channel, customerId }: Pick<AttemptView, "channel"> & { customerId: string | null }) {
  return (
    <p className="flex flex-wrap items-center gap-2 font-medium text-success">
      <UserPlus aria-hidden className="size-4" />
      {`A new lead was made from this ${CHANNEL_WORDS[channel].one}.`}
      {customerId && (
        <Link href={`/customers/${customerId}`} className="text-accent-strong underline underline-offset-4">
          Open the customer
        </Link>
      )}
    </p>
  );
}

function AttemptBadges({ attempt }: { attempt: AttemptView }) {
  const { label, tone, live } = endedLabel(attempt);
  if (live)
    return (
      <Badge tone={tone} live>
        {label}
      </Badge>
    );
  const outcome = attempt.outcome ? OUTCOME_LABEL[attempt.outcome] : null;
  const mood = attempt.sentiment ? SENTIMENT_LABEL[attempt.sentiment] : null;
  return (
    <>
      {attempt.disposition && <Badge tone={tone}>{attempt.notRecorded ? "Not recorded" : label}</Badge>}
      {outcome && <Badge tone={outcome.tone}>{outcome.label}</Badge>}
      {mood && <Badge tone={mood.tone}>{mood.label}</Badge>}
    </>
  );
}

const segmentsText = (count: number) => `${formatCount(count)} ${count === 1 ? "segment" : "segments"}`;

function AttemptFacts({ attempt, timeZone }: { attempt: AttemptView; timeZone: string }) {
  const facts = [
    formatZonedMoment(attempt.at, timeZone),
    attempt.durationSeconds ? formatSeconds(attempt.durationSeconds) : null,
    attempt.message?.segments ? segmentsText(attempt.message.segments) : null,
    attempt.cost ? formatMoney(attempt.cost) : null,
  ].filter((fact) => fact !== null);
  return <p className="tabular-nums text-ink-muted sm:ml-auto">{facts.join(" · ")}</p>;
}
