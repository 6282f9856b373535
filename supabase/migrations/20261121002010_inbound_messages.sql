-- What customers write to us, by text or by email.

create table public.inbound_messages (
  id uuid primary key default gen_random_uuid(),
  -- Null: nobody knows whose it is.
  user_id uuid references public.profiles (id) on delete cascade,
  channel text not null check (channel in ('sms', 'email')),
  provider text not null check (provider in ('twilio', 'resend')),
  provider_ref text not null check (length(provider_ref) <= 200),
  customer_id uuid,
  attempt_id uuid references public.outreach_attempts (id) on delete set null,
  -- Null once the customer is erased.
  sender text check (length(sender) <= 320),
  subject text check (length(subject) <= 500),
  body text check (length(body) <= 10000),
  -- What the words were taken for: stop, start, help, opt_out (in words of their own), reply (for a person to judge).
  kind text not null check (kind in ('stop', 'start', 'help', 'opt_out', 'reply')),
  received_at timestamptz not null,
  created_at timestamptz not null default now(),
  unique (provider, provider_ref),
  foreign key (customer_id, user_id) references public.customers (id, user_id) on delete set null (customer_id)
);
create index inbound_messages_user_idx on public.inbound_messages (user_id, received_at desc);
create index inbound_messages_customer_idx on public.inbound_messages (customer_id, received_at desc);
create index inbound_messages_attempt_idx on public.inbound_messages (attempt_id);

alter table public.inbound_messages enable row level security;
revoke all on public.inbound_messages from anon, authenticated, service_role;
grant select on public.inbound_messages to authenticated;
grant select, insert, update, delete on public.inbound_messages to service_role;
create policy inbound_messages_select on public.inbound_messages for select to authenticated using (user_id in (select private.my_accounts()));
