-- The rules of the gate, and the preview on them.

-- Either p_subjects, each with a verdict and its evidence of their own (ref is the recipient, whose own live attempt is no obstacle),
-- or all who match p_criteria, as they are known now, over p_channel: verdicts on those who are alike, with how many they are.
-- Rules in order: a customer with a usable contact, suppression, still dormant where that was asked for (who rang the business since
-- the selection is not told that it was long ago), a known place, then the waits: another contact under way, the minimum
-- gap, the caps in 24 hours and 30 days, the hours. A wait that ends outside the hours ends at their next opening.
create function private.gate(p_user_id uuid, p_campaign public.campaigns, p_subjects private.gate_subject[], p_now timestamptz,
  p_criteria jsonb default null, p_channel text default null)
returns setof private.gate_verdict
language plpgsql stable rows 100 set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_settings public.outreach_settings;
  v_hours jsonb[];
  v_many boolean := p_criteria is not null;
begin
  select * into v_settings from public.outreach_settings where user_id = p_user_id;
  v_hours := array[coalesce(v_settings.calling_hours, private.default_hours()), p_campaign.calling_hours];
  return query
  with fact as (
    select * from private.facts_of_subjects(p_user_id, p_subjects, p_now) where not v_many
    union all
    select * from private.facts_of_audience(p_user_id, p_criteria, p_channel, p_now) where v_many
  ), judged as (
    select f.*,
      case when not f.known then 'customer_erased'
        when not f.has_contact then 'no_contact'
        when f.stop is not null then f.stop
        when f.last_lead_at > p_campaign.selected_at and p_campaign.target_criteria ?| '{last_contact_days,last_contact_before}' then 'came_back'
        when f.invalid then case when f.channel = 'email' then 'invalid_email' else 'invalid_number' end
        when f.channel <> 'email' and coalesce(cardinality(f.time_zones), 0) = 0 then 'unknown_time_zone' end as refusal,
      case when f.under_way then p_now + interval '5 minutes' end as contact_ends,
      f.last_at + make_interval(secs => 60 * coalesce(p_campaign.min_gap_minutes, v_settings.min_gap_minutes, 60)::float8) as gap_ends,
      case when f.in_24h >= coalesce(v_settings.max_contacts_per_24h, 3) then f.oldest_24h + interval '24 hours' end as day_ends,
      case when f.in_30d >= coalesce(v_settings.max_contacts_per_30d, 10) then f.oldest_30d + interval '30 days' end as month_ends
    from fact f
  ), held as (
    select j.*, case when j.refusal is null then nullif(greatest(j.contact_ends, j.gap_ends, j.day_ends, j.month_ends, p_now), p_now) end as wait_until
    from judged j
  ), waiting as materialized (
    -- Of many it is only told whether there is an opening: those whose waits end on one day are looked at together.
    select h.ref, h.channel, h.time_zones, h.refusal, case when not v_many then h.wait_until end as wait_until,
      case h.wait_until when h.contact_ends then 'contact_under_way' when h.gap_ends then 'minimum_gap' when h.day_ends then 'daily_cap'
        when h.month_ends then 'monthly_cap' end as wait_reason,
      case when v_many then greatest(p_now, date_trunc('day', h.wait_until)) else coalesce(h.wait_until, p_now) end as from_at,
      case when not v_many then h.region end as region, case when not v_many then h.suppression_id end as suppression_id,
      case when not v_many then h.in_24h end as in_24h, case when not v_many then h.in_30d end as in_30d, sum(h.people)::integer as people
    from held h group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
  ), opening as materialized (
    -- Worked out once for each set of zones, not for each person.
    select d.time_zones, d.from_at, private.next_opening(d.time_zones, v_hours, d.from_at) as opens_at
    from (select distinct w.time_zones, w.from_at from waiting w where w.refusal is null and w.channel <> 'email') d
  )
  select w.ref,
    case when w.refusal is not null or (w.channel <> 'email' and o.opens_at is null) then 'skip'
      when w.wait_reason is not null or (w.channel <> 'email' and o.opens_at > p_now) then 'postpone'
      else 'allow' end,
    case when w.refusal is null then case when w.channel = 'email' then w.wait_until else nullif(o.opens_at, p_now) end end,
    case when w.refusal is not null then w.refusal
      when w.channel <> 'email' and o.opens_at is null then 'no_open_hours'
      when w.wait_reason is not null then w.wait_reason
      when w.channel <> 'email' and o.opens_at > p_now then 'outside_hours' end,
    case when not v_many then jsonb_strip_nulls(jsonb_build_object(
      'at', p_now, 'region', w.region, 'time_zones', to_jsonb(w.time_zones),
      'local_time', case when cardinality(w.time_zones) > 0 then to_char(p_now at time zone w.time_zones[1], 'YYYY-MM-DD"T"HH24:MI') end,
      'suppression_id', w.suppression_id, 'contacts_24h', coalesce(w.in_24h, 0), 'contacts_30d', coalesce(w.in_30d, 0))) end,
    w.people
  from waiting w
  left join opening o on o.time_zones = w.time_zones and o.from_at = w.from_at;
end $$;

-- How many match, some of them, and how many would be skipped or wait now, by reason; before any campaign exists.
create or replace function public.preview_audience(p_user_id uuid, p_criteria jsonb, p_channel text, p_now timestamptz, p_sample integer default 10)
returns jsonb
language plpgsql stable set search_path = '' set work_mem = '32MB' set jit = off set statement_timeout = '5s' as $$
declare
  v_campaign public.campaigns;
  v_answer jsonb;
  v_sample jsonb := '[]';
begin
  with verdict as materialized (
    select g.decision, g.reason, sum(g.people) as n from private.gate(p_user_id, v_campaign, null, p_now, p_criteria, p_channel) g group by 1, 2
  )
  select jsonb_build_object(
    'matching', (select coalesce(sum(n), 0) from verdict),
    'skipped', coalesce((select jsonb_object_agg(reason, n) from verdict where decision = 'skip'), '{}'),
    'waiting', coalesce((select jsonb_object_agg(reason, n) from verdict where decision = 'postpone'), '{}'))
  into v_answer;
  if v_answer -> 'matching' <> '0' then
    with sample as (
      select f.place, c.id as customer_id, c.latest_lead_id as lead_id, c.name, c.phone, c.email, c.last_contact_at, c.lead_count
      from unnest(private.matching_customers(p_user_id, p_criteria, p_now, least(greatest(p_sample, 0), 100))) with ordinality f (id, place)
      join public.customers c on c.id = f.id
    )
    select coalesce(jsonb_agg(to_jsonb(sample) - 'place' order by place), '[]') into v_sample from sample;
  end if;
  return v_answer || jsonb_build_object('sample', v_sample);
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.stops(uuid, text, bytea[], uuid[]), private.stop_keys_of(uuid, text), private.stop_sql(private.stop_keys, text),
  private.pasts(uuid, private.gate_subject[], timestamptz),
  private.facts_of_subjects(uuid, private.gate_subject[], timestamptz), private.facts_of_audience(uuid, jsonb, text, timestamptz),
  private.gate(uuid, public.campaigns, private.gate_subject[], timestamptz, jsonb, text) to service_role;
