import Link from "next/link";
import type { ReactNode } from "react";
import { stepHref } from "@/lib/core/draft-address";
import { RETRYABLE } from "@/lib/core/retry";
import type { DraftStep } from "@/lib/core/words";
import type { Workplace } from "@/lib/core/workplace";
import { criteriaText } from "../../campaigns/criteria-text";
import { METHOD_LABEL, TYPE_LABEL } from "../../campaigns/labels";
import { formatCount, formatDayAndTime, formatMoney } from "../../format";
import { Card, CardTitle } from "../../ui/card";
import type { Draft } from "../draft";
import { durationText, secondsText } from "../durations";
import { hoursText } from "../hours-text";
import { ENDED_LABEL } from "../schedule/ended-label";
import { STEP_TEXT } from "../steps";

interface SummaryProps {
  draft: Draft;
  context: Workplace;
}

/** The whole campaign in words and numbers, step by step. */
export function Summary({ draft, context }: SummaryProps) {
  return (
    <>
      <Section step="basics" draft={draft}>
        <Entry label="Name">{draft.name}</Entry>
        <Entry label="Type">{TYPE_LABEL[draft.campaign_type]}</Entry>
        {draft.description && <Entry label="Description">{draft.description}</Entry>}
      </Section>
      <Section step="target" draft={draft}>
        <Entry label="Who is called">
          <Lines lines={criteriaText(draft.target_criteria, context.agents, context.timeZone)} />
        </Entry>
        {draft.max_recipients !== null && (
          <Entry label="At most">
            {formatCount(draft.max_recipients)} {draft.max_recipients === 1 ? "customer" : "customers"}
          </Entry>
        )}
      </Section>
      <Section step="method" draft={draft}>
        <Entry label="Method">{METHOD_LABEL[draft.outreach_method]}</Entry>
      </Section>
      <ContentSection draft={draft} context={context} />
      <ScheduleSection draft={draft} context={context} />
    </>
  );
}

function ContentSection({ draft, context }: SummaryProps) {
  const [step] = draft.steps;
  const variables = Object.entries(draft.variables).filter(([, value]) => value);
  return (
    <Section step="content" draft={draft}>
      <Entry label="Agent">
        {context.agents.find(({ id }) => id === draft.agent_id)?.name ?? "No agent is chosen yet."}
      </Entry>
      <Entry label="Script">{step ? <Spoken text={step.body} /> : "Nothing is written yet."}</Entry>
      <Entry label="Voicemail message">
        {step?.voicemail ? <Spoken text={step.voicemail} /> : "None: the call ends when an answering machine picks up."}
      </Entry>
      {variables.length > 0 && (
        <Entry label="Values">
          <Lines lines={variables.map(([name, value]) => `${name.replaceAll("_", " ")}: ${value}`)} />
        </Entry>
      )}
    </Section>
  );
}

function ScheduleSection({ draft, context }: SummaryProps) {
  const zone = draft.time_zone ?? context.timeZone;
  const gaps = RETRYABLE.flatMap((disposition) => {
    const minutes = (draft.retry_gaps[disposition] ?? []).slice(0, draft.max_attempts - 1);
    return minutes.length > 0
      ? [`${ENDED_LABEL[disposition]}: after ${minutes.map(durationText).join(", then ")}`]
      : [];
  });
  return (
    <Section step="schedule" draft={draft}>
      <Entry label="Start">{startText(draft, zone, new Date(context.now))}</Entry>
      <Entry label="Hours">
        <Lines lines={draft.calling_hours ? hoursText(draft.calling_hours) : ["Your business’s calling hours"]} />
      </Entry>
      <Entry label="Pace">
        <Lines
          lines={[
            `${formatCount(draft.rate_limit_per_minute)} ${draft.rate_limit_per_minute === 1 ? "call" : "calls"} a minute at most`,
            draft.max_concurrency ? `${formatCount(draft.max_concurrency)} at the same time at most` : "",
            `${secondsText(draft.max_call_seconds)} a call at most`,
          ]}
        />
      </Entry>
      <Entry label="How often">
        <Lines
          lines={[
            draft.max_attempts === 1
              ? "One call to each customer"
              : `${draft.max_attempts} calls to each customer at most`,
            ...gaps,
          ]}
        />
      </Entry>
      <Entry label="Budget">{draft.budget === null ? "None of its own" : formatMoney(draft.budget)}</Entry>
    </Section>
  );
}

function startText({ started_at, scheduled_at }: Draft, zone: string, now: Date): string {
  if (started_at) return `It started on ${formatDayAndTime(started_at, zone, now)}`;
  return scheduled_at ? `By itself on ${formatDayAndTime(scheduled_at, zone, now)}` : "When you press the button below";
}

function Section({ step, draft, children }: { step: DraftStep; draft: Draft; children: ReactNode }) {
  const { label } = STEP_TEXT[step];
  return (
    <Card className="p-4 sm:p-5">
      <div className="mb-3 flex items-center justify-between gap-3">
        <CardTitle>{label}</CardTitle>
        <Link
          href={stepHref(step, draft.id)}
          aria-label={`Change ${label}`}
          className="flex min-h-6 items-center text-[0.8125rem] font-medium text-accent underline-offset-4 hover:underline"
        >
          Change
        </Link>
      </div>
      <dl className="grid gap-3">{children}</dl>
    </Card>
  );
}

const Entry = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid gap-0.5 sm:grid-cols-[9rem_1fr] sm:gap-4">
    <dt className="text-[0.8125rem] text-ink-muted sm:pt-px">{label}</dt>
    <dd className="min-w-0 break-words text-pretty">{children}</dd>
  </div>
);

const Lines = ({ lines }: { lines: string[] }) => (
  <ul className="grid gap-0.5">
    {lines.filter(Boolean).map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

const Spoken = ({ text }: { text: string }) => <p className="leading-relaxed whitespace-pre-wrap">{text}</p>;
