-- The rules of the gate, with the law of the place: whether calls are off or blocked there, the consent that they need, its hours; with the
-- do-not-call lists, and what the account set aside for a time.

-- The region whose law it is.
alter type private.gate_verdict add attribute place text;

-- Either p_subjects, each with a verdict and its evidence of their own (ref is the recipient, whose own live attempt is no obstacle),
-- or all who match p_criteria, as they are known now, over p_channel: verdicts on those who are alike, with how many they are.
-- Rules in order: a customer with a usable contact, suppression, still dormant where that was asked for (who rang the business since
-- the selection is not told that it was long ago), lists, a known place and its law, then the waits: another contact under way, an answer that
-- nobody read, the minimum gap, the caps, quiet, the hours. A wait that ends outside the hours ends at their next opening.
create function private.gate(p_user_id uuid, p_campaign public.campaigns, p_subjects private.gate_subject[], p_now timestamptz,
  p_criteria jsonb default null, p_channel text default null)
returns setof private.gate_verdict
language plpgsql stable rows 100 set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  v_settings public.outreach_settings;
  v_hours jsonb[];
  v_many boolean := p_criteria is not null;
  v_version integer := private.rules_version();
  v_purpose text := coalesce(p_campaign.purpose, 'marketing');
  v_quiet_days integer;
  v_most integer;
  v_gap interval;
  v_day integer;
  v_month integer;
  -- The lists that the account relies on and that are too old, or missing: who may be on one is not contacted to sell.
  v_stale text[];
  -- Those that are looked into, as evidence: [{ kind, region, as_of }].
  v_lists jsonb;
  -- States whose ban the account set aside for a time, and by which exception.
  v_opened text[] := '{}';
  v_overrides jsonb;
begin
  select * into v_settings from public.outreach_settings where user_id = p_user_id;
  v_gap := make_interval(secs => 60 * coalesce(p_campaign.min_gap_minutes, v_settings.min_gap_minutes, 60)::float8);
  -- The strictest where several are said. An account may only tighten what the rules allow.
  select coalesce(max(r.value::integer) filter (where r.rule = 'quiet_after_opt_out_days'), 30),
      coalesce(min(r.value::integer) filter (where r.rule = 'max_contacts_per_24h'), 3) into v_quiet_days, v_most
    from public.outreach_rules r
    where r.version = v_version and r.rule in ('quiet_after_opt_out_days', 'max_contacts_per_24h') and r.jurisdiction in ('US', '*');
  v_day := least(v_settings.max_contacts_per_24h, v_most);
  v_month := coalesce(v_settings.max_contacts_per_30d, 10);
  -- Most accounts have neither.
  if v_purpose = 'marketing' and exists (select from public.relied_lists where user_id = p_user_id) then v_stale := private.stale_lists(p_user_id, p_now); end if;
  if exists (select from public.rule_overrides where user_id = p_user_id and ended_at is null) then
    select coalesce(array_agg(o.jurisdiction), '{}'), jsonb_object_agg(o.jurisdiction, o.id) into v_opened, v_overrides
      from private.overrides_of(p_user_id, p_now) o where o.rule = 'ai_voice_solicitation' and o.channel = 'voice';
  end if;
  if not v_many then
    select jsonb_agg(jsonb_build_object('kind', l.kind, 'region', l.region, 'as_of', l.as_of) order by l.kind, l.region, l.number) into v_lists
      from public.do_not_call_lists l where l.user_id = p_user_id and l.status = 'ready';
  end if;
  v_hours := array[coalesce(v_settings.calling_hours, private.default_hours()), p_campaign.calling_hours];
  return query
  with fact as (
    select * from private.facts_of_subjects(p_user_id, p_subjects, p_now, v_purpose, v_quiet_days) where not v_many
    union all
    select * from private.facts_of_audience(p_user_id, p_criteria, p_channel, p_now, v_purpose, v_quiet_days, v_gap, v_day, v_month)
      where v_many
  ), place as materialized (
    -- Worked out once for each set of regions, not for each person.
    select l.*, (select t from unnest(v_stale) t where exists (select from unnest(l.regions) r where r = t or (length(t) = 2 and split_part(r, '-', 1) = t))
      order by length(t) desc limit 1) as stale
    from private.laws_of(v_version, array(
      select distinct array_to_string(f.regions, ',') from fact f
      where cardinality(f.regions) > 0 and (f.channel <> 'email' or v_settings.email_within_hours)),
      v_purpose, coalesce(v_settings.countries, '{US}'), p_now, v_opened) l
  ), judged as (
    select f.*,
      case when not f.known then 'customer_erased'
        when not f.has_contact then 'no_contact'
        when f.stop is not null then f.stop
        when f.held_out then 'holdout_elsewhere'
        when f.last_lead_at > p_campaign.selected_at and p_campaign.target_criteria ?| '{last_contact_days,last_contact_before}' then 'came_back'
        when f.fault is not null then f.fault
        when f.channel <> 'email' and f.list_stops & 8 > 0 then 'number_reassigned'
        when f.channel <> 'email' and (f.list_stops & 4 > 0 or (f.list_stops & 3 > 0 and v_purpose = 'marketing')) then 'do_not_call'
        when f.channel <> 'email' and coalesce(cardinality(f.time_zones), 0) = 0 then 'unknown_time_zone'
        when f.channel <> 'email' and coalesce(cardinality(f.regions), 0) = 0 then 'unknown_region'
        when f.channel = 'call' and p.countries_off is not null then 'country_off'
        when f.channel = 'call' and p.blocked is not null then 'region_blocked'
        when f.channel <> 'email' and p.stale is not null then 'list_too_old'
        when f.channel = 'call' and coalesce(f.consent_rank, -1) < p.needs then case when p.needs > 1 then 'no_written_consent' else 'no_consent' end end as refusal,
      case when f.under_way then p_now + interval '5 minutes' end as contact_ends,
      -- Until somebody has read what they wrote.
      case when f.reply_waiting then p_now + interval '1 hour' end as reply_ends,
      f.last_at + v_gap as gap_ends,
      case when f.in_24h >= v_day then f.oldest_24h + interval '24 hours' end as day_ends,
      case when f.in_30d >= v_month then f.oldest_30d + interval '30 days' end as month_ends
    from fact f left join place p on p.regions = f.regions
  ), held as (
    select j.*, case when j.refusal is null then nullif(greatest(j.contact_ends, j.reply_ends, j.gap_ends, j.day_ends, j.month_ends, j.quiet_until, p_now), p_now) end as wait_until
    from judged j
  ), waiting as materialized (
    -- Of many it is only told whether there is an opening: those whose waits end on one day are looked at together.
    select h.ref, h.channel, h.time_zones, h.regions,
      -- Whose hours count: emails keep to them where the account wants that, by its own clock where a place is not known.
      case when h.channel <> 'email' then h.time_zones when v_settings.email_within_hours then
        case when cardinality(h.time_zones) > 0 then h.time_zones else array[v_settings.time_zone] end end as zones,
      h.refusal, case when not v_many then h.wait_until end as wait_until,
      case h.wait_until when h.contact_ends then 'contact_under_way' when h.reply_ends then 'reply_waiting' when h.gap_ends then 'minimum_gap' when h.day_ends then 'daily_cap'
        when h.month_ends then 'monthly_cap' when h.quiet_until then 'quiet_after_opt_out' end as wait_reason,
      case when v_many then greatest(p_now, date_trunc('day', h.wait_until)) else coalesce(h.wait_until, p_now) end as from_at,
      case when not v_many then h.region end as region, case when not v_many then h.suppression_id end as suppression_id,
      case when not v_many then h.in_24h end as in_24h, case when not v_many then h.in_30d end as in_30d, h.consent_id, h.consent_basis,
      sum(h.people)::integer as people
    from held h group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  ), opening as materialized (
    -- Worked out once for each set of zones and regions. Emails of people without a known region have no law to keep to but the account's hours.
    select d.zones, d.regions, d.from_at, o.opens_at,
      -- The law, and not what the account or the campaign chose, keeps it closed.
      case when o.opens_at > p_now and private.is_open(d.zones, v_hours, p_now) then private.closed_by(d.zones, p.hours, p_now) end as closed_by,
      case when not v_many then private.windows_at(d.zones, p.hours, p_now) end as windows
    from (select distinct w.zones, w.regions, w.from_at from waiting w where w.refusal is null and w.zones is not null) d
    left join place p on p.regions = d.regions,
    lateral (select private.next_opening(d.zones, v_hours || p.hours, d.from_at) as opens_at) o
  ), common as materialized (
    -- What is kept of the decisions about all who are in the same place.
    select d.channel, d.time_zones, d.regions, jsonb_strip_nulls(jsonb_build_object(
      'at', p_now, 'rules_version', v_version, 'regions', to_jsonb(d.regions), 'time_zones', to_jsonb(d.time_zones),
      'local_time', case when cardinality(d.time_zones) > 0 then to_char(p_now at time zone d.time_zones[1], 'YYYY-MM-DD"T"HH24:MI') end,
      'lists', case when d.channel <> 'email' then v_lists end,
      'overrides', (select jsonb_agg(v_overrides -> r) from unnest(p.opened) r where d.channel = 'call'))) as detail
    from (select distinct w.channel, w.time_zones, w.regions from waiting w where not v_many) d left join place p on p.regions = d.regions
  )
  select w.ref,
    case when w.refusal is not null or (w.zones is not null and o.opens_at is null) then 'skip'
      when w.wait_reason is not null or (w.zones is not null and o.opens_at > p_now) then 'postpone'
      else 'allow' end,
    case when w.refusal is null then case when w.zones is null then w.wait_until else nullif(o.opens_at, p_now) end end,
    case when w.refusal is not null then w.refusal
      when w.zones is not null and o.opens_at is null then 'no_open_hours'
      when w.wait_reason is not null then w.wait_reason
      when o.closed_by is not null then 'state_hours'
      when w.zones is not null and o.opens_at > p_now then 'outside_hours' end as reason,
    case when not v_many then c.detail || jsonb_strip_nulls(jsonb_build_object('region', w.region, 'windows', o.windows, 'closed_by', o.closed_by,
      'place', l.place, 'consent_id', w.consent_id, 'consent_basis', w.consent_basis, 'suppression_id', w.suppression_id,
      'contacts_24h', coalesce(w.in_24h, 0), 'contacts_30d', coalesce(w.in_30d, 0))) end,
    w.people, l.place
  from waiting w
  left join place p on p.regions = w.regions
  left join common c on c.channel = w.channel and c.time_zones is not distinct from w.time_zones and c.regions is not distinct from w.regions
  left join opening o on o.zones = w.zones and o.from_at = w.from_at and o.regions is not distinct from w.regions
  cross join lateral (select case w.refusal when 'country_off' then p.countries_off[1] when 'region_blocked' then p.blocked[1]
    when 'list_too_old' then p.stale when 'no_written_consent' then p.needs_place when 'no_consent' then p.needs_place
    else case when w.refusal is null and w.wait_reason is null then o.closed_by end end as place) l;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.gate(uuid, public.campaigns, private.gate_subject[], timestamptz, jsonb, text) to service_role;
