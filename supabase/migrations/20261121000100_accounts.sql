-- Accounts: the receptionist's own tables (made only where they are missing), team members, the audit log.

create schema if not exists private;
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;
create schema if not exists extensions;
create extension if not exists pgcrypto with schema extensions;

-- The receptionist's own three tables keep the grants and the ways to write that they have; what is made here gets its own below.
create temporary table made_here as
select name from unnest('{profiles,agents,leads}'::text[]) name where to_regclass('public.' || name) is null;

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
  -- Not «on conflict do nothing» alone: a receptionist's profile may have columns of its own that can't be left out.
  if not exists (select from public.profiles where id = new.id) then
    insert into public.profiles (id, email) values (new.id, new.email) on conflict (id) do nothing;
  end if;
  return new;
end $$;
create trigger zz_rekindle_ensure_profile after insert on auth.users
  for each row execute function private.ensure_profile();

-- A row of an account can't be carried off into another one by somebody who works for both.
create function private.keep_account() returns trigger
language plpgsql set search_path = '' as $$
begin
  if current_user in ('anon', 'authenticated') then
    raise exception '% stay in their account', tg_table_name using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_account before update of user_id on public.agents
  for each row when (old.user_id is distinct from new.user_id) execute function private.keep_account();

create function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;

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
alter table public.audit_log enable row level security;

do $$
declare
  v_table text;
  v_own text;
begin
  for v_table in select name from made_here loop
    execute format('revoke all on public.%I from anon, authenticated, service_role', v_table);
    execute format('grant select on public.%I to authenticated', v_table);
    if v_table = 'profiles' then
      insert into public.profiles (id, email) select id, email from auth.users;
      continue;
    end if;
    v_own := case v_table when 'agents' then 'user_id in (select private.my_accounts())' else 'agent_id in (select private.my_agents())' end;
    execute format('grant insert, update, delete on public.%I to authenticated', v_table);
    execute format('create policy rekindle_insert on public.%I for insert to authenticated with check (%s)', v_table, v_own);
    execute format('create policy rekindle_update on public.%I for update to authenticated using (%s) with check (%s)', v_table, v_own, v_own);
    execute format('create policy rekindle_delete on public.%I for delete to authenticated using (%s)', v_table, v_own);
  end loop;
end $$;
drop table made_here;
grant select, insert, update, delete on public.profiles, public.agents, public.leads to service_role;

revoke all on public.team_members, public.audit_log from anon, authenticated, service_role;
grant select, insert, delete on public.team_members to authenticated;
grant select, insert, update, delete on public.team_members to service_role;
grant select on public.audit_log to authenticated;
grant select, insert on public.audit_log to service_role;

-- No right to change a profile is given: its subscription tier is not for its owner to choose.
create policy rekindle_select on public.profiles for select to authenticated using (id in (select private.my_accounts()));

create policy rekindle_select on public.agents for select to authenticated using (user_id in (select private.my_accounts()));
create policy rekindle_select on public.leads for select to authenticated using (agent_id in (select private.my_agents()));

create policy rekindle_select on public.team_members for select to authenticated using (user_id in (select private.my_accounts()));
create policy rekindle_insert on public.team_members for insert to authenticated with check (user_id = (select auth.uid()));
create policy rekindle_delete on public.team_members for delete to authenticated using (user_id = (select auth.uid()) or member_id = (select auth.uid()));

create policy rekindle_select on public.audit_log for select to authenticated using (user_id in (select private.my_accounts()));

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function private.my_accounts(), private.my_agents() to authenticated, service_role;
