-- Who was called and writes, or was written to and answers another way, is read by the owner too, and left in peace until then: what they wrote
-- was stored and shown to nobody.

-- As before; an answer without a message that it could be to is one to the last contact, whatever it was.
create or replace function public.receive_message(p_channel text, p_provider text, p_provider_ref text, p_from text, p_to text, p_subject text, p_body text,
  p_kind text, p_at timestamptz, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_account uuid;
  v_accounts uuid[];
  v_attempt public.outreach_attempts;
  v_customer public.customers;
  v_id uuid;
  v_answer jsonb := jsonb_build_object('known', false, 'first', true);
begin
  v_accounts := array(select x from private.accounts_written_to(p_channel, p_from, p_to) x order by x);
  -- An answer to what was written last is read by its writer alone.
  if p_kind in ('reply', 'help') and cardinality(v_accounts) > 1 then
    v_accounts := array(
      select a.user_id from public.outreach_attempts a where a.contact_hash = private.contact_hash(p_from) and a.channel = p_channel
        and a.user_id = any (v_accounts) and a.begun_at <= p_at order by a.begun_at desc limit 1);
  end if;
  foreach v_account in array v_accounts loop
    v_attempt := null;
    v_customer := null;
    select * into v_attempt from public.outreach_attempts a
      where a.user_id = v_account and a.channel = p_channel and a.contact_hash = private.contact_hash(p_from) and a.counted and a.begun_at <= p_at + interval '1 minute'
      order by a.begun_at desc limit 1;
    select * into v_customer from public.customers c
      where c.user_id = v_account and (c.id = v_attempt.customer_id or (p_channel = 'sms' and c.phone = p_from) or (p_channel = 'email' and c.email = p_from))
      order by (c.id = v_attempt.customer_id) desc nulls last limit 1;
    -- Who answers another way than they were contacted, answers what came last.
    if v_attempt.id is null and p_kind = 'reply' then
      select * into v_attempt from public.outreach_attempts a
        where a.customer_id = v_customer.id and a.user_id = v_account and a.counted and a.begun_at <= p_at + interval '1 minute'
        order by a.begun_at desc limit 1;
    end if;
    -- Before it is written down, which locks its attempt in part: two answers at once would wait for each other.
    if v_attempt.id is not null then
      perform from public.campaigns where id = v_attempt.campaign_id for share;
      perform from public.outreach_attempts where id = v_attempt.id for update;
      perform from public.campaign_recipients where id = v_attempt.recipient_id for update;
    end if;
    insert into public.inbound_messages (user_id, channel, provider, provider_ref, customer_id, attempt_id, sender, subject, body, kind, received_at)
      values (v_account, p_channel, p_provider, case when v_account = v_accounts[1] then p_provider_ref else p_provider_ref || ':' || v_account end,
        v_customer.id, v_attempt.id, p_from, p_subject, p_body, p_kind, p_at)
      on conflict (provider, provider_ref) do nothing returning id into v_id;
    if v_account = v_accounts[1] then
      select jsonb_build_object('known', true, 'first', v_id is not null, 'business_name', s.business_name, 'callback_number', s.callback_number)
        into v_answer from public.outreach_settings s where s.user_id = v_account;
    end if;
    continue when v_id is null;
    if p_kind in ('stop', 'opt_out') then
      perform private.stop_by_message(v_account, v_customer, v_attempt, p_channel, p_from, v_id, p_at, p_now);
    elsif p_kind = 'start' then
      perform private.start_by_message(v_account, p_channel, p_from, v_id, p_now);
    elsif p_kind = 'reply' then
      perform private.note_reply(v_customer, v_attempt, v_id, p_at, p_now);
    end if;
  end loop;
  if cardinality(v_accounts) = 0 then
    -- Nobody knows whose it is; that somebody wants no texts counts all the same, and Twilio keeps that.
    insert into public.inbound_messages (user_id, channel, provider, provider_ref, kind, received_at)
      values (null, p_channel, p_provider, p_provider_ref, p_kind, p_at) on conflict (provider, provider_ref) do nothing;
  end if;
  return v_answer;
end $$;

-- As before.
create or replace function private.note_reply(p_customer public.customers, p_attempt public.outreach_attempts, p_message uuid, p_at timestamptz, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  if p_attempt.id is not null then
    -- An answer to an answer needs the owner again.
    update public.outreach_attempts set replied_at = p_at, reviewed_at = null, reviewed_for = null,
      -- What the call itself came to says nothing about what they wrote afterwards.
      judged_at = coalesce(judged_at, case when channel = 'call' then begun_at end) where id = p_attempt.id;
    perform private.note(p_attempt.id, p_attempt.user_id, 'replied', p_at, jsonb_build_object('message_id', p_message));
    update public.campaign_recipients r set spoke_at = least(r.spoke_at, p_at), responded_at = least(r.responded_at, p_at),
      status = case when r.status in ('pending', 'delivered', 'failed') then 'answered' else r.status end,
      reason = case when r.status in ('pending', 'delivered', 'failed') then null else r.reason end,
      next_attempt_at = case when r.status in ('pending', 'delivered', 'failed') then null else r.next_attempt_at end
      where r.id = p_attempt.recipient_id;
  end if;
  update public.customers set reply_waiting_since = coalesce(reply_waiting_since, p_at), last_answered_at = greatest(last_answered_at, p_at)
    where id = p_customer.id and p_attempt.id is not null;
end $$;
