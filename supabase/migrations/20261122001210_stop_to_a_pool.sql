-- Whoever writes STOP to a number that several businesses write from is heard, though no text of theirs was answered: who was only called, or is
-- only a customer, was known to nobody by that number.

create index outreach_attempts_called_idx on public.outreach_attempts (contact_hash, begun_at desc) where contact_hash is not null and channel = 'call';

-- Whose a text may be that is no answer to one of theirs: of the accounts that write from the numbers of a messaging service, or from the
-- common one, those that have this number as a customer's or called it. A stop counts for each of them. All else is read by the one
-- that was in contact last, and by nobody where the text came to a number of another account's own.
create function private.accounts_of_pool(p_from text, p_to text, p_is_stop boolean, p_at timestamptz) returns setof uuid
language sql stable set search_path = '' as $$
  with called as materialized (
    select a.user_id, a.begun_at from public.outreach_attempts a where a.channel = 'call' and a.contact_hash = private.contact_hash(p_from)
  ), known as materialized (
    select s.user_id from public.outreach_settings s
    where (s.sms_sender is null or s.sms_sender like 'MG%')
      and (s.user_id in (select c.user_id from called c) or exists (select from public.customers c where c.user_id = s.user_id and c.phone = p_from))
  ), last as (
    select c.user_id from called c join known k on k.user_id = c.user_id where c.begun_at <= p_at order by c.begun_at desc limit 1
  )
  select k.user_id from known k
  where p_is_stop or (not exists (select from public.outreach_settings s where s.sms_sender = p_to)
    and (k.user_id in (select l.user_id from last l) or (select count(*) from known) = 1))
$$;

-- As before, but for those accounts; an answer without a message that it could be to is one to the last contact, whatever it was.
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
  if p_channel = 'sms' and cardinality(v_accounts) = 0 then
    v_accounts := array(select x from private.accounts_of_pool(p_from, p_to, p_kind in ('stop', 'opt_out'), p_at) x order by x);
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

revoke execute on all functions in schema private from public;
grant execute on function private.accounts_of_pool(text, text, boolean, timestamptz) to service_role;
