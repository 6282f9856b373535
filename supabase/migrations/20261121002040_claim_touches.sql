-- The claim, over all channels and along sequences: lines are for calls alone, money is counted by what each channel costs, a touch that is not
-- for somebody (its condition, or the gate over its channel) leads to the next one.

-- What one contact is expected to cost, in US dollars.
create function private.expected_cost(p_settings public.outreach_settings, p_channel text) returns numeric
language sql immutable set search_path = '' as $$
  select case p_channel when 'call' then p_settings.estimated_call_cost when 'sms' then p_settings.estimated_sms_cost else p_settings.estimated_email_cost end
$$;

-- What may still be spent; null without a budget. What is under way counts with its expected cost.
create function private.money_left(p_campaign public.campaigns, p_settings public.outreach_settings, p_now timestamptz) returns numeric
language plpgsql stable set search_path = '' as $$
declare
  v_left numeric;
  v_month numeric;
begin
  if p_campaign.budget is not null then
    select p_campaign.budget - coalesce((select cost from public.campaign_results where campaign_id = p_campaign.id), 0)
      - coalesce(sum(private.expected_cost(p_settings, a.channel)), 0) into v_left
    from public.outreach_attempts a where a.user_id = p_campaign.user_id and a.campaign_id = p_campaign.id and a.state in ('reserved', 'dispatched');
  end if;
  if p_settings.monthly_budget is not null then
    select p_settings.monthly_budget - coalesce(sum(a.cost), 0) - coalesce((
        select sum(private.expected_cost(p_settings, l.channel)) from public.outreach_attempts l
        where l.user_id = p_campaign.user_id and l.state in ('reserved', 'dispatched')), 0)
      into v_month
    from public.outreach_attempts a
    where a.user_id = p_campaign.user_id and a.cost is not null
      and a.reserved_at >= (date_trunc('month', p_now at time zone p_settings.time_zone) at time zone p_settings.time_zone);
    v_left := least(v_left, v_month);
  end if;
  return v_left;
end $$;
drop function private.affordable(public.campaigns, public.outreach_settings, timestamptz);

-- Refusals that concern the person, and not only the channel of one touch.
create function private.is_final_refusal(p_reason text) returns boolean
language sql immutable set search_path = '' as $$
  select p_reason in ('customer_erased', 'opted_out', 'came_back', 'holdout_elsewhere')
$$;

-- What the gate said last of a recipient who waits or was skipped, and by what; that of a contact stands with the attempt.
alter table public.campaign_recipients add column decision jsonb check (pg_column_size(decision) <= 16384);

create index campaign_recipients_live_email_idx on public.campaign_recipients (user_id, email) where status in ('queued', 'sent');

-- Answers { state, attempts: [id], channels: [channel of each], reason, next_at }. state is the campaign's status (null when there is none);
-- reason says what held the claim back (rate, lines, budget; null: p_limit or nobody due), next_at when asking again may give more (null: when a contact ends).
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
  v_money numeric;
  v_free integer;
  v_steps integer[];
  v_all_steps boolean := true;
  v_held_by text;
  v_next_at timestamptz;
  v_batch integer;
  v_taken uuid[];
  v_calls integer;
  v_spent numeric;
  v_attempts uuid[] := '{}';
  v_channels text[] := '{}';
  v_scanned integer := 0;
begin
  select * into v_campaign from public.campaigns where id = p_campaign;
  if not found then return jsonb_build_object('state', null, 'attempts', '[]'::jsonb); end if;
  if v_campaign.status <> 'active' then
    return jsonb_build_object('state', v_campaign.status, 'attempts', '[]'::jsonb);
  end if;
  -- To learn that nobody is due nobody waits for the locks, nor makes those wait whose contacts begin and end.
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
  v_money := private.money_left(v_campaign, v_settings, p_now);
  select count(*) filter (where channel = 'call') into v_lines from public.campaign_steps where campaign_id = p_campaign;
  if v_lines > 0 then
    v_lines := v_settings.call_concurrency - v_settings.inbound_lines - private.lines_in_use(v_user_id, p_now);
    -- The campaign is held: nobody else takes its calls meanwhile.
    if v_campaign.max_concurrency is not null then
      select least(v_lines, v_campaign.max_concurrency - count(*)) into v_lines from public.outreach_attempts
        where user_id = v_user_id and channel = 'call' and campaign_id = p_campaign and state in ('reserved', 'dispatched');
    end if;
    v_lines := greatest(v_lines, 0);
  end if;
  v_free := greatest(least(p_limit, v_rate), 0);

  while v_free > cardinality(v_attempts) and v_scanned < 5000 loop
    -- Nobody is looked at whose touch can't begin for want of a line or of money: calls that wait must not stand before the texts of others.
    select coalesce(array_agg(position) filter (where open), '{}'), coalesce(bool_and(open), true) into v_steps, v_all_steps from (
      select position, (channel <> 'call' or v_lines > 0) and coalesce(private.expected_cost(v_settings, channel) <= v_money, true) as open
      from public.campaign_steps where campaign_id = p_campaign
    ) s;
    exit when not v_all_steps and v_steps = '{}';
    -- A few more than are wanted, for some will be refused; as many more as were refused until now.
    v_batch := least(greatest((v_free - cardinality(v_attempts)) * 6 / 5 * greatest(v_scanned, 1) / greatest(cardinality(v_attempts), 1), 20), 500);
    with taken as materialized (
      select r as person, r.id from public.campaign_recipients r
      where r.campaign_id = p_campaign and r.status = 'pending' and r.next_attempt_at <= p_now and (v_all_steps or r.step = any (v_steps))
      order by r.next_attempt_at, r.id limit v_batch for no key update skip locked
    ), step as materialized (
      select s.* from public.campaign_steps s where s.campaign_id = p_campaign
    ), due as materialized (
      -- The contact as it is now: the number that was selected may be somebody else's by now.
      select t.id, (t.person).user_id, (t.person).campaign_id, (t.person).customer_id, (t.person).step, (t.person).next_attempt_at,
        (t.person).step_attempts, (t.person).last_disposition, c.phone, c.email,
        s.channel, private.expected_cost(v_settings, s.channel) as cost,
        case when s.id is null then 'no_content'
          -- A message that is to be sent again came after all, or was answered.
          when s.channel <> 'call' and (t.person).step_attempts > 0 and (t.person).last_disposition = 'delivered' then 'arrived'
          when (s.position > 1 or (s.channel <> 'call' and (t.person).step_attempts > 0)) and not private.meets(s.condition, t.person) then 'condition_not_met'
          -- The owner allows fewer contacts than when this one was put back in line.
          when (t.person).step_attempts >= v_campaign.max_attempts then 'max_attempts' end as over
      from taken t left join public.customers c on c.id = (t.person).customer_id left join step s on s.position = (t.person).step
    ), busy as materialized (
      -- Whom a contact of somebody else over the same number or address is under way with: two customers may share one.
      select due.id from due where due.over is null and case when due.channel = 'email'
        then exists (select from public.campaign_recipients o where o.user_id = v_user_id and o.email = due.email and o.status in ('queued', 'sent'))
        else exists (select from public.campaign_recipients o where o.user_id = v_user_id and o.phone = due.phone and o.status in ('queued', 'sent')) end
    ), verdict as materialized (
      select g.ref, case when g.decision = 'allow' and b.id is not null then 'postpone' else g.decision end as decision,
        case when g.decision = 'allow' and b.id is not null then p_now + interval '5 minutes' else g.until end as until,
        case when g.decision = 'allow' and b.id is not null then 'contact_under_way' else g.reason end as reason, g.detail
      from private.gate(v_user_id, v_campaign, array(
        select (due.id, due.customer_id, due.channel, due.phone, due.email)::private.gate_subject from due where due.over is null), p_now) g
      left join busy b on b.id = g.ref
      union all
      -- There is nothing to be said, or not to them; left where they are they would stand before everybody else.
      select due.id, 'skip', null, case due.over when 'no_content' then 'no_content' else due.last_disposition end, null from due where due.over is not null
    ), ranked as (
      select due.*, v.decision, v.until, v.reason as why, v.detail,
        row_number() over w as nth, count(*) filter (where due.channel = 'call') over w as nth_call, sum(due.cost) over w as upto
      from due join verdict v on v.ref = due.id
      window w as (partition by v.decision order by due.next_attempt_at, due.id rows unbounded preceding)
    ), judged as materialized (
      select r.*, r.decision = 'allow' and r.nth <= v_free - cardinality(v_attempts) and (r.channel <> 'call' or r.nth_call <= v_lines)
        and coalesce(r.upto <= v_money, true) as admitted
      from ranked r
    ), reserved as (
      insert into public.outreach_attempts
        (user_id, campaign_id, recipient_id, customer_id, step, number, channel, provider, variant, reserved_at, lease_expires_at, decision)
      select j.user_id, j.campaign_id, j.id, j.customer_id, j.step,
        1 + coalesce((select max(number) from public.outreach_attempts o where o.recipient_id = j.id and o.step = j.step), 0),
        j.channel, case j.channel when 'call' then 'vapi' when 'sms' then 'twilio' else 'resend' end,
        case when s.variants <> '[]' then private.variant_of(s, j.id) end, p_now, p_now + p_lease, j.detail
      from judged j join step s on s.position = j.step where j.admitted
      returning id, user_id, channel
    ), noted as (
      insert into public.attempt_events (attempt_id, user_id, kind, at) select id, user_id, 'reserved', p_now from reserved
    ), moved as (
      update public.campaign_recipients r set
        status = case when j.admitted then 'queued' when j.decision <> 'skip' or n.step is not null then r.status
          -- What became of the touches says more than why there is no other.
          when private.final_status(r) in ('answered', 'delivered') or (j.over <> 'no_content' and r.attempts > 0) then private.final_status(r)
          else 'skipped' end,
        reason = case when j.admitted then null when n.step is not null then 'next_touch'
          when j.decision = 'skip' and r.attempts > 0 and private.final_status(r) in ('answered', 'delivered') then null else j.why end,
        decision = case when not j.admitted then j.detail end,
        step = coalesce(n.step, r.step), step_attempts = case when n.step is not null then 0 else r.step_attempts end,
        phone = case when j.admitted then j.phone else r.phone end, email = case when j.admitted then j.email else r.email end,
        next_attempt_at = case when j.decision = 'postpone' then j.until else n.due_at end
      from judged j join taken t on t.id = j.id
        left join lateral private.next_touch(t.person, p_now) n on j.decision = 'skip' and not coalesce(private.is_final_refusal(j.why), false)
      where r.id = j.id and (j.admitted or j.decision <> 'allow')
      returning 1
    )
    select array(select id from reserved), (select count(*) from moved), (select count(*) from judged where admitted and channel = 'call'),
      (select coalesce(sum(cost), 0) from judged where admitted), v_channels || array(select channel from reserved)
      into v_taken, v_batch, v_calls, v_spent, v_channels;
    v_attempts := v_attempts || v_taken;
    v_lines := v_lines - v_calls;
    v_money := v_money - v_spent;
    v_scanned := v_scanned + v_batch;
    exit when v_batch = 0;
  end loop;

  -- What holds back those who are due and were not taken; the budget first, for it alone needs the owner.
  if v_lines <= 0 or v_money < greatest(v_settings.estimated_call_cost, v_settings.estimated_sms_cost, v_settings.estimated_email_cost) then
    select case when bool_or(private.expected_cost(v_settings, s.channel) > v_money) then 'budget'
        when bool_or(s.channel = 'call' and v_lines <= 0) then 'lines' end into v_held_by
    from public.campaign_steps s
    where s.campaign_id = p_campaign and exists (
      select from public.campaign_recipients r
      where r.campaign_id = p_campaign and r.status = 'pending' and r.next_attempt_at <= p_now and r.step = s.position);
  end if;
  if v_free > cardinality(v_attempts) then
    select min(next_attempt_at) into v_next_at from public.campaign_recipients where campaign_id = p_campaign and status = 'pending';
    if v_held_by is not null and v_next_at <= p_now then v_next_at := null; end if;
  elsif v_held_by is null and v_free < p_limit then
    v_held_by := 'rate';
    if v_recent = 0 then v_next_at := p_now + interval '60 seconds'; end if;
  elsif v_held_by is null then
    v_next_at := p_now;
  else
    v_next_at := null;
  end if;
  if v_held_by = 'budget' and cardinality(v_attempts) = 0 and not exists (
    select from public.outreach_attempts where user_id = v_user_id and campaign_id = p_campaign and state in ('reserved', 'dispatched')) then
    update public.campaigns set status = 'paused', pause_reason = 'budget_reached' where id = p_campaign;
    return jsonb_build_object('state', 'paused', 'attempts', '[]'::jsonb, 'reason', 'budget');
  end if;
  return jsonb_build_object('state', 'active', 'attempts', to_jsonb(v_attempts), 'channels', to_jsonb(v_channels), 'reason', v_held_by, 'next_at', v_next_at);
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.expected_cost(public.outreach_settings, text),
  private.money_left(public.campaigns, public.outreach_settings, timestamptz), private.is_final_refusal(text) to service_role;
