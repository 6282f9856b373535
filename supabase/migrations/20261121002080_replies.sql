-- What customers write to us: an opt-out in force at once, an opt-in, a question of a person for a person.

-- Whose a message may be: those who write from the number it came to, or wrote from it, and have written to this person or know them. Of an
-- email the account whose address it came to, and only where it is nobody's all who have written to this person.
create function private.accounts_written_to(p_channel text, p_from text, p_to text) returns setof uuid
language sql stable set search_path = '' as $$
  select s.user_id from public.outreach_settings s
    where p_channel = 'sms' and s.sms_sender = p_to
      and (exists (select from public.outreach_attempts a where a.user_id = s.user_id and a.channel <> 'call' and a.contact_hash = private.contact_hash(p_from))
        or exists (select from public.customers c where c.user_id = s.user_id and c.phone = p_from))
  union
  select a.user_id from public.outreach_attempts a join public.outreach_settings s on s.user_id = a.user_id
    where p_channel = 'sms' and a.channel = 'sms' and a.contact_hash = private.contact_hash(p_from)
      and (s.sms_sender is null or s.sms_sender like 'MG%' or a.content ->> 'from' = p_to or a.content ->> 'from' like 'MG%')
  union
  (with addressed as materialized (
    select s.user_id from public.outreach_settings s
    where p_channel = 'email' and lower(p_to) in (lower(s.email_sender), lower(s.email_reply_to))
  )
  select d.user_id from addressed d
    where exists (select from public.outreach_attempts a where a.user_id = d.user_id and a.channel = 'email' and a.contact_hash = private.contact_hash(p_from))
      or exists (select from public.customers c where c.user_id = d.user_id and c.email = p_from)
  union
  select a.user_id from public.outreach_attempts a
    where p_channel = 'email' and a.channel = 'email' and a.contact_hash = private.contact_hash(p_from) and not exists (select from addressed))
$$;

-- Applies what came in; p_kind is what lib/core took its words for. Said twice it changes nothing. Answers { known, business_name, callback_number, first }: first
-- is false for a message that was there already. A stop counts for every account that this sender's number writes for.
create function public.receive_message(p_channel text, p_provider text, p_provider_ref text, p_from text, p_to text, p_subject text, p_body text,
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

create function private.stop_by_message(p_account uuid, p_customer public.customers, p_attempt public.outreach_attempts, p_channel text, p_from text,
  p_message uuid, p_at timestamptz, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  perform private.suppress_contacts(p_account, p_customer.id, array[p_from, p_customer.phone, p_customer.email], 'all', 'opt_out', p_channel,
    jsonb_strip_nulls(jsonb_build_object('message_id', p_message, 'attempt_id', p_attempt.id, 'at', p_at)), p_now);
  if p_attempt.id is null then return; end if;
  update public.outreach_attempts set outcome = 'opt_out', replied_at = coalesce(replied_at, p_at) where id = p_attempt.id;
  perform private.note(p_attempt.id, p_account, 'stop', p_at, jsonb_build_object('message_id', p_message));
  perform private.close_opted_out(p_attempt.recipient_id);
end $$;

-- START allows texts again and nothing else: what STOP had ended for every channel, under each contact of the person, stays ended for
-- calls and emails.
create function private.start_by_message(p_account uuid, p_channel text, p_from text, p_message uuid, p_now timestamptz) returns void
language sql set search_path = '' as $$
  with own as (
    select * from public.suppressions
    where user_id = p_account and contact_hash = private.contact_hash(p_from) and lifted_at is null and source = p_channel and reason = 'opt_out'
      and channel in ('all', p_channel)
  ), lifted as (
    update public.suppressions s set lifted_at = p_now, lift_reason = 'The customer wrote START.'
    where s.user_id = p_account and s.lifted_at is null and s.source = p_channel and s.reason = 'opt_out' and s.channel in ('all', p_channel)
      and (s.id in (select id from own) or exists (select from own o where o.customer_id = s.customer_id and o.evidence ->> 'message_id' = s.evidence ->> 'message_id'))
    returning s.*
  )
  insert into public.suppressions (user_id, customer_id, contact, contact_hash, channel, reason, source, evidence, at)
  select p_account, l.customer_id, l.contact, l.contact_hash, c, l.reason, l.source, l.evidence || jsonb_build_object('start_message_id', p_message), p_now
  from lifted l, unnest(array['call', 'sms', 'email']) c where l.channel = 'all' and c <> p_channel
  on conflict (user_id, contact_hash, channel, reason, customer_id) where lifted_at is null and contact is not null do nothing
$$;

-- A person has to read it: nobody contacts them until somebody has.
create function private.note_reply(p_customer public.customers, p_attempt public.outreach_attempts, p_message uuid, p_at timestamptz, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  if p_attempt.id is not null then
    -- An answer to an answer needs the owner again.
    update public.outreach_attempts set replied_at = p_at, reviewed_at = null, reviewed_for = null where id = p_attempt.id;
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

-- Read, or judged: the person may be contacted again when nothing else of theirs waits.
create function private.release_reply() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.customers c set reply_waiting_since = null
    where c.id = new.customer_id and c.reply_waiting_since is not null
      and not exists (select from public.outreach_attempts a where a.customer_id = c.id and a.attention = 'reply' and a.attention <> coalesce(a.reviewed_for, ''));
  return null;
end $$;
create trigger release_reply after update of reviewed_at, outcome, judged_at on public.outreach_attempts
  for each row when (old.replied_at is not null) execute function private.release_reply();

revoke execute on all functions in schema private from public;
grant execute on function private.accounts_written_to(text, text, text),
  private.stop_by_message(uuid, public.customers, public.outreach_attempts, text, text, uuid, timestamptz, timestamptz),
  private.start_by_message(uuid, text, text, uuid, timestamptz),
  private.note_reply(public.customers, public.outreach_attempts, uuid, timestamptz, timestamptz) to service_role;
revoke execute on function public.receive_message(text, text, text, text, text, text, text, text, timestamptz, timestamptz) from public, anon, authenticated;
grant execute on function public.receive_message(text, text, text, text, text, text, text, text, timestamptz, timestamptz) to service_role;
