-- Why a campaign waits, and for what: as the person who asks.

-- Answers { due, waiting, rate, held_by, later: [{ reason, count, at }], openings: [{ at, count, zone, regions: [{ region, count }] | null }] }.
-- due: whose turn has come; held_by says what keeps them: 'rate', 'lines' (the account's), 'campaign_lines' (its own), null: nothing.
-- waiting: for whom a moment has to come. later: the first 2,000 of them by reason, the earliest first; count is null where there
-- are more. openings: the next moments, three at most, at which calling hours open for somebody; regions are null for great groups.
create function public.campaign_waiting(p_campaign uuid, p_now timestamptz) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_campaign public.campaigns;
  v_recent integer;
  v_own integer;
  v_lines integer;
begin
  select * into v_campaign from public.campaigns where id = p_campaign;
  if not found then return null; end if;
  select count(*) into v_recent from public.outreach_attempts a
    where a.campaign_id = p_campaign and a.reserved_at > p_now - interval '60 seconds' and a.reserved_at < p_now + interval '60 seconds';
  select count(*) into v_own from public.outreach_attempts a
    where a.user_id = v_campaign.user_id and a.channel = 'call' and a.campaign_id = p_campaign and a.state in ('reserved', 'dispatched');
  select s.call_concurrency - s.inbound_lines into v_lines from public.outreach_settings s where s.user_id = v_campaign.user_id;
  return private.waiting_recipients(p_campaign, p_now) || jsonb_build_object('rate', v_campaign.rate_limit_per_minute,
    'held_by', case when private.lines_in_use(v_campaign.user_id, p_now) >= v_lines then 'lines'
      when v_own >= v_campaign.max_concurrency then 'campaign_lines'
      when v_recent >= v_campaign.rate_limit_per_minute then 'rate' end);
end $$;

-- The owner's rights, once it is sure whose campaign it is: a policy asked for each of 100,000 rows takes most of the time, and keeps
-- the counts from being read from the index alone.
create function private.waiting_recipients(p_campaign uuid, p_now timestamptz) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_due integer;
  v_waiting integer;
  v_later jsonb;
  v_openings jsonb := '[]';
  v_at timestamptz := p_now;
  v_place jsonb;
begin
  if private.is_foreign((select user_id from public.campaigns where id = p_campaign)) then return null; end if;
  select count(*) into v_due from public.campaign_recipients where campaign_id = p_campaign and status = 'pending' and next_attempt_at <= p_now;
  select count(*) into v_waiting from public.campaign_recipients where campaign_id = p_campaign and status = 'pending' and next_attempt_at > p_now;
  select coalesce(jsonb_agg(jsonb_build_object('reason', g.reason, 'count', case when v_waiting <= 2000 then g.n end, 'at', g.at) order by g.at), '[]')
    into v_later from (
      select w.reason, count(*) as n, min(w.next_attempt_at) as at from (
        select reason, next_attempt_at from public.campaign_recipients
        where campaign_id = p_campaign and status = 'pending' and next_attempt_at > p_now order by next_attempt_at limit 2000
      ) w group by w.reason
    ) g;
  for v_step in 1..3 loop
    select min(w.next_attempt_at) into v_at from (
      select reason, next_attempt_at from public.campaign_recipients
      where campaign_id = p_campaign and status = 'pending' and next_attempt_at > v_at order by next_attempt_at limit 2000
    ) w where w.reason = 'outside_hours';
    exit when v_at is null;
    select to_jsonb(p) || jsonb_build_object('at', v_at) into v_place from private.waiting_places(p_campaign, v_at) p;
    v_openings := v_openings || v_place;
  end loop;
  return jsonb_build_object('due', v_due, 'waiting', v_waiting, 'later', v_later, 'openings', v_openings);
end $$;

-- How many wait for one moment, and where they are: the time zone that most of them have and their regions, the most frequent first.
create function private.waiting_places(p_campaign uuid, p_at timestamptz, out count integer, out zone text, out regions jsonb)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  select count(*) into waiting_places.count from public.campaign_recipients where campaign_id = p_campaign and status = 'pending' and next_attempt_at = p_at;
  with people as materialized (
    select c.region, c.time_zones[1] as zone
    from (
      select r.customer_id from public.campaign_recipients r where r.campaign_id = p_campaign and r.status = 'pending' and r.next_attempt_at = p_at limit 500
    ) w join public.customers c on c.id = w.customer_id
  )
  select (select mode() within group (order by p.zone) from people p),
    case when waiting_places.count <= 500 then (
      select jsonb_agg(jsonb_build_object('region', g.region, 'count', g.n) order by g.n desc, g.region)
      from (select p.region, count(*)::integer as n from people p group by p.region) g) end
    into zone, regions;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.waiting_recipients(uuid, timestamptz) to authenticated, service_role;
revoke execute on function public.campaign_waiting(uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.campaign_waiting(uuid, timestamptz) to authenticated, service_role;
