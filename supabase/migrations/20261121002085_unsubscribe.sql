-- The opt-out by a link, which works for as long as the attempt exists, and the pace at which providers may be asked.

-- What the page behind the link shows: { business_name, channel, channels: [already ended] }; null when there is no such message.
create function public.read_unsubscribe(p_attempt uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('business_name', s.business_name, 'channel', a.channel,
    'channels', coalesce((select jsonb_agg(distinct x.channel) from public.suppressions x
      where x.user_id = a.user_id and x.lifted_at is null and x.reason in ('opt_out', 'complaint', 'owner', 'import')
        and (x.contact_hash = a.contact_hash or x.customer_id = a.customer_id)), '[]'))
  from public.outreach_attempts a left join public.outreach_settings s on s.user_id = a.user_id
  where a.id = p_attempt and a.begun_at is not null
$$;

-- p_channel: 'all', or the one channel. p_method: how it was asked ('page', 'one_click'). False when there is no such message.
create function public.unsubscribe(p_attempt uuid, p_channel text, p_method text, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
  v_recipient public.campaign_recipients;
  v_customer public.customers;
  v_evidence jsonb := jsonb_build_object('attempt_id', p_attempt, 'method', p_method, 'at', p_now);
begin
  perform from public.campaigns c join public.outreach_attempts a on a.campaign_id = c.id where a.id = p_attempt for share of c;
  select * into v_attempt from public.outreach_attempts where id = p_attempt and begun_at is not null for update;
  if not found then return false; end if;
  select * into v_recipient from public.campaign_recipients where id = v_attempt.recipient_id for update;
  select * into v_customer from public.customers where id = v_attempt.customer_id;
  perform private.suppress_contacts(v_attempt.user_id, v_customer.id, array[v_recipient.phone, v_recipient.email, v_customer.phone, v_customer.email],
    p_channel, 'opt_out', 'link', v_evidence, p_now);
  -- Somebody who was erased is known by nothing else.
  if v_customer.id is null and v_attempt.contact_hash is not null and not exists (
    select from public.suppressions where user_id = v_attempt.user_id and contact_hash = v_attempt.contact_hash and channel = p_channel and lifted_at is null) then
    insert into public.suppressions (user_id, contact_hash, channel, reason, source, evidence, at)
      values (v_attempt.user_id, v_attempt.contact_hash, p_channel, 'opt_out', 'link', v_evidence, p_now);
  end if;
  perform private.note(p_attempt, v_attempt.user_id, 'unsubscribed', p_now, jsonb_build_object('channel', p_channel, 'method', p_method));
  if p_channel = 'all' then
    update public.outreach_attempts set outcome = 'opt_out' where id = p_attempt;
    perform private.close_opted_out(v_recipient.id);
  end if;
  return true;
end $$;

-- The targets of a message's links, in their order; null when there is no such message.
create function public.message_links(p_attempt uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(content -> 'links', '[]') from public.outreach_attempts where id = p_attempt and channel <> 'call'
$$;

-- When each provider may be asked next. One row for each; nobody but the engine.
create table private.provider_pace (
  provider text primary key,
  next_at timestamptz not null
);
alter table private.provider_pace enable row level security;
revoke all on private.provider_pace from anon, authenticated;
grant select, insert, update on private.provider_pace to service_role;
create policy engine on private.provider_pace to service_role using (true) with check (true);

-- Takes the next free moment and answers it; whoever took it waits until then. p_interval_ms: between two requests. Moments lost by
-- workers that stood still are not made up for.
create function public.take_turn(p_provider text, p_interval_ms numeric, p_now timestamptz) returns timestamptz
language sql set search_path = '' as $$
  insert into private.provider_pace as t (provider, next_at) values (p_provider, p_now + p_interval_ms * interval '1 millisecond')
  on conflict (provider) do update set next_at = greatest(t.next_at, p_now) + p_interval_ms * interval '1 millisecond'
  returning next_at - p_interval_ms * interval '1 millisecond'
$$;

-- The provider asked to be let be until then.
create function public.hold_provider(p_provider text, p_until timestamptz) returns void
language sql set search_path = '' as $$
  insert into private.provider_pace as t (provider, next_at) values (p_provider, p_until)
  on conflict (provider) do update set next_at = greatest(t.next_at, excluded.next_at)
$$;

revoke execute on function public.read_unsubscribe(uuid), public.unsubscribe(uuid, text, text, timestamptz), public.message_links(uuid),
  public.take_turn(text, numeric, timestamptz), public.hold_provider(text, timestamptz) from public, anon, authenticated;
grant execute on function public.read_unsubscribe(uuid), public.unsubscribe(uuid, text, text, timestamptz), public.message_links(uuid),
  public.take_turn(text, numeric, timestamptz), public.hold_provider(text, timestamptz) to service_role;
