-- Test calls: the owner hears on the own phone what the agent would say. No attempt of a campaign, but held to the same promises:
-- written down before it happens, never doubled, limited, logged.

create table public.test_calls (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  campaign_id uuid,
  actor_id uuid not null,
  -- Chosen by the browser, so that a double click or a repeated request is one call.
  request_key uuid not null,
  -- Enough to recognise the number by, for its owner and for us; the number itself is not kept.
  phone_last4 text not null check (phone_last4 ~ '^[0-9]{4}$'),
  phone_hash bytea not null check (octet_length(phone_hash) = 32),
  assistant_id text not null,
  provider text not null default 'vapi' check (provider = 'vapi'),
  provider_ref text,
  -- unknown: the provider's answer was lost, and only it knows whether the phone rings.
  state text not null default 'begun' check (state in ('begun', 'dispatched', 'ended', 'unknown')),
  disposition text check (disposition in ('conversed', 'voicemail', 'no_answer', 'busy', 'silent', 'transferred', 'transfer_failed',
    'invalid_number', 'capacity', 'provider_failed', 'billing', 'cancelled', 'unknown')),
  duration_seconds integer check (duration_seconds >= 0),
  cost numeric(10, 4),
  begun_at timestamptz not null,
  -- When it is over whatever was heard of it: the longest call, and some time to ring.
  expires_at timestamptz not null,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  constraint test_calls_request_key unique (user_id, request_key),
  foreign key (campaign_id, user_id) references public.campaigns (id, user_id) on delete set null (campaign_id)
);
create index test_calls_user_idx on public.test_calls (user_id, begun_at desc);
create index test_calls_campaign_idx on public.test_calls (campaign_id, user_id) where campaign_id is not null;

alter table public.test_calls enable row level security;
revoke all on public.test_calls from anon, authenticated, service_role;
grant select on public.test_calls to authenticated;
grant select, insert, update, delete on public.test_calls to service_role;
create policy test_calls_select on public.test_calls for select to authenticated using (user_id in (select private.my_accounts()));

-- A test call takes up a line as any other, until it ended or must have.
create or replace function private.lines_in_use(p_user_id uuid, p_now timestamptz) returns integer
language sql stable set search_path = '' as $$
  select (select count(*) from public.outreach_attempts where user_id = p_user_id and channel = 'call' and state in ('reserved', 'dispatched'))::integer
    + (select count(*) from public.test_calls where user_id = p_user_id and state <> 'ended' and expires_at > p_now)::integer
$$;

-- Writes a test call down, or says why there is none. The account is held meanwhile, so that two clicks, two tabs or two servers
-- wait for each other. Answers { decision: 'go' | 'known', id }, or { decision: 'refuse', code, next_at }.
create function public.begin_test_call(p_user_id uuid, p_actor uuid, p_request_key uuid, p_phone text, p_assistant_id text,
  p_seconds integer, p_now timestamptz, p_campaign uuid default null) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_settings public.outreach_settings := private.hold_account(p_user_id);
  v_hash bytea := private.contact_hash(p_phone);
  v_id uuid;
  v_hour integer;
  v_day integer;
  v_next_at timestamptz;
begin
  select id into v_id from public.test_calls where user_id = p_user_id and request_key = p_request_key;
  if found then return jsonb_build_object('decision', 'known', 'id', v_id); end if;

  if exists (select from public.suppressions where user_id = p_user_id and contact_hash = v_hash and lifted_at is null and channel in ('all', 'call'))
    or exists (select from public.customers c join public.suppressions s on s.customer_id = c.id
      where c.user_id = p_user_id and c.phone = p_phone and s.lifted_at is null and s.channel in ('all', 'call')) then
    return jsonb_build_object('decision', 'refuse', 'code', 'test_number_opted_out');
  end if;
  -- Customers are called within their hours, their consent and their limits: by campaigns alone.
  if p_phone is distinct from v_settings.callback_number and exists (select from public.customers where user_id = p_user_id and phone = p_phone) then
    return jsonb_build_object('decision', 'refuse', 'code', 'test_number_of_customer');
  end if;
  if exists (select from public.test_calls where user_id = p_user_id and state <> 'ended' and expires_at > p_now) then
    return jsonb_build_object('decision', 'refuse', 'code', 'test_call_under_way');
  end if;
  -- A server's clock may be behind: calls just ahead of it count too.
  select count(*) filter (where begun_at > p_now - interval '1 hour'), count(*) into v_hour, v_day
    from public.test_calls where user_id = p_user_id and begun_at > p_now - interval '24 hours';
  if v_hour >= 5 or v_day >= 20 then
    select max(at) into v_next_at from (
      (select begun_at + interval '1 hour' as at from public.test_calls where user_id = p_user_id and v_hour >= 5 order by begun_at desc offset 4 limit 1)
      union all
      (select begun_at + interval '24 hours' from public.test_calls where user_id = p_user_id and v_day >= 20 order by begun_at desc offset 19 limit 1)
    ) x;
    return jsonb_build_object('decision', 'refuse', 'code', 'test_call_limit', 'next_at', v_next_at);
  end if;
  if v_settings.call_concurrency - v_settings.inbound_lines <= private.lines_in_use(p_user_id, p_now) then
    return jsonb_build_object('decision', 'refuse', 'code', 'test_call_no_line');
  end if;

  insert into public.test_calls (user_id, campaign_id, actor_id, request_key, phone_last4, phone_hash, assistant_id, begun_at, expires_at)
    values (p_user_id, p_campaign, p_actor, p_request_key, right(p_phone, 4), v_hash, p_assistant_id, p_now, p_now + make_interval(secs => p_seconds + 120))
    returning id into v_id;
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
    values (p_user_id, p_actor, 'test_call', 'test_call', v_id, jsonb_build_object('campaign_id', p_campaign), p_now);
  return jsonb_build_object('decision', 'go', 'id', v_id);
end $$;

revoke execute on function public.begin_test_call(uuid, uuid, uuid, text, text, integer, timestamptz, uuid) from public, anon, authenticated;
grant execute on function public.begin_test_call(uuid, uuid, uuid, text, text, integer, timestamptz, uuid) to service_role;
