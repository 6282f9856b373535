import { withClient } from "@/local/postgres/prepare";
import type { App } from "./app";
import { guests } from "./guests";

/** Calls of every end, as the engine would have left them: what was said, what it came to, and what needs the owner. */
const CALLS = `
  with person as (
    select *, row_number() over (order by phone) as n from campaign_recipients where campaign_id = $1
  ), kind as (
    select person.*, now() - n * interval '7 hours' as at, (array['booked', 'callback', 'not_interested', 'wrong_number', null, null, 'no_decision', 'interested'])[1 + n % 8] as wish
    from person where n <= 36
  ), called as (
    insert into outreach_attempts (user_id, campaign_id, recipient_id, customer_id, step, number, channel, provider, provider_ref, state, disposition, outcome,
      counted, reserved_at, begun_at, dispatched_at, started_at, ended_at, duration_seconds, cost, transcript, messages, summary, sentiment, decision)
    select user_id, campaign_id, id, customer_id, 1, 1, 'call', 'vapi', gen_random_uuid(), case when n = 20 then 'unknown' else 'ended' end,
      case when n = 20 then 'unknown' when wish is not null then 'conversed' when n % 16 < 8 then 'voicemail' else 'no_answer' end, wish, true,
      at, at, at, at, at + interval '95 seconds', 95, 0.0812,
      case when wish is not null then 'AI: Hello, this is Ava of Bella Salon.' || chr(10) || 'User: <i>Well</i>, my balayage was lovely, is Thursday free?' end,
      case when wish is not null then '[{"role": "assistant", "text": "Hello, this is Ava of Bella Salon.", "seconds": 0},
        {"role": "customer", "text": "Well, my balayage was lovely, is Thursday free?", "seconds": 6}]'::jsonb end,
      case when wish is not null then 'Asked about Thursday.' end, case when wish is not null then (array['positive', 'neutral', 'negative'])[1 + n % 3] end,
      jsonb_build_object('local_time', to_char(at at time zone 'America/New_York', 'YYYY-MM-DD"T"HH24:MI'))
    from kind returning recipient_id, outcome, disposition, ended_at
  )
  update campaign_recipients r set attempts = 1, last_attempt_at = ended_at, cost = 0.0812, outcome = called.outcome, next_attempt_at = null,
    status = case when called.outcome is null then 'failed' else 'answered' end, reason = case when called.outcome is null then called.disposition end,
    responded_at = case when called.outcome is not null then ended_at end,
    converted_at = case when called.outcome in ('booked', 'callback', 'interested') then ended_at end
  from called where r.id = called.recipient_id`;

/** A finished campaign that 36 of its 40 customers were called in. @returns its id */
export async function spokenCampaign(app: App, name: string): Promise<string> {
  const id = await app.campaign({ name, target_criteria: await guests(app, name, 40) });
  await withClient(app.stack.databaseUrl, async (client) => {
    await client.query("select public.select_recipients($1, now())", [id]);
    await client.query(CALLS, [id]);
    await client.query(
      "update campaigns set status = 'completed', started_at = now() - interval '11 days', completed_at = now() where id = $1",
      [id],
    );
  });
  return id;
}
