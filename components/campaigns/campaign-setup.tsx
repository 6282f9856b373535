import type { ReactNode } from "react";
import { Criteria } from "@/lib/core/criteria";
import { formatCount, formatMoney, formatZonedMoment } from "../format";

export interface SetupOf {
  description: string | null;
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
  agentName,
  timeZone,
}: {
  campaign: SetupOf;
  agentName: string | null;
  timeZone: string;
}) {
  const [step] = campaign.steps;
  const { max_recipients: most, budget } = campaign;
  return (
    <dl className="grid gap-x-10 gap-y-5 p-4 sm:p-5 lg:grid-cols-2">
      {campaign.description && <Entry label="Description">{campaign.description}</Entry>}
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
          {criteriaText(campaign.target_criteria, timeZone).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {most !== null && <li>{formatCount(most)} people at most</li>}
        </ul>
      </Entry>
      <Entry label="Agent">{agentName ?? "No agent is chosen yet."}</Entry>
      <Entry label="Limits">
        <ul className="grid gap-1">
          <li>{formatCount(campaign.rate_limit_per_minute)} calls a minute at most</li>
          <li>
            {campaign.max_attempts === 1 ? "One attempt" : `${campaign.max_attempts} attempts`} for each person at most
          </li>
          <li>{Math.round(campaign.max_call_seconds / 60)} minutes a call at most</li>
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

/** Criteria in words, one line each. */
function criteriaText(criteria: unknown, timeZone: string): string[] {
  const parsed = Criteria.safeParse(criteria);
  if (!parsed.success) return ["Criteria that this page can't show"];
  const c = parsed.data;
  const lines = [
    c.last_contact_days === undefined ? null : `Quiet for ${formatCount(c.last_contact_days)} days or more`,
    c.last_contact_before ? `Last contact before ${formatZonedMoment(c.last_contact_before, timeZone)}` : null,
    c.last_contact_after ? `Last contact after ${formatZonedMoment(c.last_contact_after, timeZone)}` : null,
    c.status ? `Latest lead is “${c.status}”` : null,
    c.min_leads ? `${formatCount(c.min_leads)} ${c.min_leads === 1 ? "lead" : "leads"} or more` : null,
    c.tags ? `Tagged ${c.tags.join(" or ")}` : null,
    c.regions ? `In ${c.regions.join(" or ")}` : null,
  ].filter((line) => line !== null);
  return lines.length > 0 ? lines : ["Every customer"];
}
