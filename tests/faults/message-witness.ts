import { relative } from "node:path";
import { ROOT } from "@/local/children";
import { compareWithProviders } from "@/local/demo/compare";
import type { MessageStage } from "./message-stage";

/** What must be so once nothing moves any more, each with what is said of a row that shows otherwise. */
const RULES: [string, string][] = [
  ["a campaign was left open", "select name, status from campaigns where id = $1 and status <> 'completed'"],
  [
    "an attempt was left open",
    "select id, state, channel from outreach_attempts where campaign_id = $1 and state in ('reserved', 'dispatched')",
  ],
  [
    "somebody is left waiting",
    "select id, status, reason from campaign_recipients where campaign_id = $1 and status in ('pending', 'queued', 'sent')",
  ],
  [
    "somebody failed for no reason",
    "select id, status from campaign_recipients where campaign_id = $1 and status in ('failed', 'skipped') and reason is null",
  ],
  [
    "a step was sent again though it may have arrived",
    `select a.recipient_id, a.step, b.disposition from outreach_attempts a join outreach_attempts b
      on b.recipient_id = a.recipient_id and b.step = a.step and b.number < a.number
      where a.campaign_id = $1 and a.begun_at is not null and a.channel <> 'call' and b.counted
        and b.disposition not in ('undelivered', 'provider_failed')`,
  ],
  [
    "somebody was in two touches at once",
    `select a.id, b.id as other from outreach_attempts a join outreach_attempts b on b.customer_id = a.customer_id and b.id > a.id
      where a.campaign_id = $1 and a.begun_at < coalesce(b.ended_at, 'infinity') and b.begun_at < coalesce(a.ended_at, 'infinity')
        and a.state <> 'unknown' and b.state <> 'unknown' and a.channel = 'call' and b.channel = 'call'`,
  ],
  [
    "somebody was contacted after they had asked for no more",
    `select a.id, a.channel, a.begun_at, s.at, s.source from outreach_attempts a join suppressions s on s.customer_id = a.customer_id
      where a.campaign_id = $1 and s.channel in ('all', a.channel) and s.reason in ('opt_out', 'complaint') and a.begun_at > s.at
        and (s.lifted_at is null or s.lifted_at > a.begun_at)`,
  ],
  [
    // A click that is told late may come after the touch that it would have ended; a text is taken in at once.
    "somebody was contacted after they had answered by text",
    `select a.id, a.channel from outreach_attempts a join inbound_messages m on m.customer_id = a.customer_id and m.kind = 'reply'
      join provider_events e on e.event_key = 'twilio:' || m.provider_ref || ':inbound'
      where a.campaign_id = $1 and a.begun_at > e.processed_at`,
  ],
  [
    "news was never applied",
    "select event_key, error from provider_events where processed_at is null and $1::uuid is not null",
  ],
  [
    "an attempt has two contacts",
    "select e.attempt_id from attempt_events e join outreach_attempts a on a.id = e.attempt_id where a.campaign_id = $1 and kind = 'second_contact'",
  ],
  [
    "the counts differ from a recount",
    `select to_jsonb(r) as kept, to_jsonb(n) as recounted from campaign_results r, private.count_campaign($1) n
      where r.campaign_id = $1 and to_jsonb(r) - 'updated_at' <> to_jsonb(n) - 'updated_at'`,
  ],
];

/** What is wrong with what the engine did over three channels; empty when nothing is: by its own rows, and by what each simulated
 *  provider wrote down. */
export async function judgeMessages({ stage, logs }: MessageStage, campaignId: string): Promise<string[]> {
  const found: string[] = [];
  for (const [what, sql] of RULES)
    for (const row of (await stage.stack.pool.query<object>(sql, [campaignId])).rows)
      found.push(`${what}: ${JSON.stringify(row)}`);
  const files = {
    vapi: relative(ROOT, logs.vapi),
    resend: relative(ROOT, logs.resend),
    twilio: relative(ROOT, logs.twilio),
  };
  return [...found, ...(await compareWithProviders(stage.stack, campaignId, files))];
}
