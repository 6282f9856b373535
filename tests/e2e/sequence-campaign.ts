import { withClient } from "@/local/postgres/prepare";
import type { App } from "./app";
import { guests } from "./guests";

const STEPS = [
  {
    ...{ channel: "email", subject: "We miss you", body: "Hi {name}, book here: {booking_link}", weight: 50 },
    variants: [{ name: "B", weight: 50, subject: "Ten percent off this week", body: "Hi {name}, it is time again." }],
  },
  {
    channel: "sms",
    wait_minutes: 2880,
    condition: "no_response",
    body: "{business_name}: Hi {name}, shall we find you a time?",
  },
  {
    ...{ channel: "call", wait_minutes: 2880, condition: "no_response" },
    body: "Hi {name}, this is {agent_name}, the AI assistant of {business_name}.",
  },
];

/** What each of them did, of a hundred: the words of B do better, and some of those who heard nothing come back by themselves. */
const DONE = `
  with person as (
    select *, row_number() over (partition by holdout order by phone) as n from campaign_recipients where campaign_id = $1
  ), touch as (
    select p.*, s.position, s.channel, case when s.position = 1 then (array['A', 'B'])[1 + p.n % 2] end as variant, p.n * 37 % 100 as luck,
      now() - interval '20 days' + s.position * interval '3 days' + p.n * interval '1 minute' as at
    from person p join campaign_steps s on s.campaign_id = p.campaign_id
    where not p.holdout and (s.position = 1 or (s.position = 2 and p.n * 37 % 100 > 12) or (s.position = 3 and p.n * 37 % 100 > 30))
  ), attempted as (
    insert into outreach_attempts (user_id, campaign_id, recipient_id, customer_id, step, number, channel, provider, provider_ref, state, disposition, outcome,
      variant, counted, reserved_at, begun_at, dispatched_at, ended_at, delivered_at, opened_at, clicked_at, replied_at, cost, sentiment, decision)
    select user_id, campaign_id, id, customer_id, position, 1, channel, case channel when 'email' then 'resend' when 'sms' then 'twilio' else 'vapi' end,
      gen_random_uuid(), 'ended', case when channel = 'call' then case when luck % 3 = 0 then 'conversed' else 'voicemail' end when luck % 25 = 7 then 'bounced'
        else 'delivered' end, case when channel = 'call' and luck % 9 = 0 then 'booked' when channel = 'email' and luck = 99 then 'opt_out' end,
      variant, true, at, at, at, at, case when channel <> 'call' and luck % 25 <> 7 then at end,
      case when channel = 'email' and luck < 45 then at + interval '1 hour' end,
      case when channel = 'email' and luck < case variant when 'B' then 22 else 8 end and luck % 25 <> 7 then at + interval '2 hours' end,
      case when channel = 'sms' and luck % 20 = 1 then at + interval '20 minutes' end,
      case channel when 'email' then 0.0009 when 'sms' then 0.012 else 0.08 end, case when channel = 'call' and luck % 3 = 0 then 'positive' end,
      jsonb_build_object('local_time', to_char(at at time zone 'America/New_York', 'YYYY-MM-DD"T"HH24:MI'))
    from touch returning *
  ), summed as (
    select recipient_id, count(*) as attempts, sum(cost) as cost, min(delivered_at) as delivered_at, min(opened_at) as opened_at, min(clicked_at) as clicked_at,
      min(coalesce(clicked_at, replied_at, case when disposition = 'conversed' then ended_at end)) as responded_at,
      max(ended_at) filter (where outcome = 'booked') as converted_at, max(outcome) as outcome from attempted group by recipient_id
  ), back as (
    insert into leads (agent_id, customer_id, status, created_at)
      select (select id from agents limit 1), customer_id, 'New', now() - interval '2 days' from person
      where n * 37 % 100 < case when holdout then 4 else 10 end and customer_id is not null
  )
  update campaign_recipients r set attempts = s.attempts, cost = s.cost, delivered_at = s.delivered_at, opened_at = s.opened_at, clicked_at = s.clicked_at,
    responded_at = s.responded_at, converted_at = s.converted_at, outcome = s.outcome, next_attempt_at = null,
    status = case when s.outcome = 'opt_out' then 'opted_out' when s.responded_at is not null then 'answered' when s.delivered_at is not null then 'delivered'
      else 'failed' end
  from summed s where r.id = s.recipient_id`;

/** A sequence of an email with two variants, a text and a call that came to its end; a fifth of the customers was held out. @returns its id */
export async function sequenceCampaign(app: App, name: string, customers = 40): Promise<string> {
  const id = await app.campaign({
    ...{
      name,
      target_criteria: await guests(app, name, customers),
      outreach_method: "multi",
      holdout_percent: 20,
      call_script: undefined,
      steps: STEPS,
    },
  });
  await withClient(app.stack.databaseUrl, async (client) => {
    await client.query("select public.select_recipients($1, now())", [id]);
    await client.query(
      "update campaigns set status = 'completed', started_at = now() - interval '18 days', completed_at = now() where id = $1",
      [id],
    );
    await client.query(DONE, [id]);
  });
  return id;
}
