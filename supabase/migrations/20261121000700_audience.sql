-- Who is selected: one function reads the criteria of lib/core/criteria.ts; selection and preview stand on it.

-- Dormancy looks at the customer's latest contact. status and agent_id ask about the customer's latest lead.
create function private.matching_customers(p_user_id uuid, p_criteria jsonb, p_now timestamptz)
returns table (customer_id uuid, lead_id uuid)
language plpgsql stable set search_path = '' as $$
declare
  v_before timestamptz := least(
    p_now - make_interval(days => (p_criteria ->> 'last_contact_days')::integer),
    (p_criteria ->> 'last_contact_before')::timestamptz);
  v_after timestamptz := (p_criteria ->> 'last_contact_after')::timestamptz;
  v_status text := p_criteria ->> 'status';
  v_agent uuid := (p_criteria ->> 'agent_id')::uuid;
  v_min_leads integer := (p_criteria ->> 'min_leads')::integer;
  v_tags text[] := case when p_criteria ? 'tags' then array(select jsonb_array_elements_text(p_criteria -> 'tags')) end;
  v_regions text[] := case when p_criteria ? 'regions' then array(select jsonb_array_elements_text(p_criteria -> 'regions')) end;
begin
  return query
  select c.id, l.id
  from public.customers c
  left join lateral (
    select x.id, x.status, x.agent_id from public.leads x
    where x.customer_id = c.id order by x.created_at desc, x.id desc limit 1
  ) l on true
  where c.user_id = p_user_id
    and (v_before is null or c.last_contact_at < v_before)
    and (v_after is null or c.last_contact_at >= v_after)
    and (v_min_leads is null or c.lead_count >= v_min_leads)
    and (v_tags is null or c.tags && v_tags)
    and (v_regions is null or c.region = any (v_regions))
    and (v_status is null or l.status = v_status)
    and (v_agent is null or l.agent_id = v_agent);
end $$;

-- Selects the recipients of a campaign once; a second call changes nothing. Answers how many the campaign has.
create function public.select_recipients(p_campaign uuid, p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
declare
  v_campaign public.campaigns;
  v_count integer;
begin
  select * into v_campaign from public.campaigns where id = p_campaign for no key update;
  if not found then return 0; end if;
  if v_campaign.selected_at is null and v_campaign.status in ('draft', 'scheduled', 'paused') then
    -- Who was here last comes first. A microsecond keeps that order in both indexes, which then grow at one end only.
    insert into public.campaign_recipients
      (campaign_id, user_id, customer_id, lead_id, name, phone, email, last_contact_at, next_attempt_at, updated_at)
    select v_campaign.id, v_campaign.user_id, r.id, r.lead_id, r.name, r.phone, r.email, r.last_contact_at,
      p_now + (r.rank - 1000000) * interval '1 microsecond', now() - r.rank * interval '1 microsecond'
    from (
      select c.*, m.lead_id, row_number() over (order by c.last_contact_at desc nulls last, c.phone) as rank
      from private.matching_customers(v_campaign.user_id, v_campaign.target_criteria, p_now) m
      join public.customers c on c.id = m.customer_id
    ) r
    order by r.rank
    limit v_campaign.max_recipients
    on conflict (campaign_id, customer_id) do nothing;
    get diagnostics v_count = row_count;
    if v_count > 0 then update public.campaigns set selected_at = p_now where id = p_campaign; end if;
  end if;
  select selected into v_count from public.campaign_results where campaign_id = p_campaign;
  return coalesce(v_count, 0);
end $$;

-- How many match, ten of them, and how many would be skipped or wait now, by reason; before any campaign exists.
create function public.preview_audience(p_user_id uuid, p_criteria jsonb, p_channel text, p_now timestamptz, p_sample integer default 10)
returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_campaign public.campaigns;
  v_answer jsonb;
begin
  with matched as materialized (
    select m.customer_id, m.lead_id, c.name, c.phone, c.email, c.last_contact_at, c.lead_count
    from private.matching_customers(p_user_id, p_criteria, p_now) m join public.customers c on c.id = m.customer_id
  ), verdict as (
    select g.decision, g.reason, count(*) as n
    from private.gate(p_user_id, v_campaign, array(
      select (customer_id, customer_id, p_channel, phone, email)::private.gate_subject from matched), p_now) g
    group by 1, 2
  ), sample as (
    select * from matched order by last_contact_at desc nulls last, phone limit least(greatest(p_sample, 0), 100)
  )
  select jsonb_build_object(
    'matching', (select count(*) from matched),
    'skipped', coalesce((select jsonb_object_agg(reason, n) from verdict where decision = 'skip'), '{}'),
    'waiting', coalesce((select jsonb_object_agg(reason, n) from verdict where decision = 'postpone'), '{}'),
    'sample', coalesce((select jsonb_agg(to_jsonb(sample) order by last_contact_at desc nulls last, phone) from sample), '[]'))
  into v_answer;
  return v_answer;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.matching_customers(uuid, jsonb, timestamptz) to service_role;
revoke execute on function public.select_recipients(uuid, timestamptz), public.preview_audience(uuid, jsonb, text, timestamptz, integer)
  from public, anon, authenticated;
grant execute on function public.select_recipients(uuid, timestamptz), public.preview_audience(uuid, jsonb, text, timestamptz, integer) to service_role;
