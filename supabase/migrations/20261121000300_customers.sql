-- Customers: the people of an account, known by phone, e-mail or both.

create table public.customers (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  name text check (length(name) <= 200),
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  email text check (email = lower(email) and email ~ '^[^\s@]+@[^\s@]+\.[^\s@]+$' and length(email) <= 320),
  region text check (region ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
  time_zones text[] not null default '{}' check (private.valid_zones(time_zones)),
  -- An area code is evidence, not proof: an address wins and is not overwritten.
  zone_source text check (zone_source in ('area_code', 'address')),
  language text check (length(language) <= 35),
  tags text[] not null default '{}' check (cardinality(tags) <= 50 and pg_column_size(tags) <= 8192),
  -- Set when a provider says that the number or address does not exist.
  phone_invalid_at timestamptz,
  email_invalid_at timestamptz,
  lead_count integer not null default 0,
  first_lead_at timestamptz,
  last_lead_at timestamptz,
  last_answered_at timestamptz,
  last_contact_at timestamptz generated always as (greatest(last_lead_at, last_answered_at)) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint customers_account_phone_key unique (user_id, phone),
  constraint customers_account_email_key unique (user_id, email),
  constraint customers_id_user_id_key unique (id, user_id)
);
create index customers_dormancy_idx on public.customers (user_id, last_contact_at);
create trigger touch_updated_at before update on public.customers
  for each row execute function private.touch_updated_at();

-- E.164 from what a receptionist or a form writes; null when it can't be told. A backstop: the import uses libphonenumber.
create function private.normalize_phone(p_phone text, p_country text) returns text
language sql immutable set search_path = '' as $$
  with cleaned as (
    select regexp_replace(replace(split_part(lower(coalesce(p_phone, '')), 'x', 1), '(0)', ''), '[^0-9+]', '', 'g') as n
  )
  select case
    -- Withheld numbers as carriers write them: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on a keypad.
    when n in ('+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253') then null
    when n ~ '^\+1' then case when n ~ '^\+1[2-9][0-9]{2}[2-9][0-9]{6}$' then n end
    when n ~ '^\+[2-9][0-9]{6,14}$' then n
    when p_country in ('US', 'CA') and n ~ '^1?[2-9][0-9]{2}[2-9][0-9]{6}$' then '+1' || right(n, 10)
  end
  from cleaned
$$;

-- Where a customer is. What somebody wrote is an address and stays; an area code fills in what is missing.
create function private.locate_customer() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_area private.nanp_areas;
begin
  if tg_op = 'UPDATE' then
    if new.email is distinct from old.email then new.email_invalid_at := null; end if;
    if new.phone is distinct from old.phone then new.phone_invalid_at := null; end if;
    if new.time_zones is distinct from old.time_zones then
      new.zone_source := case when cardinality(new.time_zones) > 0 then 'address' end;
    end if;
    if new.phone is not distinct from old.phone and new.zone_source is not null then return new; end if;
  elsif cardinality(new.time_zones) > 0 then
    new.zone_source := 'address';
  end if;
  if new.zone_source = 'address' then return new; end if;
  select * into v_area from private.nanp_areas where new.phone like '+1%' and area_code = substr(new.phone, 3, 3);
  if tg_op = 'INSERT' then
    new.region := coalesce(new.region, v_area.region);
  elsif new.phone is distinct from old.phone and new.region is not distinct from old.region then
    new.region := v_area.region;
  end if;
  -- More than four zones is as good as none: no call until an address is known.
  new.time_zones := case when cardinality(v_area.time_zones) <= 4 then v_area.time_zones else '{}' end;
  new.zone_source := case when cardinality(new.time_zones) > 0 then 'area_code' end;
  return new;
end $$;
create trigger locate_customer before insert or update of phone, email, time_zones on public.customers
  for each row execute function private.locate_customer();

-- Finds the customer by phone, else by e-mail, else makes one. A known customer only gains what it lacks.
-- Planned anew each time: a plan made while the table is empty may take any index that begins with user_id, and a first import
-- of n leads would then look at n² customers.
create function private.find_or_make_customer(p_user_id uuid, p_phone text, p_email text, p_name text) returns uuid
language plpgsql security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_id uuid;
begin
  if p_phone is null and p_email is null then return null; end if;
  for v_round in 1..3 loop
    select id into v_id from public.customers where user_id = p_user_id and phone = p_phone;
    if v_id is null then
      select id into v_id from public.customers where user_id = p_user_id and email = p_email;
    end if;
    exit when v_id is not null;
    -- The phone of one customer and the e-mail of another stay with their owners.
    insert into public.customers (user_id, phone, email, name) values (p_user_id, p_phone, p_email, p_name)
      on conflict do nothing returning id into v_id;
    if v_id is not null then return v_id; end if;
  end loop;
  begin
    update public.customers c set
      name = coalesce(c.name, p_name),
      phone = coalesce(c.phone, p_phone),
      email = case
        when c.email is not null or p_email is null then c.email
        when exists (select from public.customers o where o.user_id = p_user_id and o.email = p_email) then null
        else p_email end
    where c.id = v_id
      and ((c.name is null and p_name is not null) or (c.phone is null and p_phone is not null) or (c.email is null and p_email is not null));
  exception when unique_violation then
    null; -- Somebody else got that contact at the same moment; it stays theirs.
  end;
  return v_id;
end $$;

alter table public.customers enable row level security;
revoke all on public.customers from anon, authenticated, service_role;
-- Derived figures and the account are not for a client to write.
grant select, delete on public.customers to authenticated;
grant insert (user_id, name, phone, email, region, time_zones, language, tags) on public.customers to authenticated;
grant update (name, phone, email, region, time_zones, language, tags) on public.customers to authenticated;
grant select, insert, update, delete on public.customers to service_role;

create policy customers_select on public.customers for select to authenticated using (user_id in (select private.my_accounts()));
create policy customers_insert on public.customers for insert to authenticated with check (user_id in (select private.my_accounts()));
create policy customers_update on public.customers for update to authenticated using (user_id in (select private.my_accounts())) with check (user_id in (select private.my_accounts()));
create policy customers_delete on public.customers for delete to authenticated using (user_id in (select private.my_accounts()));

revoke execute on all functions in schema private from public;
