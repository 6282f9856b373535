-- Test messages: the owner reads on the own phone or in the own mailbox what a customer would get. No attempt of a campaign, but held to the
-- same promises as a test call: written down before it happens, never doubled, limited, logged.

create table public.test_messages (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  campaign_id uuid,
  actor_id uuid not null,
  -- Chosen by the browser, so that a double click or a repeated request is one message.
  request_key uuid not null,
  -- Where it went is not kept: it is the person's own address or number.
  channel text not null check (channel in ('sms', 'email')),
  provider_ref text check (length(provider_ref) <= 200),
  -- unknown: the provider's answer was lost, and only it knows whether the message is on its way.
  state text not null default 'begun' check (state in ('begun', 'sent', 'failed', 'unknown')),
  -- Why it failed, in the words of lib/providers/failure.ts.
  failure text check (length(failure) <= 60),
  begun_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint test_messages_request_key unique (user_id, request_key),
  foreign key (campaign_id, user_id) references public.campaigns (id, user_id) on delete set null (campaign_id)
);
create index test_messages_user_idx on public.test_messages (user_id, channel, begun_at desc);
create index test_messages_campaign_idx on public.test_messages (campaign_id, user_id) where campaign_id is not null;

alter table public.test_messages enable row level security;
revoke all on public.test_messages from anon, authenticated, service_role;
grant select on public.test_messages to authenticated;
grant select, insert, update, delete on public.test_messages to service_role;
create policy test_messages_select on public.test_messages for select to authenticated using (user_id in (select private.my_accounts()));

-- Writes a test message down, or says why there is none. The account is held meanwhile, so that two clicks, two tabs or two servers wait for
-- each other. Answers { decision: 'go' | 'known', id }, or { decision: 'refuse', code, next_at }.
create function public.begin_test_message(p_user_id uuid, p_actor uuid, p_request_key uuid, p_channel text, p_contact text,
  p_now timestamptz, p_campaign uuid default null) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_settings public.outreach_settings := private.hold_account(p_user_id);
  v_hash bytea := private.contact_hash(p_contact);
  v_id uuid;
  v_hour integer;
  v_day integer;
  v_next_at timestamptz;
begin
  select id into v_id from public.test_messages where user_id = p_user_id and request_key = p_request_key;
  if found then return jsonb_build_object('decision', 'known', 'id', v_id); end if;

  if exists (select from public.suppressions where user_id = p_user_id and contact_hash = v_hash and lifted_at is null and channel in ('all', p_channel))
    or exists (select from public.customers c join public.suppressions s on s.customer_id = c.id
      where c.user_id = p_user_id and p_contact in (c.phone, c.email) and s.lifted_at is null and s.channel in ('all', p_channel)) then
    return jsonb_build_object('decision', 'refuse', 'code', case p_channel when 'sms' then 'test_number_opted_out' else 'test_address_opted_out' end);
  end if;
  -- Customers are texted within their hours, their consent and their limits: by campaigns alone. Of the address a sign-in is proof.
  if p_channel = 'sms' and p_contact is distinct from v_settings.callback_number
    and exists (select from public.customers where user_id = p_user_id and phone = p_contact) then
    return jsonb_build_object('decision', 'refuse', 'code', 'test_number_of_customer');
  end if;
  -- A server's clock may be behind: messages just ahead of it count too.
  select count(*) filter (where begun_at > p_now - interval '1 hour'), count(*) into v_hour, v_day
    from public.test_messages where user_id = p_user_id and channel = p_channel and begun_at > p_now - interval '24 hours';
  if v_hour >= 10 or v_day >= 40 then
    select max(at) into v_next_at from (
      (select begun_at + interval '1 hour' as at from public.test_messages
        where user_id = p_user_id and channel = p_channel and v_hour >= 10 order by begun_at desc offset 9 limit 1)
      union all
      (select begun_at + interval '24 hours' from public.test_messages
        where user_id = p_user_id and channel = p_channel and v_day >= 40 order by begun_at desc offset 39 limit 1)
    ) x;
    return jsonb_build_object('decision', 'refuse', 'code', 'test_message_limit', 'next_at', v_next_at);
  end if;

  insert into public.test_messages (user_id, campaign_id, actor_id, request_key, channel, begun_at)
    values (p_user_id, p_campaign, p_actor, p_request_key, p_channel, p_now) returning id into v_id;
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
    values (p_user_id, p_actor, 'test_message', 'test_message', v_id, jsonb_build_object('campaign_id', p_campaign, 'channel', p_channel), p_now);
  return jsonb_build_object('decision', 'go', 'id', v_id);
end $$;

revoke execute on function public.begin_test_message(uuid, uuid, uuid, text, text, timestamptz, uuid) from public, anon, authenticated;
grant execute on function public.begin_test_message(uuid, uuid, uuid, text, text, timestamptz, uuid) to service_role;
