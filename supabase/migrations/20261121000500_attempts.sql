-- Attempts with their timelines, the webhook inbox, suppressions and consents.

create table public.outreach_attempts (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  campaign_id uuid not null,
  recipient_id uuid not null references public.campaign_recipients (id) on delete cascade,
  customer_id uuid references public.customers (id) on delete set null,
  step integer not null,
  number integer not null,
  channel text not null check (channel in ('call', 'email', 'sms')),
  provider text not null check (provider in ('vapi', 'twilio', 'resend')),
  provider_ref text,
  state text not null default 'reserved' check (state in ('reserved', 'dispatched', 'ended', 'unknown')),
  disposition text check (disposition in ('conversed', 'voicemail', 'no_answer', 'busy', 'silent', 'transferred', 'transfer_failed',
    'invalid_number', 'capacity', 'provider_failed', 'billing', 'cancelled', 'unknown')),
  outcome text check (outcome in ('interested', 'booked', 'callback', 'not_interested', 'opt_out', 'wrong_number', 'no_decision')),
  -- False for what never went out: refused for want of capacity, cancelled before it was sent.
  counted boolean not null default false,
  reserved_at timestamptz not null,
  lease_expires_at timestamptz,
  -- Written before the provider is asked: from here on only the provider knows whether the contact exists.
  begun_at timestamptz,
  assistant_id text, -- As whom it was begun: the agent may have another one when its call is looked for.
  dispatched_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  duration_seconds integer check (duration_seconds >= 0),
  cost numeric(10, 4),
  transcript text,
  messages jsonb,
  summary text,
  recording_url text,
  structured_data jsonb,
  sentiment text check (sentiment in ('positive', 'neutral', 'negative')),
  error text,
  -- What the gate decided, on which rules, at which local time.
  decision jsonb,
  reconcile_tries integer not null default 0,
  settle_failures integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (recipient_id, step, number),
  foreign key (campaign_id, user_id) references public.campaigns (id, user_id) on delete cascade
);
create unique index outreach_attempts_provider_ref_key on public.outreach_attempts (provider, provider_ref) where provider_ref is not null;
create index outreach_attempts_rate_idx on public.outreach_attempts (campaign_id, reserved_at desc);
create index outreach_attempts_waiting_idx on public.outreach_attempts (campaign_id) where state = 'reserved';
create index outreach_attempts_live_idx on public.outreach_attempts (user_id, channel, campaign_id) where state in ('reserved', 'dispatched');
create index outreach_attempts_lease_idx on public.outreach_attempts (lease_expires_at) where lease_expires_at is not null;
create index outreach_attempts_customer_idx on public.outreach_attempts (customer_id, begun_at desc);
-- What an account spent since a day, from the index alone.
create index outreach_attempts_cost_idx on public.outreach_attempts (user_id, reserved_at) include (cost) where cost is not null;
create trigger touch_updated_at before update on public.outreach_attempts for each row execute function private.touch_updated_at();

-- The lead that a conversation made; one attempt makes one lead. Only the engine says which: a lead written beforehand would
-- take the place of the one that a conversation makes.
alter table public.leads add column if not exists outreach_attempt_id uuid unique references public.outreach_attempts (id) on delete set null;
create function private.keep_attempt_link() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.outreach_attempt_id is not null and current_user in ('anon', 'authenticated')
    and (tg_op = 'INSERT' or new.outreach_attempt_id is distinct from old.outreach_attempt_id) then
    raise exception 'outreach_attempt_id is not for a client to write' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_attempt_link before insert or update of outreach_attempt_id on public.leads
  for each row execute function private.keep_attempt_link();

create table public.attempt_events (
  id bigint generated always as identity primary key,
  attempt_id uuid not null references public.outreach_attempts (id) on delete cascade,
  user_id uuid not null,
  kind text not null,
  detail jsonb not null default '{}',
  at timestamptz not null
);
create index attempt_events_attempt_idx on public.attempt_events (attempt_id, at, id);
create index attempt_events_user_idx on public.attempt_events (user_id);

create table public.provider_events (
  id bigint generated always as identity primary key,
  provider text not null check (provider in ('vapi', 'twilio', 'resend')),
  event_key text not null check (length(event_key) <= 300),
  user_id uuid,
  attempt_id uuid,
  payload jsonb not null,
  received_at timestamptz not null,
  processed_at timestamptz,
  error text,
  tries integer not null default 0,
  next_try_at timestamptz not null,
  unique (provider, event_key)
);
create index provider_events_waiting_idx on public.provider_events (next_try_at) where processed_at is null;
create index provider_events_user_idx on public.provider_events (user_id);

-- The key of contact hashes never leaves the database. Its two pads are kept, so that an HMAC is two digests.
create table private.contact_key (
  only_one boolean primary key default true check (only_one),
  inner_pad bytea not null,
  outer_pad bytea not null
);
do $$
declare
  v_key bytea := extensions.gen_random_bytes(64);
  v_inner bytea := v_key;
  v_outer bytea := v_key;
begin
  for i in 0..63 loop
    v_inner := set_byte(v_inner, i, get_byte(v_key, i) # 54);
    v_outer := set_byte(v_outer, i, get_byte(v_key, i) # 92);
  end loop;
  insert into private.contact_key (inner_pad, outer_pad) values (v_inner, v_outer);
end $$;

-- HMAC-SHA-256 of an E.164 number or a lower-case address: recognises an erased contact without keeping it.
create function private.contact_hash(p_contact text) returns bytea
language sql stable strict security definer set search_path = '' as $$
  select sha256(outer_pad || sha256(inner_pad || convert_to(p_contact, 'UTF8'))) from private.contact_key
$$;

create table public.suppressions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  customer_id uuid,
  -- Null once the customer is erased; the hash stays.
  contact text,
  -- Sealed from the contact by a trigger; a client can't write it.
  contact_hash bytea not null default '' check (octet_length(contact_hash) = 32),
  channel text not null default 'all' check (channel in ('all', 'call', 'email', 'sms')),
  reason text not null check (reason in ('opt_out', 'wrong_number', 'complaint', 'hard_bounce', 'owner', 'import')),
  source text not null check (length(source) between 1 and 60),
  evidence jsonb not null default '{}' check (pg_column_size(evidence) <= 16384),
  at timestamptz not null default now(),
  lifted_at timestamptz,
  lifted_by uuid,
  lift_reason text check (length(lift_reason) between 1 and 500),
  check ((lifted_at is null) = (lift_reason is null)),
  foreign key (customer_id, user_id) references public.customers (id, user_id) on delete set null (customer_id)
);
-- The same contact may stand here for two reasons, or for two customers: each has consequences of its own. Once their customers
-- are erased two may be alike.
create unique index suppressions_active_key on public.suppressions (user_id, contact_hash, channel, reason, customer_id)
  nulls not distinct where lifted_at is null and contact is not null;
create index suppressions_hash_idx on public.suppressions (user_id, contact_hash) where lifted_at is null;
create index suppressions_customer_idx on public.suppressions (customer_id) where lifted_at is null;
create index suppressions_user_at_idx on public.suppressions (user_id, at desc);

create function private.is_contact(p_contact text) returns boolean
language sql immutable set search_path = '' as $$
  select p_contact = lower(p_contact) and p_contact ~ '^(\+[1-9][0-9]{6,14}|[^\s@]+@[^\s@]+\.[^\s@]+)$' and length(p_contact) <= 320
$$;

create function private.seal_suppression() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.contact is not null then
    new.contact := lower(trim(new.contact));
    if not private.is_contact(new.contact) then
      raise exception 'contact_invalid' using errcode = 'PT400';
    end if;
    new.contact_hash := private.contact_hash(new.contact);
  end if;
  return new;
end $$;
create trigger seal_suppression before insert on public.suppressions for each row execute function private.seal_suppression();

create table public.consents (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  customer_id uuid not null,
  channel text not null check (channel in ('all', 'call', 'email', 'sms')),
  basis text not null check (basis in ('express_written', 'express', 'existing_customer')),
  purpose text not null default 'marketing' check (purpose in ('marketing', 'informational')),
  wording text check (length(wording) <= 4000),
  wording_version text check (length(wording_version) <= 60),
  source text not null check (length(source) between 1 and 120),
  evidence jsonb not null default '{}' check (pg_column_size(evidence) <= 16384),
  obtained_at timestamptz not null,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  foreign key (customer_id, user_id) references public.customers (id, user_id) on delete cascade
);
create index consents_customer_idx on public.consents (customer_id, channel) where revoked_at is null;
create index consents_user_idx on public.consents (user_id);

-- Append-only: the one change is the revocation of a consent or the lifting of a suppression, once, and the loss of
-- the clear contact when a customer is erased.
create function private.keep_ledger() returns trigger
language plpgsql set search_path = '' as $$
declare
  v_old jsonb := to_jsonb(old);
  v_new jsonb := to_jsonb(new);
  v_end text := case tg_table_name when 'consents' then 'revoked_at' else 'lifted_at' end;
begin
  if v_old ->> v_end is null then
    v_old := v_old - '{revoked_at,lifted_at,lifted_by,lift_reason}'::text[];
    v_new := v_new - '{revoked_at,lifted_at,lifted_by,lift_reason}'::text[];
  end if;
  if tg_table_name = 'suppressions' and v_new ->> 'contact' is null then v_old := v_old - 'contact'; v_new := v_new - 'contact'; end if;
  if tg_table_name = 'suppressions' and v_new ->> 'customer_id' is null then v_old := v_old - 'customer_id'; v_new := v_new - 'customer_id'; end if;
  if v_old <> v_new then
    raise exception '% is append-only', tg_table_name using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_ledger before update on public.suppressions for each row execute function private.keep_ledger();
create trigger keep_ledger before update on public.consents for each row execute function private.keep_ledger();

-- An erased customer's suppressions stay, as hashes.
create function private.forget_contact() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.suppressions set contact = null, customer_id = null
    where user_id = old.user_id and contact is not null
      and (customer_id = old.id or contact_hash in (private.contact_hash(old.phone), private.contact_hash(old.email)));
  return old;
end $$;
create trigger forget_contact before delete on public.customers for each row execute function private.forget_contact();

alter table public.outreach_attempts enable row level security;
alter table public.attempt_events enable row level security;
alter table public.provider_events enable row level security;
alter table public.suppressions enable row level security;
alter table public.consents enable row level security;

revoke all on public.outreach_attempts, public.attempt_events, public.provider_events, public.suppressions, public.consents
  from anon, authenticated, service_role;
grant select on public.outreach_attempts, public.attempt_events, public.suppressions, public.consents to authenticated;
grant select, insert, update, delete on public.outreach_attempts, public.attempt_events, public.provider_events to service_role;
-- Nobody deletes from the two ledgers; rows go only with their account, and consents with their customer.
grant select, insert, update on public.suppressions, public.consents to service_role;
grant insert (user_id, customer_id, contact, channel, reason, source, evidence) on public.suppressions to authenticated;
grant insert (user_id, customer_id, channel, basis, purpose, wording, wording_version, source, evidence, obtained_at) on public.consents to authenticated;
grant update (revoked_at) on public.consents to authenticated;

create policy outreach_attempts_select on public.outreach_attempts for select to authenticated using (user_id in (select private.my_accounts()));
create policy attempt_events_select on public.attempt_events for select to authenticated using (user_id in (select private.my_accounts()));
-- The inbox is the engine's alone.
create policy provider_events_none on public.provider_events for all to authenticated using (false);
create policy suppressions_select on public.suppressions for select to authenticated using (user_id in (select private.my_accounts()));
create policy suppressions_insert on public.suppressions for insert to authenticated with check (user_id in (select private.my_accounts()) and contact is not null);
create policy consents_select on public.consents for select to authenticated using (user_id in (select private.my_accounts()));
create policy consents_insert on public.consents for insert to authenticated with check (user_id in (select private.my_accounts()));
create policy consents_update on public.consents for update to authenticated using (user_id in (select private.my_accounts())) with check (user_id in (select private.my_accounts()));

revoke execute on all functions in schema private from public;
grant execute on function private.contact_hash(text), private.is_contact(text) to service_role;
