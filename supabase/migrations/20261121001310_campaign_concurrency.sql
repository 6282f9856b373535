-- A campaign may have fewer calls under way at once than the account has lines.

alter table public.campaigns add column max_concurrency integer check (max_concurrency between 1 and 10000);
grant insert (max_concurrency), update (max_concurrency) on public.campaigns to authenticated;

-- The lines of an account that its own calls take up. Read by claims, test calls and pages alike.
create function private.lines_in_use(p_user_id uuid, p_now timestamptz) returns integer
language sql stable set search_path = '' as $$
  select count(*)::integer from public.outreach_attempts where user_id = p_user_id and channel = 'call' and state in ('reserved', 'dispatched')
$$;
revoke execute on function private.lines_in_use(uuid, timestamptz) from public;
grant execute on function private.lines_in_use(uuid, timestamptz) to authenticated, service_role;

-- Answers { state, attempts: [id], reason, next_at }. state is the campaign's status (null when there is none); reason says what
-- held the claim back (rate, lines, budget; null: p_limit or nobody due), next_at when asking again may give more (null: when a contact ends).
-- Planned anew each time, as the gate is: a plan made for ten recipients would sort all of the next campaign's hundred thousand.
create or replace function public.claim_recipients(p_campaign uuid, p_limit integer, p_now timestamptz, p_lease interval default '2 minutes')
returns jsonb
language plpgsql set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_user_id uuid;
  v_settings public.outreach_settings;
  v_campaign public.campaigns;
  v_recent integer;
  v_rate integer;
  v_lines integer;
  v_money integer;
  v_free integer;
  v_reason text;
  v_next_at timestamptz;
  v_batch integer;
  v_taken uuid[];
  v_attempts uuid[] := '{}';
  v_scanned integer := 0;
begin
  select * into v_campaign from public.campaigns where id = p_campaign;
  if not found then return jsonb_build_object('state', null, 'attempts', '[]'::jsonb); end if;
  if v_campaign.status <> 'active' then
    return jsonb_build_object('state', v_campaign.status, 'attempts', '[]'::jsonb);
  end if;
  -- To learn that nobody is due nobody waits for the locks, nor makes those wait whose calls begin and end.
  select min(next_attempt_at) into v_next_at from public.campaign_recipients where campaign_id = p_campaign and status = 'pending';
  if v_next_at is null or v_next_at > p_now then
    return jsonb_build_object('state', 'active', 'attempts', '[]'::jsonb, 'reason', null, 'next_at', v_next_at);
  end if;
  v_user_id := v_campaign.user_id;
  v_settings := private.hold_account(v_user_id);
  select * into v_campaign from public.campaigns where id = p_campaign for no key update;
  if v_campaign.status <> 'active' then
    return jsonb_build_object('state', v_campaign.status, 'attempts', '[]'::jsonb);
  end if;

  -- A worker's clock may be behind: reservations just ahead of it count too.
  select count(*), min(reserved_at) + interval '60 seconds' into v_recent, v_next_at from public.outreach_attempts
    where campaign_id = p_campaign and reserved_at > p_now - interval '60 seconds' and reserved_at < p_now + interval '60 seconds';
  v_rate := v_campaign.rate_limit_per_minute - v_recent;
  v_lines := v_settings.call_concurrency - v_settings.inbound_lines - private.lines_in_use(v_user_id, p_now);
  -- The campaign is held: nobody else takes its calls meanwhile.
  if v_campaign.max_concurrency is not null then
    select least(v_lines, v_campaign.max_concurrency - count(*)) into v_lines from public.outreach_attempts
      where user_id = v_user_id and channel = 'call' and campaign_id = p_campaign and state in ('reserved', 'dispatched');
  end if;
  v_money := private.affordable(v_campaign, v_settings, p_now);
  v_free := least(p_limit, v_rate, v_lines, v_money);
  v_reason := case v_free when v_money then 'budget' when v_lines then 'lines' when v_rate then 'rate' end;

  while v_free > cardinality(v_attempts) and v_scanned < 5000 loop
    -- A few more than are wanted, for some will be refused; as many more as were refused until now.
    v_batch := least(greatest((v_free - cardinality(v_attempts)) * 6 / 5 * greatest(v_scanned, 1) / greatest(cardinality(v_attempts), 1), 20), 500);
    with taken as materialized (
      select r.* from public.campaign_recipients r
      where r.campaign_id = p_campaign and r.status = 'pending' and r.next_attempt_at <= p_now
      order by r.next_attempt_at, r.id limit v_batch for no key update skip locked
    ), due as materialized (
      -- The contact as it is now: the number that was selected may be somebody else's by now.
      select t.id, t.user_id, t.campaign_id, t.customer_id, t.step, t.next_attempt_at, t.attempts, t.last_disposition, c.phone, c.email
      from taken t left join public.customers c on c.id = t.customer_id
    ), step as (
      select position, channel from public.campaign_steps where campaign_id = p_campaign
    ), verdict as (
      select g.ref, case when g.decision = 'allow' and busy then 'postpone' else g.decision end as decision,
        case when g.decision = 'allow' and busy then p_now + interval '5 minutes' else g.until end as until,
        case when g.decision = 'allow' and busy then 'contact_under_way' else g.reason end as reason, g.detail
      from private.gate(v_user_id, v_campaign, array(
        select (due.id, due.customer_id, step.channel, due.phone, due.email)::private.gate_subject
        from due join step on step.position = due.step where due.attempts < v_campaign.max_attempts), p_now) g
      join due on due.id = g.ref cross join lateral (
        select exists (select from public.campaign_recipients o
          where o.user_id = v_user_id and o.phone = due.phone and o.status in ('queued', 'sent')) as busy
      ) b
      union all
      -- There is nothing to be said; left where they are they would stand before everybody else.
      select due.id, 'skip', null, 'no_content', null from due where due.attempts < v_campaign.max_attempts and due.step not in (select position from step)
      union all
      -- The owner allows fewer contacts than when this one was put back in line.
      select due.id, 'skip', null, due.last_disposition, null from due where due.attempts >= v_campaign.max_attempts
    ), judged as materialized (
      select due.*, step.channel, v.decision, v.until, v.reason as why, v.detail,
        v.decision = 'allow' and row_number() over (partition by v.decision order by due.next_attempt_at, due.id) <= v_free - cardinality(v_attempts) as admitted
      from due join verdict v on v.ref = due.id left join step on step.position = due.step
    ), reserved as (
      insert into public.outreach_attempts
        (user_id, campaign_id, recipient_id, customer_id, step, number, channel, provider, reserved_at, lease_expires_at, decision)
      select j.user_id, j.campaign_id, j.id, j.customer_id, j.step,
        1 + coalesce((select max(number) from public.outreach_attempts o where o.recipient_id = j.id and o.step = j.step), 0),
        j.channel, case j.channel when 'call' then 'vapi' when 'sms' then 'twilio' else 'resend' end, p_now, p_now + p_lease, j.detail
      from judged j where j.admitted
      returning id, user_id
    ), noted as (
      insert into public.attempt_events (attempt_id, user_id, kind, at) select id, user_id, 'reserved', p_now from reserved
    ), moved as (
      update public.campaign_recipients r set
        status = case when j.admitted then 'queued' when j.decision <> 'skip' then r.status
          when j.attempts >= v_campaign.max_attempts then 'failed' else 'skipped' end,
        reason = case when j.admitted then null else j.why end,
        phone = case when j.admitted then j.phone else r.phone end, email = case when j.admitted then j.email else r.email end,
        next_attempt_at = case when j.decision = 'postpone' then j.until end
      from judged j
      where r.id = j.id and (j.admitted or j.decision <> 'allow')
      returning 1
    )
    select array(select id from reserved), (select count(*) from moved) into v_taken, v_batch;
    v_attempts := v_attempts || v_taken;
    v_scanned := v_scanned + v_batch;
    exit when v_batch = 0;
  end loop;

  if v_free > cardinality(v_attempts) then
    v_reason := null;
    select min(next_attempt_at) into v_next_at from public.campaign_recipients where campaign_id = p_campaign and status = 'pending';
  elsif v_reason is null then
    v_next_at := p_now;
  elsif v_reason <> 'rate' then
    v_next_at := null;
  elsif v_recent = 0 then
    v_next_at := p_now + interval '60 seconds';
  end if;
  if v_money = 0 and v_reason = 'budget' and not exists (
    select from public.outreach_attempts where user_id = v_user_id and channel = 'call' and campaign_id = p_campaign and state in ('reserved', 'dispatched')) then
    update public.campaigns set status = 'paused', pause_reason = 'budget_reached' where id = p_campaign;
    return jsonb_build_object('state', 'paused', 'attempts', '[]'::jsonb, 'reason', 'budget');
  end if;
  return jsonb_build_object('state', 'active', 'attempts', to_jsonb(v_attempts), 'reason', v_reason, 'next_at', v_next_at);
end $$;
