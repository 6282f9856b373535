-- The gate, for a hundred people of a claim and for the hundred thousand of a preview alike: one text of the rules.

-- The instants of the next p_days days at which some zone may come to lie inside its hours: the start of each window, in both
-- readings where the clock is turned back, and on days on which the clock changes every quarter of an hour. Some stand here twice: the
-- planner takes them for millions, and to tell them apart here would take a large table each time.
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
      lateral jsonb_array_elements(h -> (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[extract(isodow from day.midnight)::integer]) w
    where h is not null
  )
  select local at time zone zone from starts
  union all
  select (local at time zone 'UTC') - (e.earlier at time zone zone - e.earlier at time zone 'UTC')
    from starts, lateral (select (local at time zone zone) - interval '3 hours' as earlier) e
  union all
  select generate_series(starts_at, ends_at, interval '15 minutes') from day where ends_at - starts_at <> interval '1 day'
$$;

-- The earliest instant at or after p_from at which every zone is inside every set of hours; null when there is none in 14 days.
create or replace function private.next_opening(p_zones text[], p_hours jsonb[], p_from timestamptz) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  v_days integer;
  v_at timestamptz;
begin
  if private.is_open(p_zones, p_hours, p_from) then return p_from; end if;
  -- Nearly always within two days; a day more is looked at, for zones may be on different days.
  foreach v_days in array '{3,15}'::integer[] loop
    for v_at in
      select distinct o from private.possible_openings(p_zones, p_hours, p_from, v_days) o
      where o > p_from and o <= p_from + make_interval(days => v_days - 1) order by o
    loop
      if private.is_open(p_zones, p_hours, v_at) then return v_at; end if;
    end loop;
  end loop;
  return null;
end $$;

drop function private.gate(uuid, public.campaigns, private.gate_subject[], timestamptz);
-- How many people the verdict is of.
alter type private.gate_verdict add attribute people integer;
-- What is known of a person's contacts of the last 30 days.
create type private.gate_past as (under_way boolean, last_at timestamptz, in_24h bigint, oldest_24h timestamptz, in_30d bigint, oldest_30d timestamptz);

-- Either p_subjects, each with a verdict and its evidence of their own (ref is the recipient, whose own live attempt is no obstacle),
-- or p_customers, as they are known now, over p_channel: one verdict for all who are alike, with how many they are.
-- Rules in order: a customer with a usable contact, suppression, still dormant where that was asked for (who rang the business since
-- the selection is not told that it was long ago), a known place, then the waits: another contact under way, the minimum
-- gap, the caps in 24 hours and 30 days, the hours. A wait that ends outside the hours ends at their next opening.
-- Planned anew each time: the plan sees how many people there are, and whether there is anything to look for.
create function private.gate(p_user_id uuid, p_campaign public.campaigns, p_subjects private.gate_subject[], p_now timestamptz,
  p_customers uuid[] default null, p_channel text default null)
returns setof private.gate_verdict
language plpgsql stable rows 100 set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_settings public.outreach_settings;
  v_hours jsonb[];
  v_many boolean := p_customers is not null;
  v_any_suppressed boolean := exists (select from public.suppressions where user_id = p_user_id and lifted_at is null);
begin
  select * into v_settings from public.outreach_settings where user_id = p_user_id;
  v_hours := array[coalesce(v_settings.calling_hours, private.default_hours()), p_campaign.calling_hours];
  return query
  with person as (
    select s.ref, s.customer_id, s.channel, s.phone, s.email from unnest(p_subjects) s where not v_many
    union all
    select k, k, null, null, null from unnest(p_customers) k where v_many
  ), subject as materialized (
    -- As narrow as can be: there may be a hundred thousand.
    select s.ref, s.customer_id, x.channel, c.time_zones, case when not v_many then c.region end as region,
      case when c.id is null then 'customer_erased'
        when case when x.channel = 'email' then case when v_many then c.email else s.email end
          else case when v_many then c.phone else s.phone end end is null then 'no_contact' end as unusable,
      case when c.last_lead_at > p_campaign.selected_at and p_campaign.target_criteria ?| '{last_contact_days,last_contact_before}' then 'came_back'
        when x.channel <> 'email' and c.phone_invalid_at is not null then 'invalid_number'
        when x.channel = 'email' and c.email_invalid_at is not null then 'invalid_email'
        when x.channel <> 'email' and coalesce(cardinality(c.time_zones), 0) = 0 then 'unknown_time_zone' end as unfit,
      case when v_any_suppressed then case when v_many or s.phone = c.phone then c.phone_hash else private.contact_hash(s.phone) end end as phone_hash,
      case when v_any_suppressed then case when v_many or s.email = c.email then c.email_hash else private.contact_hash(s.email) end end as email_hash,
      case when v_any_suppressed and not v_many and s.phone is distinct from c.phone then c.phone_hash end as known_phone_hash,
      case when v_any_suppressed and not v_many and s.email is distinct from c.email then c.email_hash end as known_email_hash
    from person s left join public.customers c on c.id = s.customer_id,
      lateral (select case when v_many then p_channel else s.channel end as channel) x
  ), suppressed as (
    -- Who asks by e-mail not to be contacted is not called either; that a contact is wrong says nothing of the others.
    select distinct on (ref) ref, id, reason from (
      select s.ref, x.id, x.reason, x.channel in ('all', s.channel) and (s.channel <> 'email' or x.reason not in ('wrong_number', 'hard_bounce')) as counts
        from subject s join public.suppressions x on x.user_id = p_user_id and x.contact_hash = s.phone_hash where x.lifted_at is null and v_any_suppressed
      union all
      select s.ref, x.id, x.reason, x.channel in ('all', s.channel) and (s.channel = 'email' or x.reason not in ('wrong_number', 'hard_bounce'))
        from subject s join public.suppressions x on x.user_id = p_user_id and x.contact_hash = s.email_hash where x.lifted_at is null and v_any_suppressed
      union all
      select s.ref, x.id, x.reason, x.channel in ('all', s.channel) and x.reason not in ('wrong_number', 'hard_bounce')
        from subject s join public.suppressions x on x.user_id = p_user_id and x.contact_hash in (s.known_phone_hash, s.known_email_hash)
        where x.lifted_at is null and v_any_suppressed and not v_many
      union all
      select s.ref, x.id, x.reason, x.channel in ('all', s.channel) and x.reason <> 'wrong_number'
        from subject s join public.suppressions x on x.customer_id = s.customer_id where x.lifted_at is null and v_any_suppressed
    ) found where counts order by ref, (reason = 'wrong_number')
  ), contact as (
    -- Of a few people by the people, one by one («offset 0» keeps the planner from reading all attempts instead); of many by the account's
    -- campaigns, for a look at each person's would take longer than all else.
    -- An attempt is begun within its lease, so a day more than is counted holds all of them.
    select s.ref, a.recipient_id, a.state, a.counted, a.begun_at
      from subject s, lateral (select x.* from public.outreach_attempts x where x.customer_id = s.customer_id offset 0) a where not v_many
    union all
    select a.customer_id, a.recipient_id, a.state, a.counted, a.begun_at
      from public.campaigns k join public.outreach_attempts a on a.campaign_id = k.id and a.reserved_at > p_now - interval '31 days'
      where k.user_id = p_user_id and v_many
    union all
    select a.customer_id, a.recipient_id, a.state, a.counted, a.begun_at
      from public.outreach_attempts a
      where a.user_id = p_user_id and a.state in ('reserved', 'dispatched') and a.reserved_at <= p_now - interval '31 days' and v_many
  ), history as (
    select a.ref, row(bool_or(a.state in ('reserved', 'dispatched') and a.recipient_id <> a.ref),
      max(a.begun_at) filter (where t.in_30d),
      count(*) filter (where t.in_24h), min(a.begun_at) filter (where t.in_24h),
      count(*) filter (where t.in_30d), min(a.begun_at) filter (where t.in_30d))::private.gate_past as past
    from contact a,
      lateral (select a.counted and a.begun_at > p_now - interval '24 hours' as in_24h, a.counted and a.begun_at > p_now - interval '30 days' as in_30d) t
    group by a.ref
  ), judged as (
    select case when not v_many then s.ref end as ref, s.channel, s.time_zones, s.region, case when not v_many then sup.id end as suppression_id, h.past,
      case when s.unusable is not null then s.unusable
        when sup.id is not null then case sup.reason when 'wrong_number' then 'wrong_number' else 'opted_out' end
        else s.unfit end as refusal
    from subject s left join suppressed sup on sup.ref = s.ref left join history h on h.ref = s.ref
  ), alike as materialized (
    select j.ref, j.channel, j.time_zones, j.region, j.suppression_id, j.past, j.refusal, count(*)::integer as people
    from judged j group by 1, 2, 3, 4, 5, 6, 7
  ), waiting as materialized (
    select j.*, w.wait_until, w.wait_reason,
      -- Of many it is only told whether there is an opening: those whose waits end on one day are looked at together.
      case when v_many then greatest(p_now, date_trunc('day', w.wait_until)) else coalesce(w.wait_until, p_now) end as from_at
    from alike j
    left join lateral (
      select x.wait_until, x.wait_reason from (values
        (case when (j.past).under_way then p_now + interval '5 minutes' end, 'contact_under_way'),
        ((j.past).last_at + make_interval(secs => 60 * coalesce(p_campaign.min_gap_minutes, v_settings.min_gap_minutes, 60)::float8), 'minimum_gap'),
        (case when (j.past).in_24h >= coalesce(v_settings.max_contacts_per_24h, 3) then (j.past).oldest_24h + interval '24 hours' end, 'daily_cap'),
        (case when (j.past).in_30d >= coalesce(v_settings.max_contacts_per_30d, 10) then (j.past).oldest_30d + interval '30 days' end, 'monthly_cap')
      ) x (wait_until, wait_reason)
      where x.wait_until > p_now order by x.wait_until desc limit 1
    ) w on j.refusal is null
  ), opening as materialized (
    -- Worked out once for each set of zones, not for each person.
    select d.time_zones, d.from_at, private.next_opening(d.time_zones, v_hours, d.from_at) as opens_at
    from (select distinct w.time_zones, w.from_at from waiting w where w.refusal is null and w.channel <> 'email') d
  )
  select w.ref,
    case when w.refusal is not null or (w.channel <> 'email' and o.opens_at is null) then 'skip'
      when w.wait_until is not null or (w.channel <> 'email' and o.opens_at > p_now) then 'postpone'
      else 'allow' end,
    case when w.refusal is null then case when w.channel = 'email' then w.wait_until else nullif(o.opens_at, p_now) end end,
    case when w.refusal is not null then w.refusal
      when w.channel <> 'email' and o.opens_at is null then 'no_open_hours'
      when w.wait_until is not null then w.wait_reason
      when w.channel <> 'email' and o.opens_at > p_now then 'outside_hours' end,
    case when not v_many then jsonb_strip_nulls(jsonb_build_object(
      'at', p_now, 'region', w.region, 'time_zones', to_jsonb(w.time_zones),
      'local_time', case when cardinality(w.time_zones) > 0 then to_char(p_now at time zone w.time_zones[1], 'YYYY-MM-DD"T"HH24:MI') end,
      'suppression_id', w.suppression_id, 'contacts_24h', coalesce((w.past).in_24h, 0), 'contacts_30d', coalesce((w.past).in_30d, 0))) end,
    w.people
  from waiting w
  left join opening o on o.time_zones = w.time_zones and o.from_at = w.from_at;
end $$;

-- How many match, some of them, and how many would be skipped or wait now, by reason; before any campaign exists.
create or replace function public.preview_audience(p_user_id uuid, p_criteria jsonb, p_channel text, p_now timestamptz, p_sample integer default 10)
returns jsonb
language plpgsql stable set search_path = '' set work_mem = '32MB' set statement_timeout = '5s' as $$
declare
  v_campaign public.campaigns;
  v_people uuid[];
  v_answer jsonb;
begin
  v_people := private.matching_customers(p_user_id, p_criteria, p_now);
  with verdict as materialized (
    select decision, reason, sum(people) as n from private.gate(p_user_id, v_campaign, null, p_now, v_people, p_channel) group by 1, 2
  ), sample as (
    select f.place, c.id as customer_id, c.latest_lead_id as lead_id, c.name, c.phone, c.email, c.last_contact_at, c.lead_count
    from unnest(private.matching_customers(p_user_id, p_criteria, p_now, least(greatest(p_sample, 0), 100))) with ordinality f (id, place)
    join public.customers c on c.id = f.id
  )
  select jsonb_build_object(
    'matching', cardinality(v_people),
    'skipped', coalesce((select jsonb_object_agg(reason, n) from verdict where decision = 'skip'), '{}'),
    'waiting', coalesce((select jsonb_object_agg(reason, n) from verdict where decision = 'postpone'), '{}'),
    'sample', coalesce((select jsonb_agg(to_jsonb(sample) - 'place' order by place) from sample), '[]'))
  into v_answer;
  return v_answer;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.gate(uuid, public.campaigns, private.gate_subject[], timestamptz, uuid[], text) to service_role;
