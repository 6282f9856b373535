-- The law of a place: its hours as the gate takes them, what consent a call needs there, and whether calls are off.

-- Local times lie in [start, end) of a window of their day, in every zone and under every set of hours. Null hours are always open.
-- Hours with a « holiday » have their own windows on the days of « holidays ».
create or replace function private.is_open(p_zones text[], p_hours jsonb[], p_at timestamptz) returns boolean
language sql stable set search_path = '' as $$
  select not exists (
    select from unnest(p_zones) z, lateral (select p_at at time zone z as local) l, unnest(p_hours) h
    where h is not null and not exists (
      select from jsonb_array_elements(case when h ? 'holiday' and h -> 'holidays' ? to_char(l.local, 'YYYY-MM-DD') then h -> 'holiday'
        else h -> (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[extract(isodow from l.local)::integer] end) w
      where l.local::time >= (w ->> 0)::time and l.local::time < (w ->> 1)::time
    )
  )
$$;

-- The instants of the next p_days days at which some zone may come to lie inside its hours: the start of each window, in both
-- readings where the clock is turned back, and on days on which the clock changes every quarter of an hour.
create or replace function private.possible_openings(p_zones text[], p_hours jsonb[], p_from timestamptz, p_days integer) returns setof timestamptz
language sql stable set search_path = '' as $$
  with day as (
    select z as zone, d.midnight,
      (d.midnight at time zone z) as starts_at, ((d.midnight + interval '1 day') at time zone z) as ends_at
    from unnest(p_zones) z,
      lateral (select (p_from at time zone z)::date::timestamp + make_interval(days => n) as midnight from generate_series(0, p_days) n) d
  ), starts as (
    select day.zone, (day.midnight + (w ->> 0)::time) as local
    from day, unnest(p_hours) h,
      lateral jsonb_array_elements(case when h ? 'holiday' and h -> 'holidays' ? to_char(day.midnight, 'YYYY-MM-DD') then h -> 'holiday'
        else h -> (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[extract(isodow from day.midnight)::integer] end) w
    where h is not null
  )
  select local at time zone zone from starts
  union
  select (local at time zone 'UTC') - (e.earlier at time zone zone - e.earlier at time zone 'UTC')
    from starts, lateral (select (local at time zone zone) - interval '3 hours' as earlier) e
  union
  select generate_series(starts_at, ends_at, interval '15 minutes') from day where ends_at - starts_at <> interval '1 day'
$$;

-- The hours of each jurisdiction in a version, put together once: { mon: [[opens, closes]], ..., jurisdiction, confidence by day }. A holiday that
-- is as its weekday is left out.
create table private.jurisdiction_hours (
  version integer not null references public.rule_versions,
  jurisdiction text not null,
  hours jsonb not null,
  primary key (version, jurisdiction)
);
alter table private.jurisdiction_hours enable row level security;
create policy engine on private.jurisdiction_hours for select to service_role using (true);
grant select on private.jurisdiction_hours to service_role;

create function private.put_hours_together(p_versions integer[]) returns void
language sql set search_path = '' as $$
  insert into private.jurisdiction_hours (version, jurisdiction, hours)
  select d.version, d.jurisdiction, coalesce(jsonb_object_agg(d.day, d.windows) filter (where d.windows is not null), '{}')
    || jsonb_build_object('jurisdiction', d.jurisdiction, 'confidence', jsonb_object_agg(d.day, d.confidence))
  from (
    select w.version, w.jurisdiction, w.day, min(w.confidence) as confidence, case when not bool_or(w.as_weekday) then
      coalesce(jsonb_agg(jsonb_build_array(w.opens, w.closes) order by w.opens) filter (where w.opens is not null), '[]') end as windows
    from public.calling_windows w where w.version = any (p_versions) group by 1, 2, 3
  ) d
  group by 1, 2
  on conflict (version, jurisdiction) do update set hours = excluded.hours
$$;
create function private.note_hours() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform private.put_hours_together(array(select distinct version from added));
  return null;
end $$;
create trigger note_hours after insert on public.calling_windows
  referencing new table as added for each statement execute function private.note_hours();
select private.put_hours_together(array(select version from public.rule_versions));

-- How much a consent is worth: an agreement whose words are kept, one in writing, one said, and none but that they were a customer.
create function private.consent_rank(p_basis text, p_wording text) returns smallint
language sql immutable set search_path = '' as $$
  select case p_basis when 'express_written' then case when p_wording <> '' then 3 else 2 end when 'express' then 1 else 0 end::smallint
$$;

-- What the law of each set of regions, written « US-FL,US-NY », says: countries that are off, regions where calls are blocked, the least rank of
-- consent that a call needs, and the hours: of each region the country's (« * » where it has none) and the state's (« US-* » where it has none),
-- with the public holidays of both. Where the data say nothing of consent the strictest is asked; needs_place is the region that asks most.
-- p_opened: regions whose ban the account set aside; opened are those of the set that would be blocked else. All sets at once, by a plan that
-- is kept: one after the other takes ten times as long.
create function private.laws_of(p_version integer, p_sets text[], p_purpose text, p_countries text[], p_now timestamptz, p_opened text[] default '{}')
returns table (regions text[], countries_off text[], blocked text[], opened text[], needs smallint, needs_place text, hours jsonb[])
language plpgsql stable rows 20 set search_path = '' as $$
begin
  return query
  with asked as materialized (
    select s.place, string_to_array(s.regions, ',') as regions from unnest(p_sets) with ordinality s (regions, place)
  ), region as materialized (
    select distinct r as region, split_part(r, '-', 1) as country from asked a, unnest(a.regions) r
  ), holiday as materialized (
    -- Whoever waits a month for the cap of a month is told of an opening two weeks later at most.
    select h.jurisdiction, array_agg(h.day::text) as days from public.public_holidays h
    where h.version = p_version and h.day between p_now::date - 2 and p_now::date + 50 group by 1
  ), law as materialized (
    select g.region, array_agg(case when j.hours ? 'holiday' then j.hours || jsonb_build_object('holidays', to_jsonb(
      coalesce(c.days, '{}') || case when g.region <> g.country then coalesce(s.days, '{}') else '{}' end)) else j.hours end) as hours
    from region g cross join lateral (
      (select h.hours from private.jurisdiction_hours h where h.version = p_version and h.jurisdiction in (g.country, '*')
        order by h.jurisdiction = '*' limit 1)
      union all
      (select h.hours from private.jurisdiction_hours h where h.version = p_version and h.jurisdiction in (nullif(g.region, g.country), g.country || '-*')
        order by h.jurisdiction = g.region desc limit 1)
    ) j left join holiday c on c.jurisdiction = g.country left join holiday s on s.jurisdiction = g.region
    group by 1
  ), rule as materialized (
    select r.rule, r.jurisdiction, r.value from public.outreach_rules r
    where r.version = p_version and r.channel in ('voice', 'any') and r.rule in ('consent_required_' || p_purpose, 'ai_voice_solicitation')
  ), found as materialized (
    select g.region, g.country,
      -- Its own, else its country's, else everybody's; that everybody else is blocked is what the account's countries are for.
      (select r.value from rule r where r.rule <> 'ai_voice_solicitation' and r.jurisdiction in (g.region, g.country, '*')
        order by length(r.jurisdiction) desc limit 1) as consent,
      (select r.value from rule r where r.rule = 'ai_voice_solicitation' and r.jurisdiction in (g.region, g.country)
        order by length(r.jurisdiction) desc limit 1) as solicitation
    from region g
  ), said as materialized (
    select f.*, f.country <> all (p_countries) as is_off, case when f.solicitation = 'requires_stored_agreement' then 3
      else case f.consent when 'none' then -1 when 'express' then 1 when 'express_written' then 2
        else case p_purpose when 'informational' then 1 else 2 end end end::smallint as needs
    from found f
  )
  select a.regions, array_agg(x.country) filter (where x.is_off),
    array_agg(x.region) filter (where x.solicitation = 'blocked' and not x.is_off and x.region <> all (p_opened)),
    array_agg(x.region) filter (where x.solicitation = 'blocked' and not x.is_off and x.region = any (p_opened)),
    max(x.needs), (array_agg(x.region order by x.needs desc, x.region))[1],
    (select array_agg(distinct h) from law l, unnest(l.hours) h where l.region = any (a.regions))
  from asked a join said x on x.region = any (a.regions)
  group by a.place, a.regions;
end $$;

-- The windows of the law at an instant, in every zone, as evidence: [{ jurisdiction, day, opens, closes, confidence }]; a day without is closed.
create function private.windows_at(p_zones text[], p_law jsonb[], p_at timestamptz) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_agg(distinct jsonb_build_object('jurisdiction', h ->> 'jurisdiction', 'day', d.day, 'confidence', h -> 'confidence' ->> d.day) ||
      case when w is null then '{"closed": true}' else jsonb_build_object('opens', w ->> 0, 'closes', w ->> 1) end)
    from unnest(p_zones) z, lateral (select p_at at time zone z as local) l, unnest(p_law) h,
      lateral (select case when h ? 'holiday' and h -> 'holidays' ? to_char(l.local, 'YYYY-MM-DD') then 'holiday'
        else (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[extract(isodow from l.local)::integer] end as day) d
      left join lateral jsonb_array_elements(h -> d.day) w on true
  );
end $$;

-- Whose law keeps a place closed at an instant, a state's before a country's; null where none does.
create function private.closed_by(p_zones text[], p_law jsonb[], p_at timestamptz) returns text
language plpgsql stable set search_path = '' as $$
begin
  return (
    select h ->> 'jurisdiction' from unnest(p_law) h where not private.is_open(p_zones, array[h], p_at)
    order by length(h ->> 'jurisdiction') desc, 1 limit 1
  );
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.consent_rank(text, text), private.laws_of(integer, text[], text, text[], timestamptz, text[]),
  private.windows_at(text[], jsonb[], timestamptz), private.closed_by(text[], jsonb[], timestamptz) to service_role;
