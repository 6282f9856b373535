-- Who is selected: one function reads the criteria of lib/core/criteria.ts; selection and preview stand on it.

-- Dormancy looks at the customer's latest contact. status, agent_id and custom ask about the customer's latest lead, which is looked at
-- only then. An array of ids, for who plans a query with it sees how many there are. p_first asks for so many of them, who was here
-- last first; null for all, in no order.
drop function private.matching_customers(uuid, jsonb, timestamptz);
create function private.matching_customers(p_user_id uuid, p_criteria jsonb, p_now timestamptz, p_first integer default null)
returns uuid[]
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
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
  v_fields text[];
  v_ops text[];
  v_values text[];
begin
  if p_criteria ? 'custom' then
    select array_agg(btrim(e ->> 'field', E' \t\r\n')), array_agg(e ->> 'op'), array_agg(btrim(lower(e ->> 'value'), E' \t\r\n')) into v_fields, v_ops, v_values
    from jsonb_array_elements(p_criteria -> 'custom') e;
  end if;
  return array(
    select c.id from public.customers c
    left join public.leads l on l.id = c.latest_lead_id
    where c.user_id = p_user_id
      and (v_before is null or c.last_contact_at < v_before)
      and (v_after is null or c.last_contact_at >= v_after)
      and (v_min_leads is null or c.lead_count >= v_min_leads)
      and (v_tags is null or c.tags && v_tags)
      and (v_regions is null or c.region = any (v_regions))
      and (v_status is null or l.status = v_status)
      and (v_agent is null or l.agent_id = v_agent)
      -- Written out, for a function would be called anew for each of a hundred thousand leads. What can't be told does not match.
      and (v_fields is null or not exists (
        select from unnest(v_fields, v_ops, v_values) f (field, op, wanted),
          lateral (select nullif(btrim(lower(l.structured_data ->> f.field), E' \t\r\n'), '') as found) d
        where not coalesce(case f.op
          when 'is' then d.found = f.wanted
          when 'is_not' then d.found is distinct from f.wanted
          when 'contains' then position(f.wanted in d.found) > 0
          when 'known' then d.found is not null
          when 'unknown' then d.found is null
          else case
            when f.wanted ~ '^[0-9]{4}-' then case when d.found ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([t ]|$)' then
              case f.op when 'at_least' then left(d.found, 10) >= f.wanted else left(d.found, 10) <= f.wanted end end
            when d.found ~ '^-?[0-9]{1,15}(\.[0-9]{1,15})?$' then
              case f.op when 'at_least' then d.found::numeric >= f.wanted::numeric else d.found::numeric <= f.wanted::numeric end
            end
          end, false)))
    -- Without p_first these are constants, and nothing is sorted.
    order by case when p_first is not null then c.last_contact_at end desc nulls last, case when p_first is not null then c.phone end
    limit p_first);
end $$;

-- Selects the recipients of a campaign once; a second call changes nothing. Answers how many the campaign has.
create or replace function public.select_recipients(p_campaign uuid, p_now timestamptz) returns integer
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
    select v_campaign.id, v_campaign.user_id, r.id, r.latest_lead_id, r.name, r.phone, r.email, r.last_contact_at,
      p_now + (r.rank - 1000000) * interval '1 microsecond', now() - r.rank * interval '1 microsecond'
    from (
      select c.*, row_number() over (order by c.last_contact_at desc nulls last, c.phone) as rank
      from unnest(private.matching_customers(v_campaign.user_id, v_campaign.target_criteria, p_now)) m join public.customers c on c.id = m
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

revoke execute on all functions in schema private from public;
grant execute on function private.matching_customers(uuid, jsonb, timestamptz, integer) to service_role;
