-- The gate: may this person be contacted over this channel now? One function, used by the claim, again by the send,
-- and by the preview. It answers allow, postpone(until) or skip(reason), with the evidence of each decision.

-- Local times lie in [start, end) of a window of their day, in every zone and under every set of hours. Null hours are always open.
create function private.is_open(p_zones text[], p_hours jsonb[], p_at timestamptz) returns boolean
language sql stable set search_path = '' as $$
  select not exists (
    select from unnest(p_zones) z, lateral (select p_at at time zone z as local) l, unnest(p_hours) h
    where h is not null and not exists (
      select from jsonb_array_elements(h -> (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[extract(isodow from l.local)::integer]) w
      where l.local::time >= (w ->> 0)::time and l.local::time < (w ->> 1)::time
    )
  )
$$;

-- The instants of the next p_days days at which some zone may come to lie inside its hours: the start of each window, in both
-- readings where the clock is turned back, and on days on which the clock changes every quarter of an hour.
create function private.possible_openings(p_zones text[], p_hours jsonb[], p_from timestamptz, p_days integer) returns setof timestamptz
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
  union
  select (local at time zone 'UTC') - (e.earlier at time zone zone - e.earlier at time zone 'UTC')
    from starts, lateral (select (local at time zone zone) - interval '3 hours' as earlier) e
  union
  select generate_series(starts_at, ends_at, interval '15 minutes') from day where ends_at - starts_at <> interval '1 day'
$$;

-- The earliest instant at or after p_from at which every zone is inside every set of hours; null when there is none in 14 days.
create function private.next_opening(p_zones text[], p_hours jsonb[], p_from timestamptz) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  v_days integer;
  v_at timestamptz;
begin
  if private.is_open(p_zones, p_hours, p_from) then return p_from; end if;
  -- Nearly always within two days; a day more is looked at, for zones may be on different days.
  foreach v_days in array '{3,15}'::integer[] loop
    for v_at in
      select o from private.possible_openings(p_zones, p_hours, p_from, v_days) o
      where o > p_from and o <= p_from + make_interval(days => v_days - 1) order by o
    loop
      if private.is_open(p_zones, p_hours, v_at) then return v_at; end if;
    end loop;
  end loop;
  return null;
end $$;

create type private.gate_subject as (ref uuid, customer_id uuid, channel text, phone text, email text);
create type private.gate_verdict as (ref uuid, decision text, until timestamptz, reason text, detail jsonb);

-- ref is the recipient (or, in a preview, the customer). A recipient's own live attempt is no obstacle to it.
-- Rules in order: a customer with a usable contact, suppression, still dormant where that was asked for (who rang the business since
-- the selection is not told that it was long ago), a known place, then the waits: another contact under way, the minimum
-- gap, the caps in 24 hours and 30 days, the hours. A wait that ends outside the hours ends at their next opening.
-- Planned anew each time: a plan made while there are no attempts yet would read all of them for each person ever after.
create function private.gate(p_user_id uuid, p_campaign public.campaigns, p_subjects private.gate_subject[], p_now timestamptz)
returns setof private.gate_verdict
language plpgsql stable rows 100 set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_settings public.outreach_settings;
  v_hours jsonb[];
  v_any_suppressed boolean := exists (select from public.suppressions where user_id = p_user_id and lifted_at is null);
begin
  select * into v_settings from public.outreach_settings where user_id = p_user_id;
  v_hours := array[coalesce(v_settings.calling_hours, private.default_hours()), p_campaign.calling_hours];
  return query
  with subject as materialized (
    select s.*, c.id as known, c.time_zones, c.region, c.phone_invalid_at, c.email_invalid_at, c.last_lead_at,
      case when s.channel = 'email' then s.email else s.phone end as contact, array[s.phone, s.email, c.phone, c.email] as contacts
    from unnest(p_subjects) s left join public.customers c on c.id = s.customer_id
  ), judged as materialized (
    select s.*,
      case
        when s.known is null then 'customer_erased'
        when s.contact is null then 'no_contact'
        when sup.id is not null then case sup.reason when 'wrong_number' then 'wrong_number' else 'opted_out' end
        when s.last_lead_at > p_campaign.selected_at and p_campaign.target_criteria ?| '{last_contact_days,last_contact_before}' then 'came_back'
        when s.channel <> 'email' and s.phone_invalid_at is not null then 'invalid_number'
        when s.channel = 'email' and s.email_invalid_at is not null then 'invalid_email'
        when s.channel <> 'email' and coalesce(cardinality(s.time_zones), 0) = 0 then 'unknown_time_zone'
      end as refusal,
      sup.id as suppression_id, past.under_way, past.last_at, past.in_24h, past.oldest_24h, past.in_30d, past.oldest_30d
    from subject s
    left join lateral (
      select * from (
        -- Who asks by e-mail not to be contacted is not called either; that a contact is wrong says nothing of the others.
        select x.id, x.reason
        from (select distinct contact from unnest(s.contacts) contact where contact is not null) k
        join public.suppressions x on x.user_id = p_user_id and x.lifted_at is null and x.channel in ('all', s.channel)
          and x.contact_hash = private.contact_hash(k.contact)
        where k.contact = s.contact or x.reason not in ('wrong_number', 'hard_bounce')
        union all
        select x.id, x.reason from public.suppressions x
        where x.customer_id = s.customer_id and x.lifted_at is null and x.channel in ('all', s.channel) and x.reason <> 'wrong_number'
      ) found where v_any_suppressed order by (reason = 'wrong_number') limit 1
    ) sup on true
    left join lateral (
      -- All attempts of the customer, counted below: with a condition on their state the planner may read every live one of
      -- the account for each person.
      select bool_or(a.state in ('reserved', 'dispatched') and a.recipient_id <> s.ref) as under_way,
        max(a.begun_at) filter (where t.in_30d) as last_at,
        count(*) filter (where t.in_24h) as in_24h, min(a.begun_at) filter (where t.in_24h) as oldest_24h,
        count(*) filter (where t.in_30d) as in_30d, min(a.begun_at) filter (where t.in_30d) as oldest_30d
      from public.outreach_attempts a,
        lateral (select a.counted and a.begun_at > p_now - interval '24 hours' as in_24h, a.counted and a.begun_at > p_now - interval '30 days' as in_30d) t
      where a.customer_id = s.customer_id
    ) past on true
  ), waiting as materialized (
    select j.*, w.wait_until, w.wait_reason
    from judged j
    left join lateral (
      select x.wait_until, x.wait_reason from (values
        (case when j.under_way then p_now + interval '5 minutes' end, 'contact_under_way'),
        (j.last_at + make_interval(secs => 60 * coalesce(p_campaign.min_gap_minutes, v_settings.min_gap_minutes, 60)::float8), 'minimum_gap'),
        (case when j.in_24h >= coalesce(v_settings.max_contacts_per_24h, 3) then j.oldest_24h + interval '24 hours' end, 'daily_cap'),
        (case when j.in_30d >= coalesce(v_settings.max_contacts_per_30d, 10) then j.oldest_30d + interval '30 days' end, 'monthly_cap')
      ) x (wait_until, wait_reason)
      where x.wait_until > p_now order by x.wait_until desc limit 1
    ) w on j.refusal is null
  ), opening as materialized (
    -- Worked out once for each set of zones, not for each person.
    select d.time_zones, d.from_at, private.next_opening(d.time_zones, v_hours, d.from_at) as opens_at
    from (select distinct time_zones, coalesce(wait_until, p_now) as from_at from waiting where refusal is null and channel <> 'email') d
  )
  select w.ref,
    case when w.refusal is not null then 'skip'
      when w.channel = 'email' and w.wait_until is null then 'allow'
      when w.channel = 'email' then 'postpone'
      when o.opens_at is null then 'skip'
      when o.opens_at > p_now then 'postpone'
      else 'allow' end,
    case when w.refusal is null then case when w.channel = 'email' then w.wait_until else nullif(o.opens_at, p_now) end end,
    case when w.refusal is not null then w.refusal
      when w.channel <> 'email' and o.opens_at is null then 'no_open_hours'
      when w.wait_until is not null then w.wait_reason
      when w.channel <> 'email' and o.opens_at > p_now then 'outside_hours' end,
    jsonb_strip_nulls(jsonb_build_object(
      'at', p_now, 'region', w.region, 'time_zones', to_jsonb(w.time_zones),
      'local_time', case when cardinality(w.time_zones) > 0 then to_char(p_now at time zone w.time_zones[1], 'YYYY-MM-DD"T"HH24:MI') end,
      'suppression_id', w.suppression_id, 'contacts_24h', w.in_24h, 'contacts_30d', w.in_30d))
  from waiting w
  left join opening o on o.time_zones = w.time_zones and o.from_at = coalesce(w.wait_until, p_now);
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.is_open(text[], jsonb[], timestamptz),
  private.possible_openings(text[], jsonb[], timestamptz, integer), private.next_opening(text[], jsonb[], timestamptz),
  private.gate(uuid, public.campaigns, private.gate_subject[], timestamptz) to service_role;
