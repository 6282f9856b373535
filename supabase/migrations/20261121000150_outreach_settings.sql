-- How each account may reach its customers: who it is, when it calls, how often, over how many lines, for how much.

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
    if v_day not in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun') or jsonb_typeof(p_hours -> v_day) <> 'array' then return false; end if;
    if jsonb_array_length(p_hours -> v_day) > 6 then return false; end if;
    for v_window in select jsonb_array_elements(p_hours -> v_day) loop
      -- Spelled out, for a cast would take «now» for a time.
      if v_window::text !~ '^\["([01][0-9]|2[0-3]):[0-5][0-9]", "(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)"\]$' then return false; end if;
      if v_window ->> 0 >= v_window ->> 1 then return false; end if;
    end loop;
  end loop;
  return true;
end $$;

-- The hours of an account whose owner never chose any.
create function private.default_hours() returns jsonb
language sql immutable set search_path = '' as $$
  select '{"mon":[["09:00","18:00"]],"tue":[["09:00","18:00"]],"wed":[["09:00","18:00"]],"thu":[["09:00","18:00"]],"fri":[["09:00","18:00"]],"sat":[["10:00","16:00"]]}'::jsonb
$$;

create function private.valid_zones(p_zones text[]) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
  v_zone text;
begin
  if cardinality(p_zones) > 12 then return false; end if;
  foreach v_zone in array p_zones loop
    -- IANA names only: abbreviations and POSIX strings (a name with digits) would be taken for fixed offsets.
    if coalesce(v_zone, '') !~ '^(UTC|[A-Z][A-Za-z_]+(/[A-Za-z_-]+)+|Etc/GMT([+-][0-9]|[+-]1[0-2]|-1[34]))$' then return false; end if;
    perform timestamptz '2026-01-01 00:00:00+00' at time zone v_zone;
  end loop;
  return true;
exception when invalid_parameter_value then
  return false;
end $$;

create table public.outreach_settings (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  business_name text check (length(business_name) <= 120),
  callback_number text check (callback_number ~ '^\+[1-9][0-9]{6,14}$'),
  postal_address text check (length(postal_address) <= 400),
  booking_link text check (booking_link ~ '^https?://[^\s]+$' and length(booking_link) <= 500),
  default_country text not null default 'US' check (default_country ~ '^[A-Z]{2}$'),
  time_zone text not null default 'America/New_York' check (private.valid_zones(array[time_zone])),
  calling_hours jsonb not null default private.default_hours() check (private.valid_hours(calling_hours)),
  -- The law's usual limit is 3; an account may only be stricter.
  max_contacts_per_24h integer not null default 3 check (max_contacts_per_24h between 1 and 3),
  max_contacts_per_30d integer not null default 10 check (max_contacts_per_30d between 1 and 30),
  -- Upper limits also keep out NaN, which is greater than every number.
  min_gap_minutes numeric(8, 3) not null default 60 check (min_gap_minutes between 0 and 43200),
  call_concurrency integer not null default 10 check (call_concurrency between 0 and 10000),
  inbound_lines integer not null default 2 check (inbound_lines between 0 and 10000),
  monthly_budget numeric(12, 2) check (monthly_budget between 0 and 100000000),
  -- What one call is expected to cost before it is known, in US dollars; budgets are held against it.
  estimated_call_cost numeric(8, 4) not null default 0.3000 check (estimated_call_cost between 0.0001 and 1000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create trigger touch_updated_at before update on public.outreach_settings
  for each row execute function private.touch_updated_at();
create trigger keep_account before update of user_id on public.outreach_settings
  for each row when (old.user_id is distinct from new.user_id) execute function private.keep_account();

alter table public.outreach_settings enable row level security;
revoke all on public.outreach_settings from anon, authenticated, service_role;
grant select, insert, update on public.outreach_settings to authenticated;
grant select, insert, update, delete on public.outreach_settings to service_role;

create policy rekindle_select on public.outreach_settings for select to authenticated using (user_id in (select private.my_accounts()));
create policy rekindle_insert on public.outreach_settings for insert to authenticated with check (user_id in (select private.my_accounts()));
create policy rekindle_update on public.outreach_settings for update to authenticated using (user_id in (select private.my_accounts())) with check (user_id in (select private.my_accounts()));

revoke execute on all functions in schema private from public;
grant execute on function private.valid_hours(jsonb), private.default_hours(), private.valid_zones(text[]) to authenticated, service_role;
