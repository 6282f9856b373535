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

revoke execute on all functions in schema private from public;
grant execute on function private.valid_custom(jsonb), private.comparable(text) to authenticated, service_role;
