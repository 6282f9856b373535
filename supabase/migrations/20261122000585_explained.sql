-- What is asked to say in a sentence why somebody waits: a place's hours of the day, and the rule that the next ones in line wait for.

-- Of each place that is asked for: [{ place, time_zones, windows, holiday }], as of the newest rules. A place that is not known has no windows; one
-- with more than three time zones has none of them, for nobody could say whose clock it is.
create function public.place_hours(p_places text[], p_now timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  with law as (
    select a.place, case when cardinality(z.zones) <= 3 then z.zones else '{}' end as zones, (
        select array_agg(h.hours || jsonb_build_object('holidays', coalesce((
          select jsonb_agg(d.day) from public.public_holidays d
          where d.version = h.version and d.jurisdiction in (a.place, split_part(a.place, '-', 1)) and d.day between p_now::date - 2 and p_now::date + 2), '[]')))
        from private.jurisdiction_hours h where h.version = private.rules_version() and h.jurisdiction = a.place) as hours
    from (select distinct left(k, 6) as place from unnest(p_places[1:40]) k) a,
      lateral (select coalesce(private.region_zones(a.place), '{}') as zones) z
  )
  select coalesce(jsonb_agg(jsonb_build_object('place', l.place, 'time_zones', l.zones,
    'windows', private.windows_at(l.zones, l.hours, p_now),
    'holiday', (select d.name from public.public_holidays d, unnest(l.zones) z
      where d.version = private.rules_version() and d.jurisdiction in (l.place, split_part(l.place, '-', 1)) and d.day = (p_now at time zone z)::date
      order by length(d.jurisdiction) desc limit 1)) order by l.place), '[]')
  from law l
$$;
revoke execute on function public.place_hours(text[], timestamptz) from public, anon, authenticated;
grant execute on function public.place_hours(text[], timestamptz) to service_role;

drop function private.waiting_places(uuid, timestamptz);
-- How many wait for one moment, and where they are: the time zone that most of them have and their regions, the most frequent first. reason and
-- decision: what the gate said of one of them, where it said the same of all by the same law.
create function private.waiting_places(p_campaign uuid, p_at timestamptz, out count integer, out zone text, out regions jsonb, out reason text, out decision jsonb)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  select count(*) into waiting_places.count from public.campaign_recipients where campaign_id = p_campaign and status = 'pending' and next_attempt_at = p_at;
  with people as materialized (
    select c.region, c.time_zones[1] as zone, w.reason, w.decision
    from (
      select r.customer_id, r.reason, r.decision from public.campaign_recipients r
      where r.campaign_id = p_campaign and r.status = 'pending' and r.next_attempt_at = p_at limit 500
    ) w join public.customers c on c.id = w.customer_id
  )
  select (select mode() within group (order by p.zone) from people p),
    case when waiting_places.count <= 500 then (
      select jsonb_agg(jsonb_build_object('region', g.region, 'count', g.n) order by g.n desc, g.region)
      from (select p.region, count(*)::integer as n from people p group by p.region) g) end,
    s.reason, s.decision
    into zone, regions, reason, decision
  from (
    select case when count(distinct coalesce(p.reason, '') || ' ' || coalesce(p.decision ->> 'closed_by', '')) = 1 and waiting_places.count <= 500
        then min(p.reason) end as reason,
      case when count(distinct coalesce(p.reason, '') || ' ' || coalesce(p.decision ->> 'closed_by', '')) = 1 and waiting_places.count <= 500
        then (array_agg(p.decision) filter (where p.decision is not null))[1] end as decision
    from people p
  ) s;
end $$;
revoke execute on function private.waiting_places(uuid, timestamptz) from public;
grant execute on function private.waiting_places(uuid, timestamptz) to service_role;
