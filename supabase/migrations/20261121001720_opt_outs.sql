-- Opt-outs as the owner keeps them: the list, adding one or two hundred thousand, and lifting one.

-- One page of an account's suppressions: { rows, total }, of which a search counts 10,000 at most; p_state: active or lifted. p_words match the contact or the customer's text,
-- p_digits a number. With p_after the rows come in the order of their ids from there on, uncounted.
create function private.page_of_suppressions(p_user_id uuid, p_limit integer, p_offset integer, p_descending boolean, p_words text,
  p_digits text, p_channel text, p_reason text, p_state text, p_after uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_where text := 's.user_id = $1';
  v_order text := case when p_after is not null then 's.id' when p_descending then 's.at desc, s.id' else 's.at, s.id desc' end;
  v_people uuid[];
  v_total integer;
  v_rows jsonb;
begin
  if private.is_foreign(p_user_id) then return '{"rows": [], "total": 0}'; end if;
  if p_words is not null then
    v_people := array(select c.id from public.customers c where c.user_id = p_user_id and c.search_text like private.like_pattern(lower(p_words))
      limit 10000);
    v_where := v_where || ' and (s.contact like $2 or s.customer_id = any ($8)'
      || case when p_digits is not null then ' or s.contact like $3' else '' end || ')';
  end if;
  if p_channel is not null then v_where := v_where || ' and s.channel = $4'; end if;
  if p_reason is not null then v_where := v_where || ' and s.reason = $5'; end if;
  v_where := v_where || case p_state when 'active' then ' and s.lifted_at is null' when 'lifted' then ' and s.lifted_at is not null' else '' end;
  if p_after is not null then
    v_where := v_where || ' and s.id > $9';
  else
    execute format('select count(*) from (select from public.suppressions s where %s limit %s) found', v_where,
      case when p_words is not null then '10000' else 'all' end) into v_total
      using p_user_id, private.like_pattern(lower(p_words)), private.like_pattern(p_digits), p_channel, p_reason, p_limit, p_offset, v_people;
  end if;
  execute format($q$
    select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'contact', s.contact, 'channel', s.channel, 'reason', s.reason, 'source', s.source,
      'at', s.at, 'attempt_id', s.evidence ->> 'attempt_id', 'by', s.evidence ->> 'by', 'note', s.evidence ->> 'note',
      'lifted_at', s.lifted_at, 'lift_reason', s.lift_reason, 'customer_id', k.id, 'customer', k.name) order by %2$s), '[]')
    from public.suppressions s
    -- One that is known by its contact alone may have become a customer since.
    left join lateral (
      select c.id, c.name from public.customers c where c.id = s.customer_id
      union all
      select c.id, c.name from public.customers c where s.customer_id is null and c.user_id = s.user_id and c.phone = s.contact
      union all
      select c.id, c.name from public.customers c where s.customer_id is null and c.user_id = s.user_id and c.email = s.contact
      limit 1
    ) k on true
    where s.id = any (array(select s.id from public.suppressions s where %1$s order by %2$s limit $6 offset $7)) $q$, v_where, v_order)
    into v_rows using p_user_id, private.like_pattern(lower(p_words)), private.like_pattern(p_digits), p_channel, p_reason, p_limit, p_offset, v_people, p_after;
  return jsonb_build_object('rows', v_rows, 'total', v_total);
end $$;

create function public.list_suppressions(p_user_id uuid, p_limit integer, p_offset integer, p_descending boolean, p_words text default null,
  p_digits text default null, p_channel text default null, p_reason text default null, p_state text default null, p_after uuid default null) returns jsonb
language sql stable set search_path = '' as $$
  select private.page_of_suppressions(p_user_id, p_limit, p_offset, p_descending, p_words, p_digits, p_channel, p_reason, p_state, p_after)
$$;

create function private.email_of(p_person uuid) returns text
language sql stable set search_path = '' as $$
  select email from public.profiles where id = p_person
$$;

-- Adds contacts, already normalised, to an account's opt-outs: { added, known }. A contact that stands there for the channel and the
-- reason already, in force, is left alone, so the same list may come twice. p_commit false only counts.
create function public.add_suppressions(p_user_id uuid, p_contacts text[], p_channel text, p_reason text, p_source text,
  p_actor uuid, p_now timestamptz, p_note text default null, p_commit boolean default true) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_contacts text[];
  v_added integer;
begin
  -- One writer of an account's list at a time: a second one of the same list waits, and then finds everything there.
  perform pg_advisory_xact_lock(hashtextextended('add_suppressions:' || p_user_id::text, 0));
  select array_agg(k.contact order by k.contact) into v_contacts
  from (select distinct contact from unnest(p_contacts) contact) k
  where not exists (
    select from public.suppressions s
    where s.user_id = p_user_id and s.lifted_at is null and s.contact_hash = private.contact_hash(k.contact)
      and s.channel in ('all', p_channel) and s.reason = p_reason);
  v_added := coalesce(cardinality(v_contacts), 0);
  if p_commit and v_added > 0 then
    insert into public.suppressions (user_id, customer_id, contact, channel, reason, source, evidence, at)
    select p_user_id, c.id, k.contact, p_channel, p_reason, p_source,
      jsonb_strip_nulls(jsonb_build_object('by', private.email_of(p_actor), 'note', p_note)), p_now
    from unnest(v_contacts) k (contact)
    left join lateral (
      select id from public.customers where user_id = p_user_id and phone = k.contact
      union all
      select id from public.customers where user_id = p_user_id and email = k.contact
      limit 1
    ) c on true
    on conflict do nothing;
  end if;
  return jsonb_build_object('added', v_added, 'known', cardinality(p_contacts) - v_added);
end $$;

-- A customer asks the owner not to be contacted: every contact that is known, in force when this returns. Answers how many were new.
create function public.opt_out_customer(p_user_id uuid, p_customer uuid, p_channel text, p_reason text, p_actor uuid, p_now timestamptz,
  p_note text default null) returns integer
language plpgsql set search_path = '' as $$
declare
  v_customer public.customers;
  v_added integer;
begin
  select * into v_customer from public.customers where id = p_customer and user_id = p_user_id for no key update;
  if not found then raise exception 'not_found'; end if;
  insert into public.suppressions (user_id, customer_id, contact, channel, reason, source, evidence, at)
  select p_user_id, p_customer, contact, p_channel, p_reason, 'owner',
    jsonb_strip_nulls(jsonb_build_object('by', private.email_of(p_actor), 'note', p_note)), p_now
  from unnest(array[v_customer.phone, v_customer.email]) contact where contact is not null
  on conflict (user_id, contact_hash, channel, reason, customer_id) where lifted_at is null and contact is not null do nothing;
  get diagnostics v_added = row_count;
  if v_added > 0 then
    insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
    values (p_user_id, p_actor, 'customer.opted_out', 'customer', p_customer,
      jsonb_build_object('channel', p_channel, 'reason', p_reason, 'by', private.email_of(p_actor)), p_now);
  end if;
  return v_added;
end $$;

-- Lifts one, for a written reason, once. From then on the gate does not see it. Answers how many others still hold the contact or its
-- customer back. The reason stays with the row, where an erasure finds it; the log says who and when.
create function public.lift_suppression(p_user_id uuid, p_id uuid, p_reason text, p_actor uuid, p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
declare
  v_row public.suppressions;
begin
  if length(trim(coalesce(p_reason, ''))) < 10 then raise exception 'invalid_input'; end if;
  select * into v_row from public.suppressions where id = p_id and user_id = p_user_id for update;
  if not found then raise exception 'not_found'; end if;
  if v_row.lifted_at is not null then raise exception 'opt_out_lifted'; end if;
  update public.suppressions set lifted_at = p_now, lifted_by = p_actor, lift_reason = trim(p_reason) where id = p_id;
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
  values (p_user_id, p_actor, 'opt_out.lifted', 'suppression', p_id, jsonb_strip_nulls(jsonb_build_object('customer_id', v_row.customer_id,
    'channel', v_row.channel, 'reason', v_row.reason, 'by', private.email_of(p_actor))), p_now);
  return (select count(*) from public.suppressions s
    where s.user_id = p_user_id and s.lifted_at is null and (s.contact_hash = v_row.contact_hash or s.customer_id = v_row.customer_id));
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.page_of_suppressions(uuid, integer, integer, boolean, text, text, text, text, text, uuid) to authenticated, service_role;
grant execute on function private.email_of(uuid) to service_role;
revoke execute on function public.list_suppressions(uuid, integer, integer, boolean, text, text, text, text, text, uuid),
  public.add_suppressions(uuid, text[], text, text, text, uuid, timestamptz, text, boolean),
  public.opt_out_customer(uuid, uuid, text, text, uuid, timestamptz, text),
  public.lift_suppression(uuid, uuid, text, uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.list_suppressions(uuid, integer, integer, boolean, text, text, text, text, text, uuid) to authenticated, service_role;
grant execute on function public.add_suppressions(uuid, text[], text, text, text, uuid, timestamptz, text, boolean),
  public.opt_out_customer(uuid, uuid, text, text, uuid, timestamptz, text),
  public.lift_suppression(uuid, uuid, text, uuid, timestamptz) to service_role;
