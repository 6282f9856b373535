-- Also of many it is told why they wait for one moment, by the rules that most of them wait for.

drop function private.waiting_places(uuid, timestamptz);
-- How many wait for one moment; of the first 2,000 of them, looked at by what the gate said when it looked: the time zone that most have; the
-- regions, the most frequent first, where these are all; and why: [{ reason, count, decision }], the most frequent three, with the gate's
-- words about one of them. looked: how many that were.
create function private.waiting_places(p_campaign uuid, p_at timestamptz, out count integer, out looked integer, out zone text, out regions jsonb, out rules jsonb)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  select count(*) into waiting_places.count from public.campaign_recipients where campaign_id = p_campaign and status = 'pending' and next_attempt_at = p_at;
  with people as materialized (
    select r.id, r.reason, r.decision ->> 'closed_by' as place, r.decision ->> 'region' as region, r.decision -> 'time_zones' ->> 0 as zone
    from public.campaign_recipients r
    where r.campaign_id = p_campaign and r.status = 'pending' and r.next_attempt_at = p_at limit 2000
  ), grouped as (
    select p.reason, p.place, count(*)::integer as n, min(p.id::text)::uuid as one from people p
    group by 1, 2 order by n desc, 1, 2 limit 3
  )
  select (select count(*) from people), (select mode() within group (order by p.zone) from people p),
    (select jsonb_agg(jsonb_build_object('region', g.region, 'count', g.n) order by g.n desc, g.region)
      from (select p.region, count(*)::integer as n from people p group by p.region) g),
    (select jsonb_agg(jsonb_build_object('reason', g.reason, 'count', g.n, 'decision', r.decision) order by g.n desc, g.reason, g.place)
      from grouped g join public.campaign_recipients r on r.id = g.one)
    into looked, zone, regions, rules;
  if looked < waiting_places.count then regions := null; end if;
end $$;
revoke execute on function private.waiting_places(uuid, timestamptz) from public;
grant execute on function private.waiting_places(uuid, timestamptz) to service_role;
