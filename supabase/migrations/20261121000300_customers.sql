-- Customers: the people of an account, found or made from the leads that the receptionist writes.

create table public.customers (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  name text check (length(name) <= 200),
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  email text check (email = lower(email) and length(email) <= 320),
  region text check (region ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
  time_zones text[] not null default '{}' check (private.valid_zones(time_zones)),
  -- An area code is evidence, not proof: an address wins and is not overwritten.
  zone_source text check (zone_source in ('area_code', 'address')),
  language text check (length(language) <= 35),
  tags text[] not null default '{}' check (cardinality(tags) <= 50),
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
    select regexp_replace(split_part(lower(coalesce(p_phone, '')), 'x', 1), '[^0-9+]', '', 'g') as n
  )
  select case
    when n ~ '^\+1' then case when n ~ '^\+1[2-9][0-9]{2}[2-9][0-9]{6}$' then n end
    when n ~ '^\+[2-9][0-9]{6,14}$' then n
    when p_country in ('US', 'CA') and n ~ '^1?[2-9][0-9]{2}[2-9][0-9]{6}$' then '+1' || right(n, 10)
  end
  from cleaned
$$;

create function private.locate_customer() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_area private.nanp_areas;
begin
  if tg_op = 'UPDATE' and new.phone is not distinct from old.phone then return new; end if;
  if tg_op = 'UPDATE' then new.phone_invalid_at := null; end if;
  if new.zone_source = 'address' then return new; end if;
  if tg_op = 'INSERT' and cardinality(new.time_zones) > 0 then
    new.zone_source := 'address';
    return new;
  end if;
  select * into v_area from private.nanp_areas where new.phone like '+1%' and area_code = substr(new.phone, 3, 3);
  -- More than four zones is as good as none: no call until an address is known.
  new.region := v_area.region;
  new.time_zones := case when cardinality(v_area.time_zones) <= 4 then v_area.time_zones else '{}' end;
  new.zone_source := case when cardinality(new.time_zones) > 0 then 'area_code' end;
  return new;
end $$;
create trigger locate_customer before insert or update of phone on public.customers
  for each row execute function private.locate_customer();

-- Finds the customer by phone, else by e-mail, else makes one. A known customer only gains what it lacks.
create function private.find_or_make_customer(p_user_id uuid, p_phone text, p_email text, p_name text) returns uuid
language plpgsql security definer set search_path = '' as $$
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
  update public.customers c set
    name = coalesce(c.name, p_name),
    phone = coalesce(c.phone, p_phone),
    email = case
      when c.email is not null or p_email is null then c.email
      when exists (select from public.customers o where o.user_id = p_user_id and o.email = p_email) then null
      else p_email end
  where c.id = v_id
    and ((c.name is null and p_name is not null) or (c.phone is null and p_phone is not null) or (c.email is null and p_email is not null));
  return v_id;
end $$;

alter table public.leads
  add column if not exists customer_name text,
  add column if not exists customer_email text,
  add column if not exists customer_id uuid references public.customers (id) on delete set null,
  add column if not exists import_key text;
create index if not exists leads_agent_id_idx on public.leads (agent_id);
create index leads_customer_latest_idx on public.leads (customer_id, created_at desc, id desc);
create unique index leads_import_key on public.leads (agent_id, import_key) where import_key is not null;

create function private.lead_email(p_email text, p_data jsonb) returns text
language sql immutable set search_path = '' as $$
  select lower(trim(e)) from (
    select coalesce(nullif(trim(p_email), ''), p_data ->> 'customer_email', p_data ->> 'email') as e
  ) x where trim(e) ~ '^[^\s@]+@[^\s@]+\.[^\s@]+$' and length(trim(e)) <= 320
$$;

create function private.lead_name(p_name text, p_data jsonb) returns text
language sql immutable set search_path = '' as $$
  select left(nullif(trim(coalesce(nullif(trim(p_name), ''), p_data ->> 'customer_name', p_data ->> 'name')), ''), 200)
$$;

-- A lead never fails because of its customer: what can't be told leaves customer_id empty.
create function private.attach_customer() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_user_id uuid;
  v_country text;
begin
  if new.customer_id is not null then
    -- The service role may name any customer; a person only one of the agent's own account.
    if not exists (
      select from public.customers c join public.agents a on a.user_id = c.user_id
      where c.id = new.customer_id and a.id = new.agent_id
    ) then
      raise exception 'customer_of_another_account' using errcode = '23503';
    end if;
    return new;
  end if;
  -- An erased customer stays erased: its leads are let go, not attached to a new copy.
  if tg_op = 'UPDATE' and old.customer_id is not null then return new; end if;
  select a.user_id, coalesce(s.default_country, 'US') into v_user_id, v_country
    from public.agents a left join public.outreach_settings s on s.user_id = a.user_id
    where a.id = new.agent_id;
  new.customer_id := private.find_or_make_customer(
    v_user_id,
    private.normalize_phone(new.customer_phone, v_country),
    private.lead_email(new.customer_email, new.structured_data),
    private.lead_name(new.customer_name, new.structured_data));
  return new;
end $$;
create trigger attach_customer before insert or update of customer_id, customer_phone, customer_email, customer_name on public.leads
  for each row execute function private.attach_customer();

-- The figures of customers are counted again from their leads, after locking, so that concurrent writers can't lose one.
create function private.recount_customers(p_ids uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.customers where id = any (p_ids) order by id for no key update;
  update public.customers c
  set lead_count = coalesce(s.n, 0), first_lead_at = s.first_at, last_lead_at = s.last_at
  from unnest(p_ids) as ids (id)
  left join (
    select customer_id, count(*)::integer as n, min(created_at) as first_at, max(created_at) as last_at
    from public.leads where customer_id = any (p_ids) group by customer_id
  ) s on s.customer_id = ids.id
  where c.id = ids.id
    and (c.lead_count, c.first_lead_at, c.last_lead_at) is distinct from (coalesce(s.n, 0), s.first_at, s.last_at);
end $$;

create function private.count_new_leads() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.recount_customers(array(select distinct customer_id from new_rows where customer_id is not null));
  return null;
end $$;
create function private.count_removed_leads() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.recount_customers(array(select distinct customer_id from old_rows where customer_id is not null));
  return null;
end $$;
create function private.count_changed_leads() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.recount_customers(array(
    select distinct unnest(array[o.customer_id, n.customer_id])
    from old_rows o join new_rows n using (id)
    where (o.customer_id, o.created_at) is distinct from (n.customer_id, n.created_at)));
  return null;
end $$;

-- Backfill: the receptionist's leads get their customers. Its own triggers stay still meanwhile, so that no
-- other column (updated_at) of a row changes.
do $$
declare
  v_trigger record;
  v_off text[] := '{}';
begin
  for v_trigger in select tgname from pg_trigger where tgrelid = 'public.leads'::regclass and not tgisinternal and tgenabled <> 'D' loop
    execute format('alter table public.leads disable trigger %I', v_trigger.tgname);
    v_off := v_off || v_trigger.tgname::text;
  end loop;

  create temporary table found on commit drop as
  select l.id, a.user_id, l.created_at,
    private.normalize_phone(l.customer_phone, 'US') as phone,
    private.lead_email(l.customer_email, l.structured_data) as email,
    private.lead_name(l.customer_name, l.structured_data) as name
  from public.leads l join public.agents a on a.id = l.agent_id;

  insert into public.customers (user_id, phone, name)
  select distinct on (user_id, phone) user_id, phone, name from found
  where phone is not null order by user_id, phone, (name is null), created_at desc;

  update public.customers c set email = f.email
  from (
    select distinct on (user_id, email) user_id, email, phone from found
    where phone is not null and email is not null order by user_id, email, created_at desc
  ) f
  where c.user_id = f.user_id and c.phone = f.phone;

  insert into public.customers (user_id, email, name)
  select distinct on (user_id, email) user_id, email, name from found
  where phone is null and email is not null order by user_id, email, (name is null), created_at desc
  on conflict do nothing;

  update public.leads l set customer_id = c.id
  from found f join public.customers c on c.user_id = f.user_id
    and (c.phone = f.phone or (f.phone is null and c.email = f.email))
  where l.id = f.id;

  perform private.recount_customers(array(select id from public.customers));

  for i in 1 .. cardinality(v_off) loop
    execute format('alter table public.leads enable trigger %I', v_off[i]);
  end loop;
end $$;

create trigger count_new_leads after insert on public.leads
  referencing new table as new_rows for each statement execute function private.count_new_leads();
create trigger count_removed_leads after delete on public.leads
  referencing old table as old_rows for each statement execute function private.count_removed_leads();
create trigger count_changed_leads after update on public.leads
  referencing old table as old_rows new table as new_rows for each statement execute function private.count_changed_leads();

alter table public.customers enable row level security;
revoke all on public.customers from anon;
revoke truncate, references, trigger on public.customers from authenticated;
-- Derived figures and the account are not for a client to write.
revoke insert, update on public.customers from authenticated;
grant insert (user_id, name, phone, email, region, time_zones, zone_source, language, tags) on public.customers to authenticated;
grant update (name, phone, email, region, time_zones, zone_source, language, tags) on public.customers to authenticated;

create policy customers_select on public.customers for select to authenticated using (user_id in (select private.my_accounts()));
create policy customers_insert on public.customers for insert to authenticated with check (user_id in (select private.my_accounts()));
create policy customers_update on public.customers for update to authenticated using (user_id in (select private.my_accounts())) with check (user_id in (select private.my_accounts()));
create policy customers_delete on public.customers for delete to authenticated using (user_id in (select private.my_accounts()));

revoke execute on all functions in schema private from public;
