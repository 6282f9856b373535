-- Criteria may ask about the details that a customer's latest lead carries (structured_data, top level).

create function private.valid_custom(p_custom jsonb) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
  v_one jsonb;
  v_op text;
  v_value text;
begin
  if jsonb_typeof(p_custom) <> 'array' then return false; end if;
  if jsonb_array_length(p_custom) not between 1 and 10 then return false; end if;
  for v_one in select e from jsonb_array_elements(p_custom) e loop
    if jsonb_typeof(v_one) <> 'object' then return false; end if;
    if v_one - '{field,op,value}'::text[] <> '{}' or exists (select from jsonb_each(v_one) x where jsonb_typeof(x.value) <> 'string') then return false; end if;
    v_op := v_one ->> 'op';
    v_value := v_one ->> 'value';
    if coalesce(v_one ->> 'field' ~ '\S' and length(v_one ->> 'field') <= 60, false) is false then return false; end if;
    if coalesce(case
      when v_op in ('known', 'unknown') then not v_one ? 'value'
      when v_op in ('at_least', 'at_most') then private.comparable(v_value)
      when v_op in ('is', 'is_not', 'contains') then v_value ~ '\S' and length(v_value) <= 200 end, false) is false then return false; end if;
  end loop;
  return true;
end $$;

-- A number, or a day. Days are compared as text, which is right for this form alone.
create function private.comparable(p_text text) returns boolean
language sql immutable set search_path = '' as $$
  select p_text ~ '^(-?[0-9]{1,15}(\.[0-9]{1,15})?|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))$'
$$;

create or replace function private.valid_criteria(p_criteria jsonb) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
  v_key text;
  v_value jsonb;
  v_text text;
  v_valid boolean;
begin
  if jsonb_typeof(p_criteria) <> 'object' then return false; end if;
  for v_key, v_value in select key, value from jsonb_each(p_criteria) loop
    v_text := v_value #>> '{}';
    v_valid := case v_key
      when 'last_contact_days' then jsonb_typeof(v_value) = 'number' and v_text ~ '^[0-9]{1,4}$' and v_text::integer <= 3650
      when 'min_leads' then jsonb_typeof(v_value) = 'number' and v_text ~ '^[0-9]{1,6}$' and v_text::integer <= 100000
      when 'last_contact_before' then private.valid_instant(v_text)
      when 'last_contact_after' then private.valid_instant(v_text)
      when 'status' then v_text in ('New', 'Contacted', 'Closed')
      when 'agent_id' then pg_input_is_valid(v_text, 'uuid')
      when 'tags' then private.valid_list(v_value, 50, '^.{1,60}$')
      when 'regions' then private.valid_list(v_value, 100, '^[A-Z]{2}(-[A-Z0-9]{1,3})?$')
      when 'custom' then private.valid_custom(v_value)
      else false end;
    if v_valid is not true then return false; end if;
  end loop;
  return true;
end $$;

-- Whether a lead's details are as asked. Null details know nothing.
create function private.matches_fields(p_data jsonb, p_fields text[], p_ops text[], p_values text[]) returns boolean
language sql immutable set search_path = '' as $$
  select not exists (
    select from unnest(p_fields, p_ops, p_values) f (field, op, wanted), lateral (select nullif(btrim(lower(p_data ->> f.field), E' \t\r\n'), '') as found) d
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
      end, false))
$$;

-- Dormancy looks at the customer's latest contact. status, agent_id and custom ask about the customer's latest lead.
create or replace function private.matching_customers(p_user_id uuid, p_criteria jsonb, p_now timestamptz)
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
  v_fields text[];
  v_ops text[];
  v_values text[];
begin
  if p_criteria ? 'custom' then
    select array_agg(btrim(e ->> 'field', E' \t\r\n')), array_agg(e ->> 'op'), array_agg(btrim(lower(e ->> 'value'), E' \t\r\n')) into v_fields, v_ops, v_values
    from jsonb_array_elements(p_criteria -> 'custom') e;
  end if;
  return query
  select c.id, l.id
  from public.customers c
  left join lateral (
    select x.id, x.status, x.agent_id, x.structured_data from public.leads x
    where x.customer_id = c.id order by x.created_at desc, x.id desc limit 1
  ) l on true
  where c.user_id = p_user_id
    and (v_before is null or c.last_contact_at < v_before)
    and (v_after is null or c.last_contact_at >= v_after)
    and (v_min_leads is null or c.lead_count >= v_min_leads)
    and (v_tags is null or c.tags && v_tags)
    and (v_regions is null or c.region = any (v_regions))
    and (v_status is null or l.status = v_status)
    and (v_agent is null or l.agent_id = v_agent)
    and (v_fields is null or private.matches_fields(l.structured_data, v_fields, v_ops, v_values));
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.valid_custom(jsonb), private.comparable(text) to authenticated, service_role;
grant execute on function private.matches_fields(jsonb, text[], text[], text[]) to service_role;
