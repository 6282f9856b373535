import type { ClientBase } from "pg";
import { z } from "zod";
import { makeCampaign, NOON, OWNER } from "./people";

const STATES = "(array['answered', 'failed', 'pending', 'skipped', 'opted_out'])[1 + n % 5]";

/** One campaign that called most of its recipients, and 999 small ones, for the account of `fillPeople`. */
export async function fillCampaigns(client: ClientBase): Promise<{ id: string; recipient: string }> {
  await client.query(
    `insert into public.campaigns (user_id, agent_id, name, status, created_at)
       select $1, (select id from public.agents where user_id = $1), (array['Spring', 'Autumn'])[1 + n % 2] || ' ' || n, 'draft', now() - n * interval '1 hour'
       from generate_series(1, 999) n`,
    [OWNER],
  );
  const id = await makeCampaign(client);
  await client.query("select public.select_recipients($1, $2)", [id, NOON]);
  await client.query("begin");
  await client.query(
    `update public.campaign_recipients set
       status = ${STATES}, attempts = case when ${STATES} in ('answered', 'failed', 'opted_out') then 1 + n % 2 else 0 end,
       outcome = case n % 5 when 0 then (array['interested', 'booked', 'not_interested', 'callback'])[1 + n % 4] when 4 then 'opt_out' end,
       responded_at = case when n % 5 in (0, 4) then $1::timestamptz + n * interval '1 second' end,
       converted_at = case when n % 5 = 0 and n % 4 <> 2 then $1::timestamptz + n * interval '1 second' end,
       reason = case n % 5 when 1 then 'no_answer' when 3 then 'invalid_number' when 4 then 'opted_out' end, cost = 0.12,
       next_attempt_at = case when n % 5 = 2 then next_attempt_at end
     from (select customer_id, row_number() over () as n from public.campaign_recipients) r
     where campaign_recipients.customer_id = r.customer_id`,
    [NOON],
  );
  await client.query(
    `insert into public.outreach_attempts (user_id, campaign_id, recipient_id, customer_id, step, number, channel, provider, state, disposition,
       outcome, sentiment, counted, reserved_at, begun_at, ended_at, duration_seconds, cost, transcript, summary)
     select user_id, campaign_id, id, customer_id, 1, n, 'call', 'vapi', 'ended',
       case when status = 'failed' or n < attempts then 'no_answer' else 'conversed' end,
       case when n = attempts then outcome end, case when n = attempts and status <> 'failed' then 'positive' end, true, at, at, at, 40, 0.06,
       repeat('They talked about an appointment. ', 30), 'Talked about an appointment.'
     from public.campaign_recipients, generate_series(1, attempts) n,
       lateral (select $1::timestamptz + (hashtext(id::text) % 400000) * interval '1 second' as at) t`,
    [NOON],
  );
  await client.query("commit");
  await client.query("vacuum analyze");
  const { rows } = await client.query(
    "select recipient_id as id from public.outreach_attempts where outcome = 'booked' limit 1",
  );
  return { id, recipient: z.array(z.object({ id: z.string() })).parse(rows)[0]?.id ?? "" };
}
