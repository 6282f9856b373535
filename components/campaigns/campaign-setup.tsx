import type { ReactNode } from "react";
import { Criteria } from "@/lib/core/criteria";
import { formatCount, formatMoney, formatZonedMoment } from "../format";
import { secondsText } from "../wizard/durations";
import { criteriaText } from "./criteria-text";
import { PURPOSE_LABEL } from "./labels";

export interface SetupOf {
  description: string | null;
  purpose: string;
  agent_id: string | null;
  target_criteria: unknown;
  max_recipients: number | null;
  steps: { position: number; body: string; voicemail: string | null }[];
  rate_limit_per_minute: number;
  max_attempts: number;
  max_call_seconds: number;
  budget: number | null;
  scheduled_at: string | null;
  started_at: string | null;
}

/** What the campaign was told to do. */
export function CampaignSetup({
  campaign,
  agents,
  timeZone,
}: {
  campaign: SetupOf;
  agents: { id: string; name: string }[];
  timeZone: string;
}) {
  const [step] = campaign.steps;
  const { max_recipients: most, max_attempts: calls, budget } = campaign;
  const criteria = Criteria.safeParse(campaign.target_criteria);
  const who = criteria.success
    ? criteriaText(criteria.data, agents, timeZone)
    : ["Chosen in a way that this page can’t show"];
  return (
    <dl className="grid gap-x-10 gap-y-5 p-4 sm:p-5 lg:grid-cols-2">
      {campaign.description && <Entry label="Description">{campaign.description}</Entry>}
      <Entry label="About">
        {campaign.purpose === "informational" ? PURPOSE_LABEL.informational : PURPOSE_LABEL.marketing}
      </Entry>
      <Entry label="Script">
        {step ? <p className="whitespace-pre-wrap leading-relaxed">{step.body}</p> : "No script is written yet."}
      </Entry>
      <Entry label="Voicemail message">
        {step?.voicemail ? (
          <p className="whitespace-pre-wrap leading-relaxed">{step.voicemail}</p>
        ) : (
          "None: the call ends when an answering machine picks up."
        )}
      </Entry>
      <Entry label="Who is called">
        <ul className="grid gap-1">
          {who.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {most !== null && <li>{most === 1 ? "1 customer" : `${formatCount(most)} customers`} at most</li>}
        </ul>
      </Entry>
      <Entry label="Agent">
        {agents.find(({ id }) => id === campaign.agent_id)?.name ?? "No agent is chosen yet."}
      </Entry>
      <Entry label="Limits">
        <ul className="grid gap-1">
          <li>
            {campaign.rate_limit_per_minute === 1 ? "1 call" : `${formatCount(campaign.rate_limit_per_minute)} calls`} a
            minute at most
          </li>
          <li>{calls === 1 ? "One call to each customer" : `${calls} calls to each customer at most`}</li>
          <li>{secondsText(campaign.max_call_seconds)} a call at most</li>
          <li>{budget === null ? "No budget of its own" : `A budget of ${formatMoney(budget)}`}</li>
        </ul>
      </Entry>
      <Entry label="Start">{startText(campaign, timeZone)}</Entry>
    </dl>
  );
}

function Entry({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="mb-1 text-xs font-medium text-ink-muted">{label}</dt>
      <dd className="text-pretty">{children}</dd>
    </div>
  );
}

function startText({ scheduled_at, started_at }: SetupOf, timeZone: string): string {
  if (started_at) return `Started on ${formatZonedMoment(started_at, timeZone)}`;
  return scheduled_at ? `By itself on ${formatZonedMoment(scheduled_at, timeZone)}` : "When you start it";
}
