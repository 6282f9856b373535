-- Do-not-call lists of an account: national and states' ones, its own, and what the reassigned-numbers database answered. Of numbers only
-- hashes are kept, and each customer carries what the lists say of the number, so that a claim looks at one column.

create table public.do_not_call_lists (
  id uuid primary key default gen_random_uuid(),
  -- Short, for it stands beside every one of five million hashes.
  number integer generated always as identity unique,
  user_id uuid not null references public.profiles (id) on delete cascade,
  kind text not null check (kind in ('national', 'state', 'own', 'reassigned')),
  -- The country of a national list, the state of a state's; own ones and answers hold everywhere.
  region text check (case kind when 'national' then region ~ '^[A-Z]{2}$' when 'state' then region ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$' else region is null end),
  -- The day of which the numbers are, not that of the upload.
  as_of date not null,
  -- Only ready ones count. An upload is loading until all its parts are there; one that was given up is failed.
  status text not null default 'loading' check (status in ('loading', 'ready', 'failed', 'replaced', 'removed')),
  file_name text not null check (length(file_name) between 1 and 200),
  file_bytes bigint not null check (file_bytes between 1 and 1000000000),
  -- What the browser says to be the same file: an upload that broke off goes on with it.
  file_key text not null check (length(file_key) between 1 and 200),
  parts integer not null check (parts between 1 and 10000),
  -- How the first part was read, so that the others are read alike.
  reading jsonb not null default '{}',
  rows integer not null default 0,
  taken integer not null default 0,
  refused integer not null default 0,
  no_data integer not null default 0,
  refusals jsonb not null default '[]' check (jsonb_array_length(refusals) <= 100),
  uploaded_by uuid,
  started_at timestamptz not null,
  heard_at timestamptz not null,
  ready_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text check (length(end_reason) between 1 and 500),
  -- False until customers that were written while the list changed have been looked at once more.
  settled boolean not null default true,
  -- When it last came or went, by the database's own clock, as it stands with customers.
  switched_at timestamptz
);
create index do_not_call_lists_user_idx on public.do_not_call_lists (user_id, status);
create unique index do_not_call_lists_one_key on public.do_not_call_lists (user_id, kind, region) where status = 'ready' and kind in ('national', 'state');
create index do_not_call_lists_unsettled_idx on public.do_not_call_lists (number) where not settled;
create index do_not_call_lists_loading_idx on public.do_not_call_lists (heard_at) where status = 'loading';

-- 16 bytes of the keyed hash. No foreign key: to check it for every row would cost more than the row.
create table private.listed_numbers (
  list integer not null,
  hash uuid not null,
  -- False for a number of which the database of reassigned ones said «no».
  listed boolean not null default true,
  primary key (list, hash)
) with (fillfactor = 100);
-- What was read of each part, until all are there.
create table private.list_parts (
  list integer not null,
  part integer not null,
  lines integer not null,
  rows integer not null,
  taken integer not null,
  refused integer not null,
  no_data integer not null,
  refusals jsonb not null,
  primary key (list, part)
);
-- Lists that are gone, whose numbers are still to be deleted, in lots.
create table private.lists_to_clear (list integer primary key);
-- Lists the account says it relies on: then they must be there, and fresh.
create table public.relied_lists (
  user_id uuid not null references public.profiles (id) on delete cascade,
  region text not null check (region ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
  since timestamptz not null,
  primary key (user_id, region)
);

alter table public.do_not_call_lists enable row level security;
alter table public.relied_lists enable row level security;
alter table private.listed_numbers enable row level security;
alter table private.list_parts enable row level security;
alter table private.lists_to_clear enable row level security;
revoke all on public.do_not_call_lists, public.relied_lists from anon, authenticated, service_role;
revoke all on private.listed_numbers, private.list_parts, private.lists_to_clear from public, anon, authenticated, service_role;
grant select on public.do_not_call_lists, public.relied_lists to authenticated;
grant select, insert, update, delete on public.do_not_call_lists, public.relied_lists, private.listed_numbers, private.list_parts,
  private.lists_to_clear to service_role;
create policy do_not_call_lists_select on public.do_not_call_lists for select to authenticated using (user_id in (select private.my_accounts()));
create policy relied_lists_select on public.relied_lists for select to authenticated using (user_id in (select private.my_accounts()));
create policy engine on private.listed_numbers to service_role using (true) with check (true);
create policy engine on private.list_parts to service_role using (true) with check (true);
create policy engine on private.lists_to_clear to service_role using (true) with check (true);

create function private.clear_list() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.lists_to_clear (list) values (old.number) on conflict do nothing;
  return null;
end $$;
create trigger clear_ended after update of status on public.do_not_call_lists
  for each row when (old.status <> new.status and new.status in ('failed', 'replaced', 'removed')) execute function private.clear_list();
create trigger clear_deleted after delete on public.do_not_call_lists for each row execute function private.clear_list();

-- 1 national, 2 a state's, 4 own, 8 reassigned.
alter table public.customers add column list_stops smallint not null default 0 check (list_stops between 0 and 15);
-- No index: nothing looks customers up by it, and it would make each change one of every other index too.

create function private.list_hash(p_phone_hash bytea) returns uuid
language sql immutable strict set search_path = '' as $$
  select encode(substr(p_phone_hash, 1, 16), 'hex')::uuid
$$;
create function private.list_bit(p_kind text) returns smallint
language sql immutable set search_path = '' as $$
  select (case p_kind when 'national' then 1 when 'state' then 2 when 'own' then 4 when 'reassigned' then 8 end)::smallint
$$;

-- What the account's lists say of one number. Of the answers about reassigned numbers the newest counts.
create function private.stops_on_lists(p_user_id uuid, p_hash uuid) returns smallint
language sql stable set search_path = '' as $$
  select (coalesce(bit_or(private.list_bit(l.kind)) filter (where l.kind <> 'reassigned'), 0)
    | case when (array_agg(n.listed order by l.as_of desc, l.number desc) filter (where l.kind = 'reassigned'))[1] then 8 else 0 end)::smallint
  from public.do_not_call_lists l join private.listed_numbers n on n.list = l.number and n.hash = p_hash
  where l.user_id = p_user_id and l.status = 'ready'
$$;

-- Who writes customers holds it shared until they are there; who changed a list waits for those that did not see the change.
create function private.lists_key(p_user_id uuid) returns bigint
language sql immutable set search_path = '' as $$
  select hashtextextended('lists:' || p_user_id::text, 0)
$$;

create function private.stop_new_customers() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock_shared(private.lists_key(k.user_id)) from (select distinct a.user_id from added a order by 1) k;
  if not exists (select from public.do_not_call_lists l where l.status = 'ready' and l.user_id in (select a.user_id from added a)) then return null; end if;
  update public.customers c set list_stops = s.stops
  from (
    select h.id, private.stops_on_lists(h.user_id, h.hash) as stops
    from (select a.id, a.user_id, private.list_hash(a.phone_hash) as hash from added a where a.phone_hash is not null offset 0) h
    -- «limit 1» keeps this to look-ups in an index: a join might read five million rows.
    where (select true from public.do_not_call_lists l join private.listed_numbers n on n.list = l.number and n.hash = h.hash
      where l.user_id = h.user_id and l.status = 'ready' limit 1)
    offset 0
  ) s
  where c.id = s.id and s.stops <> 0;
  return null;
end $$;
create trigger stop_new after insert on public.customers referencing new table as added
  for each statement execute function private.stop_new_customers();

-- After seal_customer, by its name.
create function private.stop_changed_customer() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock_shared(private.lists_key(new.user_id));
  new.list_stops := coalesce(private.stops_on_lists(new.user_id, private.list_hash(new.phone_hash)), 0);
  return new;
end $$;
create trigger stop_changed before update of phone on public.customers
  for each row when (old.phone is distinct from new.phone) execute function private.stop_changed_customer();

create function private.stamp_switch() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.switched_at := clock_timestamp();
  return new;
end $$;
create trigger stamp_switch before update of settled on public.do_not_call_lists
  for each row when (old.settled and not new.settled) execute function private.stamp_switch();

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

-- The account's own day: a list's age is counted in its days.
create function private.account_day(p_user_id uuid, p_now timestamptz) returns date
language sql stable set search_path = '' as $$
  select (p_now at time zone coalesce((select s.time_zone from public.outreach_settings s where s.user_id = p_user_id), 'America/New_York'))::date
$$;
create function private.list_max_age() returns integer
language sql stable set search_path = '' as $$
  select coalesce(min(value::integer), 31) from public.outreach_rules
  where version = private.rules_version() and rule = 'do_not_call_max_age_days' and value ~ '^[0-9]{1,4}$'
$$;

-- «US» or «US-TX» for each list that the account relies on and that is too old, or was never there.
create function private.stale_lists(p_user_id uuid, p_now timestamptz) returns text[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(r.region order by r.region), '{}') from public.relied_lists r
  where r.user_id = p_user_id and not exists (
    select from public.do_not_call_lists l
    where l.user_id = p_user_id and l.status = 'ready' and l.kind in ('national', 'state') and l.region = r.region
      and private.account_day(p_user_id, p_now) - l.as_of <= private.list_max_age())
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.list_hash(bytea), private.list_bit(text), private.stops_on_lists(uuid, uuid), private.lists_key(uuid),
  private.refresh_stops(public.do_not_call_lists, timestamptz), private.account_day(uuid, timestamptz), private.list_max_age(), private.stale_lists(uuid, timestamptz)
  to service_role;
