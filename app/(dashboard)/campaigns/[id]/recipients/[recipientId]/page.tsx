import { PhoneOff } from "lucide-react";
import type { Metadata } from "next";
import { cache } from "react";
import { AttemptCard } from "@/components/attempts/attempt-card";
import { Crumbs } from "@/components/crumbs";
import { LiveRefresh } from "@/components/live-refresh";
import { nameOf } from "@/components/recipients/name-of";
import { RecipientSummary } from "@/components/recipients/recipient-summary";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/states";
import { RecipientView } from "@/lib/core/views";
import { foundOrNotFound, idOrNotFound, pageDeps, pageTimeZone } from "../../../../../page-deps";
import { toAttemptView } from "./attempt-view";

interface Props {
  params: Promise<{ id: string; recipientId: string }>;
}

const recipientOf = cache(async (id: string, recipientId: string) => {
  const { data } = await pageDeps();
  return foundOrNotFound(data.recipients.get(idOrNotFound(id), idOrNotFound(recipientId)));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, recipientId } = await params;
  return { title: nameOf(await recipientOf(id, recipientId)) };
}

export default async function RecipientPage({ params }: Props) {
  const found = await params;
  const [id, recipientId] = [idOrNotFound(found.id), idOrNotFound(found.recipientId)];
  const { data, accountId } = await pageDeps();
  const recipient = RecipientView.parse(await recipientOf(id, recipientId));
  const [campaign, attempts, agents, timeZone] = await Promise.all([
    foundOrNotFound(data.campaigns.get(id)),
    data.attempts.ofRecipient(recipientId),
    data.accounts.agents(accountId),
    pageTimeZone(),
  ]);
  const agentName = agents.find((agent) => agent.id === campaign.agent_id)?.name ?? "Assistant";
  const views = attempts.map(toAttemptView);
  const live =
    campaign.status === "active" || views.some(({ state }) => state === "reserved" || state === "dispatched");
  return (
    <>
      <Crumbs
        trail={[
          { href: "/campaigns", label: "Campaigns" },
          { href: `/campaigns/${id}`, label: campaign.name },
        ]}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <RecipientSummary recipient={recipient} timeZone={timeZone} />
        {views.length === 0 && (
          <Card>
            <EmptyState icon={PhoneOff} title="No call yet">
              Calls appear here as soon as they are placed.
            </EmptyState>
          </Card>
        )}
        {/* The latest first: it is what one comes to read. */}
        {views.toReversed().map((attempt, at) => (
          <AttemptCard
            key={attempt.id}
            attempt={attempt}
            ordinal={views.length - at}
            agentName={agentName}
            customerName={recipient.name ?? "Customer"}
            timeZone={timeZone}
          />
        ))}
      </div>
      <LiveRefresh active={live} />
    </>
  );
}
