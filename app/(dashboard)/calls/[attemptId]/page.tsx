import type { Metadata } from "next";
import Link from "next/link";
import { cache } from "react";
import { AttemptCard } from "@/components/attempts/attempt-card";
import { callAddress, listAddress } from "@/components/calls/call-address";
import { CallAttention } from "@/components/calls/call-attention";
import { CallSteps } from "@/components/calls/call-steps";
import { LISTS, titleOf } from "@/components/calls/channels";
import { formatPhone } from "@/components/format";
import { LiveRefresh } from "@/components/live-refresh";
import { nameOf } from "@/components/name-of";
import { toAttemptView } from "@/lib/actions/attempt-view";
import { exceptionsOf } from "@/lib/actions/read-recipient";
import { CallQuery } from "@/lib/core/calls";
import { listedChannel } from "@/lib/core/listed-channel";
import { CHANNEL_WORDS, capital } from "@/lib/core/spoken-words";
import { foundOrNotFound, idOrNotFound, pageDeps, pageTimeZone } from "../../../page-deps";
import { readPageQuery, type SearchParams } from "../../../page-query";

interface Props {
  params: Promise<{ attemptId: string }>;
  searchParams: SearchParams;
}

const callOf = cache(async (id: string) => {
  const { data } = await pageDeps();
  const attempt = await foundOrNotFound(data.attempts.get(idOrNotFound(id)));
  const recipient = await foundOrNotFound(data.recipients.get(attempt.campaign_id, attempt.recipient_id));
  return { attempt, recipient };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { attempt, recipient } = await callOf((await params).attemptId);
  const { channel } = toAttemptView(attempt);
  return { title: `${capital(CHANNEL_WORDS[channel].one)} to ${nameOf(recipient)}` };
}

export default async function CallPage({ params, searchParams }: Props) {
  const { attempt, recipient } = await callOf((await params).attemptId);
  const { data, accountId, now } = await pageDeps();
  const view = toAttemptView(attempt, await exceptionsOf(data, accountId, [attempt], now()));
  const asked = await readPageQuery(CallQuery, searchParams);
  // Opened from elsewhere it stands among its like.
  const query = asked.view || asked.channel ? asked : { ...asked, channel: view.channel };
  const [campaign, agents, around, timeZone] = await Promise.all([
    foundOrNotFound(data.campaigns.get(attempt.campaign_id)),
    data.accounts.agents(accountId),
    data.calls.neighbours(accountId, query, attempt),
    pageTimeZone(),
  ]);
  const contact = view.channel === "email" ? recipient.email : recipient.phone && formatPhone(recipient.phone);
  const to = (id: string | null) => (id ? callAddress(id, query) : null);
  const reviewed = attempt.reviewed_for === attempt.attention ? attempt.reviewed_at : null;
  return (
    <>
      <CallSteps
        previous={to(around.previous)}
        next={to(around.next)}
        list={listAddress(query)}
        listName={titleOf(query, listedChannel(query) ?? "all")}
        noun={LISTS[listedChannel(query) ?? "all"].one}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight break-words">{nameOf(recipient)}</h1>
          <p className="mt-1 flex flex-wrap items-baseline gap-x-2 text-ink-muted">
            {contact && <span className="break-all tabular-nums">{contact} ·</span>}
            <Link href={`/campaigns/${campaign.id}`} className={LINK}>
              {campaign.name}
            </Link>
            <span aria-hidden>·</span>
            <Link href={`/campaigns/${campaign.id}/recipients/${recipient.id}`} className={LINK}>
              What this campaign did with them
            </Link>
            {recipient.customer_id && (
              <>
                <span aria-hidden>·</span>
                <Link href={`/customers/${recipient.customer_id}`} className={LINK}>
                  Customer
                </Link>
              </>
            )}
          </p>
        </div>
        {attempt.attention && (
          <CallAttention
            key={attempt.id}
            callId={attempt.id}
            attention={attempt.attention}
            reviewedAt={reviewed}
            timeZone={timeZone}
          />
        )}
        <AttemptCard
          attempt={view}
          ordinal={attempt.number}
          agentName={agents.find((agent) => agent.id === campaign.agent_id)?.name ?? "Assistant"}
          customerName={recipient.name ?? "Customer"}
          contact={recipient}
          timeZone={timeZone}
        />
      </div>
      <LiveRefresh active={view.state === "reserved" || view.state === "dispatched"} />
    </>
  );
}

const LINK = "inline-block py-1 underline underline-offset-4 hover:text-ink";
