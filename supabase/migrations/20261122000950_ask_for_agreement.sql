-- Who is asked for an agreement: a campaign may be for those alone who have not agreed to calls as offers by phone need it, or who have.

-- Whether customer c agreed as an offer by phone needs it where they live: in writing, and where the law wants the agreement stored, with its
-- words. As previews of many read it, from the customer. Never null.
create function private.agreed_sql() returns text
language sql stable set search_path = '' as $$
  select format($q$case c.call_marketing_consent when 3 then true
      when 2 then not exists (select from unnest(c.regions) g where g = any (%1$L) or split_part(g, '-', 1) = any (%1$L)) else false end$q$,
    array(select r.jurisdiction from public.outreach_rules r where r.version = private.rules_version()
      and r.channel in ('voice', 'any') and r.rule = 'ai_voice_solicitation' and r.value = 'requires_stored_agreement'))
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
      when 'call_consent' then jsonb_typeof(v_value) = 'string' and v_text in ('missing', 'given')
      when 'custom' then private.valid_custom(v_value)
      else false end;
    if v_valid is not true then return false; end if;
  end loop;
  return true;
end $$;

-- Answers « from … where … » with the customer as c and, where it is asked about, the latest lead as l. Values stand in it as literals.
-- With p_first only so many of those are looked at who are as wanted themselves, who was here last first.
create or replace function private.audience_sql(p_user_id uuid, p_criteria jsonb, p_now timestamptz, p_first integer default null) returns text
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
  if p_criteria ? 'call_consent' then
    v_customer := v_customer || case p_criteria ->> 'call_consent' when 'given' then ' and ' else ' and not ' end || private.agreed_sql();
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

-- Of emails that are about to be sent, those whose campaign is for customers who have not agreed, to one who has by now.
create function public.agreed_meanwhile(p_attempts uuid[]) returns uuid[]
language plpgsql stable set search_path = '' as $$
declare
  v_found uuid[];
begin
  execute 'select array(select a.id from public.outreach_attempts a join public.campaigns k on k.id = a.campaign_id join public.customers c on c.id = a.customer_id
    where a.id = any ($1) and k.target_criteria ->> ''call_consent'' = ''missing'' and ' || private.agreed_sql() || ')' into v_found using p_attempts;
  return v_found;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.agreed_sql() to service_role;
revoke execute on function public.agreed_meanwhile(uuid[]) from public, anon, authenticated;
grant execute on function public.agreed_meanwhile(uuid[]) to service_role;
