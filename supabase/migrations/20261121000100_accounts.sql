-- Accounts: the receptionist's own tables (made only where they are missing), team members, settings, the audit log.

create schema if not exists private;
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;
create schema if not exists extensions;
create extension if not exists pgcrypto with schema extensions;

create table if not exists public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email text,
  subscription_tier text not null default 'free',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table if not exists public.agents (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  name text not null,
  vapi_assistant_id text,
  vapi_phone_number_id text,
  provider_type text not null default 'vapi',
  api_secret text unique not null default encode(extensions.gen_random_bytes(24), 'hex'),
  system_prompt text,
  voice_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table if not exists public.leads (
  id uuid primary key default gen_random_uuid(),
  agent_id uuid not null references public.agents (id) on delete cascade,
  customer_phone text,
  call_summary text,
  call_transcript text,
  recording_url text,
  sentiment text,
  structured_data jsonb,
  status text not null default 'New' check (status in ('New', 'Contacted', 'Closed')),
  duration integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index if not exists agents_user_id_idx on public.agents (user_id);
-- Lets other tables prove with a foreign key that an agent belongs to their own account.
create unique index if not exists agents_id_user_id_key on public.agents (id, user_id);

create table public.team_members (
  user_id uuid not null references public.profiles (id) on delete cascade,
  member_id uuid not null references public.profiles (id) on delete cascade,
  role text not null default 'member' check (role in ('admin', 'member')),
  created_at timestamptz not null default now(),
  primary key (user_id, member_id),
  check (user_id <> member_id)
);
create index team_members_member_id_idx on public.team_members (member_id);

-- The accounts that the signed-in person may see. A set, so that a policy evaluates it once for each query.
create function private.my_accounts() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select auth.uid() where auth.uid() is not null
  union
  select user_id from public.team_members where member_id = auth.uid()
$$;

create function private.my_agents() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select id from public.agents where user_id in (select private.my_accounts())
$$;

-- The name sorts last, so that a receptionist's own sign-up trigger has made its profile before this one looks.
create function private.ensure_profile() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (id, email) values (new.id, new.email) on conflict (id) do nothing;
  return new;
end $$;
create trigger zz_rekindle_ensure_profile after insert on auth.users
  for each row execute function private.ensure_profile();

create function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;

-- Hours: {"mon": [["09:00", "18:00"]], ...}; a missing day is closed; local time; a window ends after it begins.
create function private.valid_hours(p_hours jsonb) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
  v_day text;
  v_window jsonb;
begin
  if p_hours is null then return true; end if;
  if jsonb_typeof(p_hours) <> 'object' then return false; end if;
  for v_day in select jsonb_object_keys(p_hours) loop
    if v_day not in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun') then return false; end if;
    if jsonb_typeof(p_hours -> v_day) <> 'array' or jsonb_array_length(p_hours -> v_day) > 6 then return false; end if;
    for v_window in select jsonb_array_elements(p_hours -> v_day) loop
      if (v_window ->> 0)::time >= (v_window ->> 1)::time or jsonb_array_length(v_window) <> 2 then return false; end if;
    end loop;
  end loop;
  return true;
exception when others then
  return false;
end $$;

create function private.valid_zones(p_zones text[]) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
  v_zone text;
begin
  foreach v_zone in array p_zones loop
    -- IANA names only: abbreviations and POSIX strings would be taken for fixed offsets.
    if v_zone <> 'UTC' and v_zone !~ '^[A-Z][A-Za-z_]+(/[A-Za-z_+-]+[0-9]*)+$' then return false; end if;
    perform timestamptz '2026-01-01 00:00:00+00' at time zone v_zone;
  end loop;
  return true;
exception when others then
  return false;
end $$;

create table public.outreach_settings (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  business_name text check (length(business_name) <= 120),
  callback_number text check (callback_number ~ '^\+[1-9][0-9]{6,14}$'),
  postal_address text check (length(postal_address) <= 400),
  booking_link text check (length(booking_link) <= 500),
  default_country text not null default 'US' check (default_country ~ '^[A-Z]{2}$'),
  time_zone text not null default 'America/New_York' check (private.valid_zones(array[time_zone])),
  calling_hours jsonb not null default '{"mon":[["09:00","18:00"]],"tue":[["09:00","18:00"]],"wed":[["09:00","18:00"]],"thu":[["09:00","18:00"]],"fri":[["09:00","18:00"]],"sat":[["10:00","16:00"]]}'
    check (private.valid_hours(calling_hours)),
  -- The law's usual limit is 3; an account may only be stricter.
  max_contacts_per_24h integer not null default 3 check (max_contacts_per_24h between 1 and 3),
  max_contacts_per_30d integer not null default 10 check (max_contacts_per_30d between 1 and 30),
  min_gap_minutes numeric(8, 3) not null default 60 check (min_gap_minutes >= 0),
  call_concurrency integer not null default 10 check (call_concurrency between 0 and 10000),
  inbound_lines integer not null default 2 check (inbound_lines between 0 and 10000),
  monthly_budget numeric(12, 2) check (monthly_budget >= 0),
  -- What one call is expected to cost before it is known, in US dollars; budgets are held against it.
  estimated_call_cost numeric(8, 4) not null default 0.3000 check (estimated_call_cost > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create trigger touch_updated_at before update on public.outreach_settings
  for each row execute function private.touch_updated_at();

create table public.audit_log (
  id bigint generated always as identity primary key,
  user_id uuid not null,
  actor_id uuid,
  action text not null,
  entity text not null,
  entity_id uuid,
  detail jsonb not null default '{}',
  at timestamptz not null default now()
);
create index audit_log_user_id_at_idx on public.audit_log (user_id, at desc);

create function private.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;
create trigger append_only before update or delete or truncate on public.audit_log
  for each statement execute function private.refuse_change();

-- Who may do what. Grants say which verbs exist at all, policies say on whose rows.
alter table public.profiles enable row level security;
alter table public.agents enable row level security;
alter table public.leads enable row level security;
alter table public.team_members enable row level security;
alter table public.outreach_settings enable row level security;
alter table public.audit_log enable row level security;

-- The receptionist's own three tables keep the grants that they have.
revoke all on public.team_members, public.outreach_settings, public.audit_log from anon;
revoke truncate, references, trigger on public.team_members, public.outreach_settings from authenticated;
revoke all on public.audit_log from authenticated, service_role;
grant select on public.audit_log to authenticated;
grant select, insert on public.audit_log to service_role;
revoke update on public.team_members from authenticated;
revoke delete on public.outreach_settings from authenticated;

create policy rekindle_select on public.profiles for select to authenticated using (id in (select private.my_accounts()));
create policy rekindle_update on public.profiles for update to authenticated using (id = (select auth.uid())) with check (id = (select auth.uid()));

create policy rekindle_select on public.agents for select to authenticated using (user_id in (select private.my_accounts()));
create policy rekindle_insert on public.agents for insert to authenticated with check (user_id in (select private.my_accounts()));
create policy rekindle_update on public.agents for update to authenticated using (user_id in (select private.my_accounts())) with check (user_id in (select private.my_accounts()));
create policy rekindle_delete on public.agents for delete to authenticated using (user_id in (select private.my_accounts()));

create policy rekindle_select on public.leads for select to authenticated using (agent_id in (select private.my_agents()));
create policy rekindle_insert on public.leads for insert to authenticated with check (agent_id in (select private.my_agents()));
create policy rekindle_update on public.leads for update to authenticated using (agent_id in (select private.my_agents())) with check (agent_id in (select private.my_agents()));
create policy rekindle_delete on public.leads for delete to authenticated using (agent_id in (select private.my_agents()));

create policy rekindle_select on public.team_members for select to authenticated using (user_id in (select private.my_accounts()));
create policy rekindle_insert on public.team_members for insert to authenticated with check (user_id = (select auth.uid()));
create policy rekindle_delete on public.team_members for delete to authenticated using (user_id = (select auth.uid()) or member_id = (select auth.uid()));

create policy rekindle_select on public.outreach_settings for select to authenticated using (user_id in (select private.my_accounts()));
create policy rekindle_insert on public.outreach_settings for insert to authenticated with check (user_id in (select private.my_accounts()));
create policy rekindle_update on public.outreach_settings for update to authenticated using (user_id in (select private.my_accounts())) with check (user_id in (select private.my_accounts()));

create policy rekindle_select on public.audit_log for select to authenticated using (user_id in (select private.my_accounts()));

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function private.my_accounts(), private.my_agents(), private.valid_hours(jsonb), private.valid_zones(text[]) to authenticated, service_role;
