-- The list of customers for people: sorted, searched and counted by the server.

create index customers_name_idx on public.customers (user_id, name, id);
create index customers_leads_idx on public.customers (user_id, lead_count desc, id);
create index customers_created_idx on public.customers (user_id, created_at desc, id);
create index suppressions_contact_idx on public.suppressions (user_id, contact) where contact is not null;
-- Also the lifted ones of a customer are looked for, here and when the customer goes; and the list's last page comes from the index alone.
drop index public.suppressions_customer_idx;
create index suppressions_customer_idx on public.suppressions (customer_id, user_id);
drop index public.suppressions_user_at_idx;
create index suppressions_user_at_idx on public.suppressions (user_id, at desc, id);
create index audit_log_entity_idx on public.audit_log (entity_id, at desc) where entity_id is not null;

-- Who asked not to be contacted, over any channel, by what is written of them: the customer, the number or the address.
create function private.opted_out_customers(p_user_id uuid) returns setof uuid
language sql stable set search_path = '' as $$
  with held as materialized (
    select customer_id, contact from public.suppressions
    where user_id = p_user_id and lifted_at is null and reason not in ('wrong_number', 'hard_bounce')
  )
  select customer_id from held where customer_id is not null
  union all
  select c.id from held join public.customers c on c.user_id = p_user_id and c.phone = held.contact where held.customer_id is null and held.contact like '+%'
  union all
  select c.id from held join public.customers c on c.user_id = p_user_id and c.email = held.contact where held.customer_id is null and held.contact like '%@%'
$$;

-- One page of an account's customers: { rows, total }, of which a search counts 10,000 at most. p_digits are those of a phone number among the words looked for.
-- p_state: opted_out, unknown_time_zone or no_phone. With p_after the rows come in the order of their ids from there on, uncounted.
-- Ids first, from an index where there is one; the rows of the page alone are read whole.
create function private.page_of_customers(p_user_id uuid, p_limit integer, p_offset integer, p_sort text, p_descending boolean, p_search text,
  p_digits text, p_tag text, p_region text, p_state text, p_after uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_where text := 'c.user_id = $1';
  v_order text;
  v_held uuid[];
  v_total integer;
  v_rows jsonb;
begin
  if private.is_foreign(p_user_id) then return '{"rows": [], "total": 0}'; end if;
  -- Gathered once, not for the count and again for the page.
  if p_state = 'opted_out' then v_held := array(select private.opted_out_customers(p_user_id)); end if;
  if p_search is not null then
    v_where := v_where || ' and (c.search_text like $2' || case when p_digits is not null then ' or c.search_text like $3' else '' end || ')';
  end if;
  if p_tag is not null then v_where := v_where || ' and c.tags @> array[$4]'; end if;
  if p_region is not null then v_where := v_where || ' and c.region = $5'; end if;
  v_where := v_where || case p_state
    when 'opted_out' then ' and c.id = any ($8)'
    when 'unknown_time_zone' then ' and c.phone is not null and c.time_zones = ''{}'''
    when 'no_phone' then ' and c.phone is null'
    else '' end;
  v_order := case p_sort
    when 'name' then case when p_descending then 'c.name desc nulls first, c.id desc' else 'c.name, c.id' end
    when 'leads' then case when p_descending then 'c.lead_count desc, c.id' else 'c.lead_count, c.id desc' end
    when 'created' then case when p_descending then 'c.created_at desc, c.id' else 'c.created_at, c.id desc' end
    else case when p_descending then 'c.last_contact_at desc nulls last, c.id' else 'c.last_contact_at nulls first, c.id desc' end end;
  if p_after is not null then
    v_where := v_where || ' and c.id > $9';
    v_order := 'c.id';
  else
    execute format('select count(*) from (select from public.customers c where %s limit %s) found', v_where,
      case when p_search is not null then '10000' else 'all' end) into v_total
      using p_user_id, private.like_pattern(lower(p_search)), private.like_pattern(p_digits), p_tag, p_region, p_limit, p_offset, v_held;
  end if;
  execute format($q$
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'phone', c.phone, 'email', c.email, 'region', c.region,
      'time_zones', c.time_zones, 'zone_source', c.zone_source, 'tags', c.tags, 'lead_count', c.lead_count,
      'last_contact_at', c.last_contact_at, 'created_at', c.created_at) order by %2$s), '[]')
    from public.customers c
    where c.id = any (array(select c.id from public.customers c where %1$s order by %2$s limit $6 offset $7)) $q$, v_where, v_order)
    into v_rows using p_user_id, private.like_pattern(lower(p_search)), private.like_pattern(p_digits), p_tag, p_region, p_limit, p_offset, v_held, p_after;
  return jsonb_build_object('rows', v_rows, 'total', v_total);
end $$;

create function public.list_customers(p_user_id uuid, p_limit integer, p_offset integer, p_sort text, p_descending boolean, p_search text default null,
  p_digits text default null, p_tag text default null, p_region text default null, p_state text default null, p_after uuid default null) returns jsonb
language sql stable set search_path = '' as $$
  select private.page_of_customers(p_user_id, p_limit, p_offset, p_sort, p_descending, p_search, p_digits, p_tag, p_region, p_state, p_after)
$$;

-- Words are words, not patterns.
create function private.like_pattern(p_words text) returns text
language sql immutable set search_path = '' as $$
  select '%' || regexp_replace(p_words, '([\\%_])', '\\\1', 'g') || '%'
$$;

-- What keeps each of these customers from being called, as the gate says it; null for those whom nothing keeps. Waits are none.
create function public.customer_states(p_user_id uuid, p_customers uuid[], p_now timestamptz) returns table (customer_id uuid, reason text)
language sql stable set search_path = '' as $$
  select g.ref, case g.decision when 'skip' then g.reason end
  from private.gate(p_user_id, null::public.campaigns, array(
    select (c.id, c.id, 'call', c.phone, c.email)::private.gate_subject
    from public.customers c where c.user_id = p_user_id and c.id = any (p_customers)), p_now) g
$$;

-- The zones of a state, for somebody who says where a customer lives; null when it has more than four or is not known.
create function public.zones_of_region(p_region text) returns text[]
language sql stable set search_path = '' as $$
  select private.region_zones(p_region)
$$;

-- What a person changes is written down with the change itself. Names of fields, never what stands in them: the log outlives an erasure.
create function private.note_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_new jsonb := to_jsonb(new);
  v_old jsonb := case tg_op when 'UPDATE' then to_jsonb(old) end;
  v_detail jsonb;
begin
  v_detail := case
    when tg_table_name <> 'customers' then jsonb_build_object('channel', v_new ->> 'channel')
    when tg_op = 'UPDATE' then jsonb_build_object('fields', (
      select jsonb_agg(f order by f) from unnest('{name,phone,email,region,time_zones,language,tags}'::text[]) f
      where v_new -> f is distinct from v_old -> f))
    else '{}' end;
  if v_detail -> 'fields' = 'null' then return null; end if;
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail)
  values (new.user_id, auth.uid(), tg_argv[0], 'customer', coalesce(v_new ->> 'customer_id', v_new ->> 'id')::uuid,
    jsonb_strip_nulls(v_detail || jsonb_build_object('by', (select email from public.profiles where id = auth.uid()))));
  return null;
end $$;
create trigger note_new after insert on public.customers
  for each row when (auth.uid() is not null) execute function private.note_change('customer.added');
create trigger note_change after update of name, phone, email, region, time_zones, language, tags on public.customers
  for each row when (auth.uid() is not null) execute function private.note_change('customer.changed');
create trigger note_new after insert on public.consents
  for each row when (auth.uid() is not null) execute function private.note_change('consent.added');
create trigger note_end after update of revoked_at on public.consents
  for each row when (auth.uid() is not null and new.revoked_at is not null) execute function private.note_change('consent.revoked');

revoke execute on all functions in schema private from public;
grant execute on function private.page_of_customers(uuid, integer, integer, text, boolean, text, text, text, text, text, uuid) to authenticated, service_role;
revoke execute on function public.list_customers(uuid, integer, integer, text, boolean, text, text, text, text, text, uuid),
  public.customer_states(uuid, uuid[], timestamptz), public.zones_of_region(text) from public, anon, authenticated;
grant execute on function public.list_customers(uuid, integer, integer, text, boolean, text, text, text, text, text, uuid) to authenticated, service_role;
grant execute on function public.customer_states(uuid, uuid[], timestamptz), public.zones_of_region(text) to service_role;
