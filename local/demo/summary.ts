import { readDecision } from "@/lib/core/decision";
import { explain } from "@/lib/core/explain";
import { withClient } from "../postgres/prepare";
import type { LocalStack } from "../stack";

/** What became of a campaign's recipients. Each is counted once in answered, voicemail, no_answer, busy, failed, delivered or skipped, by how
 *  their last contact ended, so that those seven and whoever is still open add up to `selected`; opted_out and converted are
 *  among them. */
export interface Summary {
  campaign_id: string;
  status: string;
  selected: number;
  contacted: number;
  attempts: number;
  answered: number;
  voicemail: number;
  no_answer: number;
  busy: number;
  failed: number;
  /** A message arrived, and nothing came back. */
  delivered: number;
  opted_out: number;
  converted: number;
  skipped: number;
  transcripts: number;
  /** By channel, what was sent and what came of it. */
  messages: Record<"email" | "sms", Messages>;
}

export interface Messages {
  sent: number;
  delivered: number;
  opened: number;
  clicked: number;
  replied: number;
  bounced: number;
  complained: number;
}

/** Who was spoken to or answered; then by what became of the last contact. */
const FATE = `case when r.responded_at is not null then 'answered' when r.status = 'skipped' then 'skipped'
  when r.delivered_at is not null then 'delivered'
  when r.last_disposition in ('voicemail', 'no_answer', 'busy') then r.last_disposition
  when r.status in ('failed', 'opted_out') then 'failed' else 'open' end`;
const count = (fate: string) => `count(*) filter (where fate = '${fate}')::int as ${fate}`;
const QUERY = `
  select c.id as campaign_id, c.status,
    count(*)::int as selected,
    count(*) filter (where r.attempts > 0)::int as contacted,
    coalesce(sum(r.attempts), 0)::int as attempts,
    ${["answered", "voicemail", "no_answer", "busy", "failed", "delivered", "skipped"].map(count).join(", ")},
    count(*) filter (where r.status = 'opted_out')::int as opted_out,
    count(*) filter (where r.converted_at is not null)::int as converted,
    (select count(*)::int from outreach_attempts a where a.campaign_id = c.id and a.disposition = 'conversed' and a.transcript is not null) as transcripts
  from campaigns c join (select *, ${FATE} as fate from campaign_recipients r) r on r.campaign_id = c.id
  where c.id = $1 group by c.id`;
const MESSAGES = `
  select channel, count(*) filter (where counted)::int as sent, count(delivered_at)::int as delivered, count(opened_at)::int as opened,
    count(clicked_at)::int as clicked, count(replied_at)::int as replied,
    count(*) filter (where disposition = 'bounced')::int as bounced, count(complained_at)::int as complained
  from outreach_attempts where campaign_id = $1 and channel <> 'call' group by channel`;
const NONE: Messages = { sent: 0, delivered: 0, opened: 0, clicked: 0, replied: 0, bounced: 0, complained: 0 };

export async function summarise(stack: LocalStack, campaignId: string): Promise<Summary> {
  return withClient(stack.databaseUrl, async (client) => {
    const { rows } = await client.query<Omit<Summary, "messages">>(QUERY, [campaignId]);
    const [summary] = rows;
    if (!summary) throw new Error("The campaign of the demo is gone.");
    const found = await client.query<Messages & { channel: "email" | "sms" }>(MESSAGES, [campaignId]);
    const of = (wanted: "email" | "sms") => {
      const { channel, ...counts } = found.rows.find((row) => row.channel === wanted) ?? { channel: wanted, ...NONE };
      return counts;
    };
    return { ...summary, messages: { email: of("email"), sms: of("sms") } };
  });
}

/** Why recipients were skipped, each sentence with how many it is about, most first. */
export async function skipReasons(
  stack: Pick<LocalStack, "databaseUrl">,
  campaignId: string,
): Promise<{ text: string; n: number }[]> {
  const skipped = await withClient(stack.databaseUrl, async (client) => {
    const text =
      "select reason, decision, count(*)::int as n from campaign_recipients where campaign_id = $1 and status = 'skipped' group by 1, 2";
    return (await client.query<{ reason: string; decision: unknown; n: number }>(text, [campaignId])).rows;
  });
  const counts = new Map<string, number>();
  for (const { reason, decision, n } of skipped) {
    const known = { decision: readDecision(decision), next: null, timeZone: "America/New_York" };
    const text = explain({ reason, channel: null, ...known }) ?? reason;
    counts.set(text, (counts.get(text) ?? 0) + n);
  }
  return [...counts].map(([text, n]) => ({ text, n })).sort((a, b) => b.n - a.n);
}
