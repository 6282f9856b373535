import { RETRYABLE } from "@/lib/core/retry";
import type { Workplace } from "@/lib/core/workplace";
import { criteriaText } from "../../campaigns/criteria-text";
import { METHOD_LABEL, PURPOSE_LABEL, TYPE_LABEL } from "../../campaigns/labels";
import { formatCount, formatDayAndTime, formatMoney } from "../../format";
import { channelsOf, type Draft } from "../draft";
import { durationText, secondsText } from "../durations";
import { hoursText } from "../hours-text";
import { ENDED_LABEL } from "../schedule/ended-label";
import { ContentSummary } from "./content-summary";
import { Entry, Lines, Section } from "./section";

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
        <Entry label="About">{PURPOSE_LABEL[draft.purpose]}</Entry>
        {draft.description && <Entry label="Description">{draft.description}</Entry>}
      </Section>
      <Section step="target" draft={draft}>
        <Entry label={draft.outreach_method === "call" ? "Who is called" : "Who is contacted"}>
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
      <ContentSummary draft={draft} context={context} />
      <ScheduleSection draft={draft} context={context} />
    </>
  );
}

function ScheduleSection({ draft, context }: SummaryProps) {
  const zone = draft.time_zone ?? context.timeZone;
  const channels = channelsOf(draft);
  const calls = channels.includes("call");
  const only = calls && channels.length === 1;
  const noun = only ? "call" : calls ? "contact" : "message";
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
            `${formatCount(draft.rate_limit_per_minute)} ${draft.rate_limit_per_minute === 1 ? noun : `${noun}s`} a minute at most`,
            calls && draft.max_concurrency
              ? `${formatCount(draft.max_concurrency)} calls at the same time at most`
              : "",
            calls ? `${secondsText(draft.max_call_seconds)} a call at most` : "",
          ]}
        />
      </Entry>
      <Entry label="How often">
        <Lines
          lines={[
            draft.max_attempts === 1
              ? `One ${noun} to each customer`
              : only
                ? `${draft.max_attempts} calls to each customer at most`
                : `${draft.max_attempts} attempts for each touch at most`,
            ...(calls ? gaps : []),
          ]}
        />
      </Entry>
      {draft.holdout_percent > 0 && (
        <Entry label="Left out">{draft.holdout_percent} % of the customers, to compare with</Entry>
      )}
      <Entry label="Budget">{draft.budget === null ? "None of its own" : formatMoney(draft.budget)}</Entry>
    </Section>
  );
}

function startText({ started_at, scheduled_at }: Draft, zone: string, now: Date): string {
  if (started_at) return `It started on ${formatDayAndTime(started_at, zone, now)}`;
  return scheduled_at ? `By itself on ${formatDayAndTime(scheduled_at, zone, now)}` : "When you press the button below";
}
