-- A list of millions comes to count in a moment also where thousands of customers stand on it.

-- Nothing looks customers up by it, and an index on what changes makes each change one of every other index too.
drop index public.customers_list_stops_idx;

-- When the list last came or went, by the database's own clock, as it stands with customers.
alter table public.do_not_call_lists add column switched_at timestamptz;
create function private.stamp_switch() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.switched_at := clock_timestamp();
  return new;
end $$;
create trigger stamp_switch before update of settled on public.do_not_call_lists
  for each row when (old.settled and not new.settled) execute function private.stamp_switch();

drop function private.refresh_stops(public.do_not_call_lists);
-- Sets anew what a list that came or went says of the account's customers, of all or of those that were written since then. Answers of how many
-- it changed. Numbers are looked up in the order of the index, so that each of its pages is read once.
create function private.refresh_stops(p_list public.do_not_call_lists, p_since timestamptz default null) returns integer
language plpgsql set search_path = '' as $$
declare
  v_changed integer;
begin
  with concerned as (
    select h.id, h.hash
    from (select c.id, c.list_stops, private.list_hash(c.phone_hash) as hash from public.customers c
      where c.user_id = p_list.user_id and c.phone_hash is not null and (p_since is null or c.updated_at >= p_since)
      order by private.list_hash(c.phone_hash) offset 0) h
    where h.list_stops & private.list_bit(p_list.kind) <> 0
      or (select true from private.listed_numbers n where n.list = p_list.number and n.hash = h.hash limit 1)
  ), held as (
    -- In one order for everyone, so that two writers never wait for each other.
    select c.id, x.hash from public.customers c join concerned x on x.id = c.id order by c.id for no key update of c
  )
  update public.customers c set list_stops = s.stops
  from (select h.id, private.stops_on_lists(p_list.user_id, h.hash) as stops from held h offset 0) s
  where c.id = s.id and c.list_stops <> s.stops;
  get diagnostics v_changed = row_count;
  return v_changed;
end $$;

-- As before, but for whom it looks at: whoever did not see the change began before it, an hour at most, and writes that hour.
create or replace function public.settle_lists(p_user_id uuid default null) returns integer
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

revoke execute on all functions in schema private from public;
grant execute on function private.refresh_stops(public.do_not_call_lists, timestamptz) to service_role;
