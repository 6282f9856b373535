-- The criteria of lib/core/criteria.ts as the conditions of one query, written out: what is not asked is not in it, and each question
-- about a detail is one comparison, where a hundred thousand leads would have been asked a general one.

-- Answers « from … where … » with the customer as c and, where it is asked about, the latest lead as l. Values stand in it as literals.
-- With p_first only so many of those are looked at who are as wanted themselves, who was here last first.
create function private.audience_sql(p_user_id uuid, p_criteria jsonb, p_now timestamptz, p_first integer default null) returns text
language plpgsql stable set search_path = '' as $$
declare
  v_before timestamptz := least(
    p_now - make_interval(days => (p_criteria ->> 'last_contact_days')::integer),
    (p_criteria ->> 'last_contact_before')::timestamptz);
  v_after timestamptz := (p_criteria ->> 'last_contact_after')::timestamptz;
  v_customer text := format('c.user_id = %L', p_user_id);
  v_lead text := '';
  v_one jsonb;
  v_raw text;
  v_text text;
  v_words text;
  v_wanted text;
  v_compared text;
  v_holds text;
begin
  if v_before is not null then v_customer := v_customer || format(' and c.last_contact_at < %L', v_before); end if;
  if v_after is not null then v_customer := v_customer || format(' and c.last_contact_at >= %L', v_after); end if;
  if p_criteria ->> 'min_leads' is not null then
    v_customer := v_customer || format(' and c.lead_count >= %L', (p_criteria ->> 'min_leads')::integer);
  end if;
  if p_criteria ? 'tags' then
    v_customer := v_customer || format(' and c.tags && %L', array(select jsonb_array_elements_text(p_criteria -> 'tags')));
  end if;
  if p_criteria ? 'regions' then
    v_customer := v_customer || format(' and c.region = any (%L)', array(select jsonb_array_elements_text(p_criteria -> 'regions')));
  end if;

  if p_criteria ->> 'status' is not null then v_lead := v_lead || format(' and l.status = %L', p_criteria ->> 'status'); end if;
  if p_criteria ->> 'agent_id' is not null then v_lead := v_lead || format(' and l.agent_id = %L', (p_criteria ->> 'agent_id')::uuid); end if;
  for v_one in select e from jsonb_array_elements(p_criteria -> 'custom') e loop
    v_raw := format('(l.structured_data ->> %L)', btrim(v_one ->> 'field', E' \t\r\n'));
    v_text := format($q$btrim(%s, E' \t\r\n')$q$, v_raw);
    -- The same as lower(…), which takes three times as long where the database has a language.
    v_words := format($q$case when octet_length(%1$s) = length(%1$s) then lower(%1$s collate "C") else lower(%1$s) end$q$, v_raw);
    v_wanted := btrim(lower(v_one ->> 'value'), E' \t\r\n');
    v_compared := case v_one ->> 'op' when 'at_least' then '>=' else '<=' end;
    v_holds := case v_one ->> 'op'
      when 'is' then format($q$btrim(%s, E' \t\r\n') = %L$q$, v_words, v_wanted)
      when 'is_not' then format($q$btrim(%s, E' \t\r\n') is distinct from %L$q$, v_words, v_wanted)
      -- What is looked for neither begins nor ends with a blank.
      when 'contains' then format('position(%L in %s) > 0', v_wanted, v_words)
      when 'known' then format($q$%s <> ''$q$, v_text)
      when 'unknown' then format($q$coalesce(%s, '') = ''$q$, v_text)
      else case when v_wanted ~ '^[0-9]{4}-'
        then format($q$case when %1$s ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([Tt ]|$)' then left(%1$s, 10) %2$s %3$L end$q$,
          v_text, v_compared, v_wanted)
        else format($q$case when %1$s ~ '^-?[0-9]{1,15}(\.[0-9]{1,15})?$' then (%1$s)::numeric %2$s %3$L end$q$,
          v_text, v_compared, v_wanted::numeric) end
      end;
    -- What can't be told does not match. In this form, too, the planner takes it for a matter of even chances, not for a rare thing, and
    -- gets the leads all at once.
    v_lead := v_lead || format(' and coalesce(%s, false)', v_holds) || case when v_one ->> 'op' not in ('is_not', 'unknown') then ' and l.id is not null' else '' end;
  end loop;

  if v_lead = '' then return ' from public.customers c where ' || v_customer; end if;
  return case when p_first is null then ' from public.customers c'
      else format(' from (select * from public.customers c where %s order by c.last_contact_at desc nulls last, c.phone limit %s) c', v_customer, p_first) end
    || ' left join public.leads l on l.id = c.latest_lead_id where ' || case when p_first is null then v_customer else 'true' end || v_lead;
end $$;

-- Dormancy looks at the customer's latest contact. status, agent_id and custom ask about the customer's latest lead, which is looked at
-- only then. An array of ids, for who plans a query with it sees how many there are. p_first asks for so many of them, who was here
-- last first; null for all, in no order.
create or replace function private.matching_customers(p_user_id uuid, p_criteria jsonb, p_now timestamptz, p_first integer default null)
returns uuid[]
language plpgsql stable set search_path = '' as $$
declare
  v_found uuid[];
  v_order constant text := ' order by c.last_contact_at desc nulls last, c.phone limit ';
begin
  if p_first is null then
    execute 'select array(select c.id' || private.audience_sql(p_user_id, p_criteria, p_now) || ')' into v_found;
    return v_found;
  end if;
  -- Mostly they are among the first few: looked for there, and among all only then. The planner knows not how rare a detail is, and
  -- would walk from lead to lead in search of the tenth.
  execute 'select array(select c.id' || private.audience_sql(p_user_id, p_criteria, p_now, 3000) || v_order || p_first || ')' into v_found;
  if cardinality(v_found) < p_first then
    execute 'select array(select c.id from (select c.id, c.last_contact_at, c.phone' || private.audience_sql(p_user_id, p_criteria, p_now)
      || ' offset 0) c' || v_order || p_first || ')' into v_found;
  end if;
  return v_found;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.audience_sql(uuid, jsonb, timestamptz, integer) to service_role;
