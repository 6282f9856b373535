-- A list comes in parts, each in a transaction of its own and any of them twice; it counts from the moment it is whole.

-- Begins an upload, or goes on with that of the same file: { id, reading, parts_there }. Refused with list_older when a newer one of its kind counts,
-- with too_many_lists when the account has hundreds.
create function public.begin_list(p_user_id uuid, p_list jsonb, p_actor uuid, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_given public.do_not_call_lists := jsonb_populate_record(null::public.do_not_call_lists, p_list);
  v_list public.do_not_call_lists;
begin
  perform pg_advisory_xact_lock(hashtextextended('begin_list:' || p_user_id::text, 0));
  if v_given.as_of > private.account_day(p_user_id, p_now) then raise exception 'list_in_future'; end if;
  if v_given.kind in ('national', 'state') and exists (
    select from public.do_not_call_lists l where l.user_id = p_user_id and l.status = 'ready' and l.kind = v_given.kind and l.region = v_given.region
      and l.as_of > v_given.as_of) then raise exception 'list_older'; end if;
  update public.do_not_call_lists l set heard_at = p_now
  where l.user_id = p_user_id and l.status = 'loading' and l.kind = v_given.kind and l.region is not distinct from v_given.region
    and l.as_of = v_given.as_of and l.file_key = v_given.file_key and l.file_bytes = v_given.file_bytes and l.parts = v_given.parts
  returning * into v_list;
  if not found then
    if (select count(*) filter (where status = 'loading') >= 5 or count(*) >= 500 from public.do_not_call_lists
      where user_id = p_user_id and status in ('loading', 'ready')) then raise exception 'too_many_lists'; end if;
    insert into public.do_not_call_lists (user_id, kind, region, as_of, file_name, file_bytes, file_key, parts, uploaded_by, started_at, heard_at)
    values (p_user_id, v_given.kind, v_given.region, v_given.as_of, v_given.file_name, v_given.file_bytes, v_given.file_key, v_given.parts,
      p_actor, p_now, p_now)
    returning * into v_list;
  end if;
  return jsonb_build_object('id', v_list.id, 'reading', v_list.reading, 'parts_there',
    (select coalesce(jsonb_agg(p.part order by p.part), '[]') from private.list_parts p where p.list = v_list.number));
end $$;

-- The numbers' hashes as lists keep them. The key is read once for all.
create function private.seal_numbers(p_numbers text) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select encode(substr(sha256(k.outer_pad || sha256(k.inner_pad || convert_to('+' || n, 'UTF8'))), 1, 16), 'hex')::uuid
  from private.contact_key k, unnest(string_to_array(nullif(p_numbers, ''), ',')) n
$$;

-- Takes one part: p_numbers and p_no as digits of E.164 parted by commas; p_counts { lines, rows, refused, no_data, refusals }. A part that is there
-- already is left alone. Answers what the list has so far.
create function public.add_list_part(p_user_id uuid, p_list uuid, p_part integer, p_numbers text, p_no text, p_counts jsonb, p_reading jsonb,
  p_max_rows integer, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_list public.do_not_call_lists;
  v_taken integer;
begin
  select * into v_list from public.do_not_call_lists where id = p_list and user_id = p_user_id for update;
  if not found then raise exception 'not_found'; end if;
  if v_list.status <> 'loading' then raise exception 'list_not_loading'; end if;
  if p_part not between 0 and v_list.parts - 1 then raise exception 'invalid_input'; end if;
  if not exists (select from private.list_parts where list = v_list.number and part = p_part) then
    with sealed as (
      select n, true as listed from private.seal_numbers(p_numbers) n union all select n, false from private.seal_numbers(p_no) n
    )
    -- «Yes» outweighs «no» in one and the same file.
    insert into private.listed_numbers as l (list, hash, listed)
    select v_list.number, n, bool_or(s.listed) from sealed s group by n order by n
    on conflict (list, hash) do update set listed = true where not l.listed and excluded.listed;
    get diagnostics v_taken = row_count;
    insert into private.list_parts (list, part, lines, rows, taken, refused, no_data, refusals)
    values (v_list.number, p_part, (p_counts ->> 'lines')::integer, (p_counts ->> 'rows')::integer, v_taken, (p_counts ->> 'refused')::integer,
      (p_counts ->> 'no_data')::integer, p_counts -> 'refusals');
    update public.do_not_call_lists l set heard_at = p_now, reading = case when p_part = 0 then p_reading else l.reading end,
      rows = l.rows + (p_counts ->> 'rows')::integer, taken = l.taken + v_taken, refused = l.refused + (p_counts ->> 'refused')::integer,
      no_data = l.no_data + (p_counts ->> 'no_data')::integer
    where l.id = p_list returning * into v_list;
    if v_list.rows > p_max_rows then raise exception 'too_large'; end if;
  end if;
  return jsonb_build_object('rows', v_list.rows, 'taken', v_list.taken, 'refused', v_list.refused, 'no_data', v_list.no_data);
end $$;

create function private.log_list(p_list public.do_not_call_lists, p_action text, p_actor uuid, p_detail jsonb, p_now timestamptz) returns void
language sql set search_path = '' as $$
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
  values (p_list.user_id, p_actor, p_action, 'do_not_call_list', p_list.id, jsonb_strip_nulls(jsonb_build_object('kind', p_list.kind,
    'region', p_list.region, 'as_of', p_list.as_of, 'rows', p_list.rows, 'taken', p_list.taken, 'refused', p_list.refused) || p_detail), p_now)
$$;

-- The list counts from now on, and the one that it replaces no more; every customer says so when this returns. Answers { customers, replaced },
-- of how many customers it changed something and how many numbers the list before had. A second call changes nothing.
create function public.complete_list(p_user_id uuid, p_list uuid, p_actor uuid, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_list public.do_not_call_lists;
  v_old public.do_not_call_lists;
  v_refusals jsonb;
  v_customers integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('complete_list:' || p_user_id::text, 0));
  select * into v_list from public.do_not_call_lists where id = p_list and user_id = p_user_id for update;
  if not found then raise exception 'not_found'; end if;
  if v_list.status = 'ready' then return '{"customers": 0, "replaced": null}'; end if;
  if v_list.status <> 'loading' then raise exception 'list_not_loading'; end if;
  if (select count(*) from private.list_parts where list = v_list.number) < v_list.parts then raise exception 'list_incomplete'; end if;
  if v_list.taken = 0 then raise exception 'list_empty'; end if;
  if v_list.region is not null then
    select * into v_old from public.do_not_call_lists l
      where l.user_id = p_user_id and l.status = 'ready' and l.kind = v_list.kind and l.region = v_list.region for update;
    if v_old.as_of > v_list.as_of then raise exception 'list_older'; end if;
    update public.do_not_call_lists set status = 'replaced', ended_at = p_now, ended_by = p_actor, settled = false where id = v_old.id;
  end if;
  select jsonb_agg(x.refusal order by x.line) into v_refusals from (
    select r.refusal || jsonb_build_object('line', (r.refusal ->> 'line')::integer + p.before) as refusal, (r.refusal ->> 'line')::integer + p.before as line
    from (select refusals, coalesce(sum(lines) over (order by part rows between unbounded preceding and 1 preceding), 0) as before
      from private.list_parts where list = v_list.number) p, jsonb_array_elements(p.refusals) r (refusal)
    order by 2 limit 100) x;
  delete from private.list_parts where list = v_list.number;
  update public.do_not_call_lists set status = 'ready', ready_at = p_now, refusals = coalesce(v_refusals, '[]'), settled = false
    where id = p_list returning * into v_list;
  v_customers := private.refresh_stops(v_list);
  perform private.log_list(v_list, 'list.uploaded', p_actor, jsonb_build_object('replaced', v_old.id), p_now);
  return jsonb_build_object('customers', v_customers, 'replaced', v_old.taken);
end $$;

-- Takes a list away, for a written reason of ten letters at least; an upload under way, or one that failed, without any. Answers of how many customers.
create function public.remove_list(p_user_id uuid, p_list uuid, p_reason text, p_actor uuid, p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
declare
  v_list public.do_not_call_lists;
  v_customers integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('complete_list:' || p_user_id::text, 0));
  select * into v_list from public.do_not_call_lists where id = p_list and user_id = p_user_id for update;
  if not found or v_list.status in ('replaced', 'removed') then raise exception 'not_found'; end if;
  if v_list.status in ('loading', 'failed') then
    delete from public.do_not_call_lists where id = p_list;
    return 0;
  end if;
  if length(trim(coalesce(p_reason, ''))) < 10 then raise exception 'invalid_input'; end if;
  update public.do_not_call_lists set status = 'removed', ended_at = p_now, ended_by = p_actor, end_reason = trim(p_reason), settled = false
    where id = p_list returning * into v_list;
  v_customers := private.refresh_stops(v_list);
  perform private.log_list(v_list, 'list.removed', p_actor, jsonb_build_object('reason', v_list.end_reason, 'customers', v_customers), p_now);
  return v_customers;
end $$;

-- Looks once more at the customers of lists that changed: those written at the same moment by somebody who did not see the change. It waits for
-- them holding nothing, for they may hold customers. p_user_id null: of every account, where an upload broke off before this.
create function public.settle_lists(p_user_id uuid default null) returns integer
language plpgsql set search_path = '' as $$
declare
  v_list public.do_not_call_lists;
  v_account uuid;
  v_settled integer := 0;
begin
  for v_account in
    select distinct l.user_id from public.do_not_call_lists l where not l.settled and (p_user_id is null or l.user_id = p_user_id) order by 1 limit 100
  loop
    perform pg_advisory_lock(private.lists_key(v_account));
    perform pg_advisory_unlock(private.lists_key(v_account));
  end loop;
  for v_list in
    select * from public.do_not_call_lists l where not l.settled and (p_user_id is null or l.user_id = p_user_id) order by l.user_id, l.number limit 100
  loop
    perform private.refresh_stops(v_list, v_list.switched_at - interval '1 hour');
    update public.do_not_call_lists set settled = true where id = v_list.id;
    v_settled := v_settled + 1;
  end loop;
  return v_settled;
end $$;

-- Gives uploads up of which nothing was heard for a day, and deletes one lot of what lists that are gone have left. Answers how much it deleted.
create function public.clear_lists(p_now timestamptz, p_limit integer) returns integer
language plpgsql set search_path = '' as $$
declare
  v_list integer;
  v_deleted integer := 0;
  v_lot integer;
begin
  update public.do_not_call_lists set status = 'failed', ended_at = p_now where id in (
    select id from public.do_not_call_lists where status = 'loading' and heard_at < p_now - interval '1 day' for update skip locked);
  for v_list in select list from private.lists_to_clear order by list for update skip locked loop
    delete from private.list_parts where list = v_list;
    delete from private.listed_numbers where (list, hash) in (
      select n.list, n.hash from private.listed_numbers n where n.list = v_list order by n.hash limit p_limit - v_deleted);
    get diagnostics v_lot = row_count;
    v_deleted := v_deleted + v_lot;
    exit when v_deleted >= p_limit;
    delete from private.lists_to_clear where list = v_list;
  end loop;
  return v_deleted;
end $$;

-- The owner says which lists the account relies on; one that it says already keeps its day.
create function public.rely_on_lists(p_user_id uuid, p_regions text[], p_actor uuid, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  v_before text[];
  v_after text[];
begin
  if p_actor <> p_user_id then raise exception 'not_allowed'; end if;
  perform pg_advisory_xact_lock(hashtextextended('complete_list:' || p_user_id::text, 0));
  select coalesce(array_agg(region order by region), '{}') into v_before from public.relied_lists where user_id = p_user_id;
  select coalesce(array_agg(distinct r order by r), '{}') into v_after from unnest(p_regions) r;
  if v_before = v_after then return; end if;
  delete from public.relied_lists where user_id = p_user_id and region <> all (v_after);
  insert into public.relied_lists (user_id, region, since) select p_user_id, r, p_now from unnest(v_after) r on conflict do nothing;
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
  values (p_user_id, p_actor, 'lists.relied_on', 'do_not_call_lists', p_user_id, jsonb_build_object('from', v_before, 'to', v_after), p_now);
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.seal_numbers(text), private.log_list(public.do_not_call_lists, text, uuid, jsonb, timestamptz) to service_role;
revoke execute on function public.begin_list(uuid, jsonb, uuid, timestamptz),
  public.add_list_part(uuid, uuid, integer, text, text, jsonb, jsonb, integer, timestamptz), public.complete_list(uuid, uuid, uuid, timestamptz),
  public.remove_list(uuid, uuid, text, uuid, timestamptz), public.settle_lists(uuid), public.clear_lists(timestamptz, integer),
  public.rely_on_lists(uuid, text[], uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.begin_list(uuid, jsonb, uuid, timestamptz),
  public.add_list_part(uuid, uuid, integer, text, text, jsonb, jsonb, integer, timestamptz), public.complete_list(uuid, uuid, uuid, timestamptz),
  public.remove_list(uuid, uuid, text, uuid, timestamptz), public.settle_lists(uuid), public.clear_lists(timestamptz, integer),
  public.rely_on_lists(uuid, text[], uuid, timestamptz) to service_role;
