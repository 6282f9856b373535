"use client";

import { Bot, Pencil, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useEffect, useState } from "react";
import type { PartState } from "@/lib/core/setup";
import type { CampaignStatus } from "@/lib/core/words";
import { STATUS_LABEL } from "../campaigns/labels";
import { Badge, type Tone } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/states";
import { untilLoaded } from "../until-loaded";
import { CheckAgain } from "./check-again";
import { useSetupReport } from "./use-setup-report";

const loadForm = () => import("./agent-form").then((module) => module.AgentForm);
const AgentForm = dynamic(() => untilLoaded(loadForm), { ssr: false });

export interface AgentRow {
  id: string;
  name: string;
  vapi_assistant_id: string | null;
  vapi_phone_number_id: string | null;
  /** The newest few in which it speaks, and how many there are. */
  campaigns: { id: string; name: string; status: CampaignStatus }[];
  campaign_count: number;
}

const PART: Record<PartState | "checking", { label: string; tone: Tone }> = {
  found: { label: "Vapi knows it", tone: "success" },
  missing: { label: "Vapi does not know it", tone: "danger" },
  unset: { label: "Not set", tone: "warning" },
  unknown: { label: "Not checked", tone: "neutral" },
  checking: { label: "Checking", tone: "neutral" },
};

/** The account's agents: what each is made of at Vapi, whether that exists, and where it speaks. */
export function AgentList({ agents }: { agents: AgentRow[] }) {
  const check = useSetupReport();
  const [edited, setEdited] = useState<AgentRow | "new" | null>(null);
  useEffect(() => void loadForm().catch(() => undefined), []);
  const add = (
    <Button look="primary" size="sm" onClick={() => setEdited("new")}>
      <Plus aria-hidden />
      Add an agent
    </Button>
  );
  const stateOf = (agent: AgentRow, part: "assistant" | "phone_number"): PartState | "checking" => {
    if (!(part === "assistant" ? agent.vapi_assistant_id : agent.vapi_phone_number_id)) return "unset";
    if (check.isChecking) return "checking";
    return check.report?.agents.find(({ id }) => id === agent.id)?.[part] ?? "unknown";
  };
  return (
    <Card>
      <div className="grid gap-3 border-b border-line p-4 sm:p-5">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <CardTitle>Agents</CardTitle>
          {agents.length > 0 && add}
        </div>
        {agents.length > 0 && <CheckAgain {...check} />}
      </div>
      {agents.length === 0 && (
        <EmptyState icon={Bot} title="There is no agent yet" action={add}>
          An agent is the voice that makes the calls: an assistant and a phone number at Vapi. Make both in Vapi’s
          dashboard, then enter their ids here.
        </EmptyState>
      )}
      <ul className="divide-y divide-line">
        {agents.map((agent) => (
          <li key={agent.id} className="grid gap-3 px-4 py-4 sm:px-5">
            <div className="flex items-center justify-between gap-3">
              <h3 className="min-w-0 truncate font-medium">{agent.name}</h3>
              <Button size="sm" onClick={() => setEdited(agent)} aria-label={`Edit ${agent.name}`}>
                <Pencil aria-hidden />
                Edit
              </Button>
            </div>
            <dl className="grid gap-3 sm:grid-cols-2">
              <Part label="Assistant" id={agent.vapi_assistant_id} state={stateOf(agent, "assistant")} />
              <Part label="Phone number" id={agent.vapi_phone_number_id} state={stateOf(agent, "phone_number")} />
            </dl>
            <Uses agent={agent} />
          </li>
        ))}
      </ul>
      {edited && <AgentForm {...(edited === "new" ? {} : { agent: edited })} onClose={() => setEdited(null)} />}
    </Card>
  );
}

function Part({ label, id, state }: { label: string; id: string | null; state: PartState | "checking" }) {
  return (
    <div className="min-w-0">
      <dt className="flex flex-wrap items-center gap-2">
        {label}
        <Badge tone={PART[state].tone}>{PART[state].label}</Badge>
      </dt>
      <dd className="mt-1 font-mono text-[0.8125rem] break-all text-ink-muted">{id ?? "–"}</dd>
    </div>
  );
}

function Uses({ agent: { campaigns, campaign_count } }: { agent: AgentRow }) {
  if (campaigns.length === 0) return <p className="text-ink-muted">Speaks in no campaign yet.</p>;
  return (
    <p className="text-ink-muted">
      Speaks in{" "}
      {campaigns.map(({ id, name, status }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <Link href={`/campaigns/${id}`} className="text-ink underline underline-offset-4">
            {name}
          </Link>{" "}
          ({STATUS_LABEL[status].label.toLowerCase()})
        </span>
      ))}
      {campaign_count > campaigns.length && ` and ${campaign_count - campaigns.length} more`}.
    </p>
  );
}
