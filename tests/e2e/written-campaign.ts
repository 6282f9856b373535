import { z } from "zod";
import { linkTokens } from "@/lib/server/link-tokens";
import { withClient } from "@/local/postgres/prepare";
import type { App } from "./app";
import { guests } from "./guests";

const SENDER = "+12125550100";

/** Emails to the first six and texts to the next six, as the engine would have left them. */
const MESSAGES = `
  with person as (
    select *, row_number() over (order by phone desc) as n from campaign_recipients where campaign_id = $1
  ), addressed as (
    update campaign_recipients r set status = 'delivered', attempts = 1, next_attempt_at = null
    from person where person.id = r.id and n <= 12 returning r.id
  )
  insert into outreach_attempts (user_id, campaign_id, recipient_id, customer_id, step, number, channel, provider, provider_ref, state, disposition,
    counted, reserved_at, begun_at, dispatched_at, ended_at, delivered_at, opened_at, clicked_at, cost, segments, variant, content, contact_hash)
  select user_id, campaign_id, id, customer_id, 1, 1, case when n <= 6 then 'email' else 'sms' end, case when n <= 6 then 'resend' else 'twilio' end,
    gen_random_uuid(), 'ended', case when n in (5, 11) then 'bounced' else 'delivered' end, true, at, at, at, at,
    case when n not in (5, 11) then at end, case when n in (2, 3) then at + interval '9 minutes' end, case when n = 3 then at + interval '10 minutes' end,
    case when n <= 6 then 0.0009 else 0.0158 end, case when n > 6 then 2 end, case when n <= 6 then (array['A', 'B'])[1 + n % 2] end,
    jsonb_build_object('subject', case when n <= 6 then 'We miss you at Bella Salon' end, 'body', 'Hi there,' || chr(10) || chr(10) ||
      'your last visit was a while ago. <b>Book</b> a cut this week and the treatment is on us.', 'links', jsonb_build_array('https://bella-salon.example/book?from=us')),
    private.contact_hash(case when n <= 6 then email else phone end)
  from (select *, now() - n * interval '5 hours' as at from person) person where n <= 12
  returning id, channel`;

const EVENTS = `
  insert into attempt_events (attempt_id, user_id, kind, at, detail)
  select a.id, a.user_id, e.kind, a.begun_at + e.after, e.detail from outreach_attempts a cross join lateral (values
    ('reserved', interval '0', '{}'::jsonb), ('begun', interval '1 second', '{}'), ('message_sent', interval '3 seconds', '{}'),
    ('ended', interval '5 seconds', jsonb_build_object('disposition', a.disposition)),
    ('clicked', interval '6 seconds', '{"link": "https://bella-salon.example/book?from=us", "machine": true}'),
    ('clicked', a.clicked_at - a.begun_at, '{"link": "https://bella-salon.example/book?from=us"}')) e (kind, after, detail)
  where a.campaign_id = $1 and e.after is not null`;

const REPLIES: [n: number, body: string][] = [
  [2, "Oh yes, I would love to come in! Do you have anything on <Thursday> after 3?"],
  [4, "Who is this?"],
  [5, "Is the treatment the one with the oil?\nMy number is the same."],
];

export interface WrittenCampaign {
  campaign: string;
  /** Ids of attempts, the latest first. */
  emails: string[];
  texts: string[];
}

/** A finished campaign that wrote to twelve customers; three of them wrote back. */
export async function writtenCampaign(app: App, name: string): Promise<WrittenCampaign> {
  const campaign = await app.campaign({ name, target_criteria: await guests(app, name, 12) });
  return withClient(app.stack.databaseUrl, async (client) => {
    await client.query("update outreach_settings set sms_sender = $1 where user_id = $2", [
      SENDER,
      app.owner.accountId,
    ]);
    await client.query("select public.select_recipients($1, now())", [campaign]);
    const answer = await client.query(MESSAGES, [campaign]);
    const rows = z.array(z.object({ id: z.string(), channel: z.string() })).parse(answer.rows);
    await client.query(EVENTS, [campaign]);
    const of = (channel: string) => rows.filter((row) => row.channel === channel).map(({ id }) => id);
    const [emails, texts] = [of("email"), of("sms")];
    for (const [at, body] of REPLIES)
      await client.query(
        `select receive_message('sms', 'twilio', gen_random_uuid()::text, r.phone, $2, null, $3, 'reply', now(), now())
         from outreach_attempts a join campaign_recipients r on r.id = a.recipient_id where a.id = $1`,
        [texts[at], SENDER, body],
      );
    await client.query(
      "update campaigns set status = 'completed', started_at = now() - interval '3 days', completed_at = now() where id = $1",
      [campaign],
    );
    return { campaign, emails, texts };
  });
}

/** Where the opt-out link of a message leads. */
export const optOutAddress = ({ stack }: App, attempt: string): string =>
  `/u/${linkTokens(stack.env.linkSecret ?? "").unsubscribe(attempt)}`;
