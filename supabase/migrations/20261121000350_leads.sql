-- Leads get their customer by themselves, and customers their figures; those that exist already are filled in.

alter table public.leads
  add column if not exists customer_name text,
  add column if not exists customer_email text,
  add column if not exists customer_id uuid references public.customers (id) on delete set null,
  add column if not exists import_key text;
create index if not exists leads_agent_id_idx on public.leads (agent_id);
create index leads_customer_latest_idx on public.leads (customer_id, created_at desc, id desc);
-- Not partial: «on conflict (agent_id, import_key)» of the API names no predicate.
create unique index leads_import_key on public.leads (agent_id, import_key);

create function private.lead_email(p_email text, p_data jsonb) returns text
language sql immutable set search_path = '' as $$
  select e from (
    select lower(trim(coalesce(nullif(trim(p_email), ''),
      case jsonb_typeof(p_data -> 'customer_email') when 'string' then nullif(trim(p_data ->> 'customer_email'), '') end,
      case jsonb_typeof(p_data -> 'email') when 'string' then p_data ->> 'email' end))) as e
  ) x where e ~ '^[^\s@]+@[^\s@]+\.[^\s@]+$' and length(e) <= 320
$$;

create function private.lead_name(p_name text, p_data jsonb) returns text
language sql immutable set search_path = '' as $$
  select left(nullif(trim(coalesce(nullif(trim(p_name), ''),
    case jsonb_typeof(p_data -> 'customer_name') when 'string' then nullif(trim(p_data ->> 'customer_name'), '') end,
    case jsonb_typeof(p_data -> 'name') when 'string' then p_data ->> 'name' end)), ''), 200)
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
  if not found then return new; end if;
  new.customer_id := private.find_or_make_customer(
    v_user_id,
    private.normalize_phone(new.customer_phone, v_country),
    private.lead_email(new.customer_email, new.structured_data),
    private.lead_name(new.customer_name, new.structured_data));
  return new;
end $$;
create trigger attach_customer before insert or update of agent_id, customer_id, customer_phone, customer_email, customer_name,
  structured_data on public.leads
  for each row execute function private.attach_customer();

-- The figures of customers are counted again from their leads, after locking, so that concurrent writers can't lose one.
create function private.recount_customers(p_ids uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.customers where id = any (p_ids) order by id for no key update;
  update public.customers c set lead_count = s.n, first_lead_at = s.first_at, last_lead_at = s.last_at
  from (
    select ids.id, count(l.id)::integer as n,
      -- A client can write «infinity», which no date of ours is.
      min(l.created_at) filter (where isfinite(l.created_at)) as first_at, max(l.created_at) filter (where isfinite(l.created_at)) as last_at
    from unnest(p_ids) ids (id) left join public.leads l on l.customer_id = ids.id group by ids.id
  ) s
  where c.id = s.id and (c.lead_count, c.first_lead_at, c.last_lead_at) is distinct from (s.n, s.first_at, s.last_at);
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
  for v_trigger in select tgname, tgenabled from pg_trigger where tgrelid = 'public.leads'::regclass and not tgisinternal and tgenabled <> 'D' loop
    execute format('alter table public.leads disable trigger %I', v_trigger.tgname);
    v_off := v_off || format('alter table public.leads enable %s trigger %I', case v_trigger.tgenabled when 'A' then 'always' when 'R' then 'replica' end, v_trigger.tgname);
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
  from found f join public.customers c on c.user_id = f.user_id and c.phone = f.phone
  where l.id = f.id;
  update public.leads l set customer_id = c.id
  from found f join public.customers c on c.user_id = f.user_id and c.email = f.email
  where l.id = f.id and f.phone is null;

  perform private.recount_customers(array(select id from public.customers));

  for i in 1 .. cardinality(v_off) loop
    execute v_off[i];
  end loop;
end $$;

create trigger count_new_leads after insert on public.leads
  referencing new table as new_rows for each statement execute function private.count_new_leads();
create trigger count_removed_leads after delete on public.leads
  referencing old table as old_rows for each statement execute function private.count_removed_leads();
create trigger count_changed_leads after update on public.leads
  referencing old table as old_rows new table as new_rows for each statement execute function private.count_changed_leads();

revoke execute on all functions in schema private from public;
