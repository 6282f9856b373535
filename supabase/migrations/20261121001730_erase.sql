-- Erasing a customer: the person goes, what the business needs for its counts and for never contacting them again stays.

-- An opt-out whose customer goes loses the contact and everything that somebody wrote about it; who was told, when and in which call stays.
create or replace function private.keep_ledger() returns trigger
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
  if tg_table_name = 'suppressions' and v_new ->> 'contact' is null then
    v_old := v_old - 'contact'; v_new := v_new - 'contact';
    if v_new -> 'evidence' <@ (v_old -> 'evidence') then v_old := v_old - 'evidence'; v_new := v_new - 'evidence'; end if;
    if v_new ->> 'lift_reason' = 'erased' and v_old ->> 'lift_reason' is not null then v_old := v_old - 'lift_reason'; v_new := v_new - 'lift_reason'; end if;
  end if;
  if tg_table_name = 'suppressions' and v_new ->> 'customer_id' is null then v_old := v_old - 'customer_id'; v_new := v_new - 'customer_id'; end if;
  if v_old <> v_new then
    raise exception '% is append-only', tg_table_name using errcode = '42501';
  end if;
  return new;
end $$;

create or replace function private.forget_contact() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Where the contact was once another customer's, that customer stays held back.
  update public.suppressions set contact = null, customer_id = nullif(customer_id, old.id),
    evidence = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(evidence) where key in ('attempt_id', 'at', 'by')),
    lift_reason = case when lift_reason is not null then 'erased' end
    where user_id = old.user_id and contact is not null
      and (customer_id = old.id or contact_hash in (private.contact_hash(old.phone), private.contact_hash(old.email)));
  return old;
end $$;

-- The inbox is asked for an attempt's events; without an index it would be read whole.
create index provider_events_attempt_idx on public.provider_events (attempt_id);

-- Reports come twice, and late. What is said of an ended contact with somebody who is erased is not kept.
create function private.drop_late_report() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (select from public.outreach_attempts where id = new.attempt_id and customer_id is null and state = 'ended') then
    new.payload := '{}';
    new.processed_at := new.received_at;
  end if;
  return new;
end $$;
create trigger drop_late_report before insert on public.provider_events
  for each row when (new.attempt_id is not null) execute function private.drop_late_report();

-- Nor what an assistant still asks for in a call that nobody knew to be under way, or somebody notes of it afterwards.
create function private.drop_late_words() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (select from public.outreach_attempts where id = new.attempt_id and customer_id is null and state = 'ended') then
    new.detail := new.detail - '{arguments,note}'::text[];
  end if;
  return new;
end $$;
create trigger drop_late_words before insert on public.attempt_events
  for each row when (new.detail ?| '{arguments,note}') execute function private.drop_late_words();
create function private.stay_silent() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.structured_data := null;
  return new;
end $$;
create trigger stay_silent before update of structured_data on public.outreach_attempts
  for each row when (old.customer_id is null and old.state = 'ended') execute function private.stay_silent();

-- Erases one customer of the account and answers { recipients, attempts, leads }. Goes: the customer, the leads and consents; name, number,
-- address and answers of recipients; what was said in contacts, and the provider's reports of it. Stays: the contacts' times, costs and
-- outcomes, so that every count is what it was, and opt-outs as hashes. With p_opt_out the person also asked not to be contacted.
-- Refused with call_under_way while a contact is with the provider; one that is only reserved is given back first.
create function public.erase_customer(p_user_id uuid, p_customer uuid, p_actor uuid, p_now timestamptz, p_opt_out boolean default false) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_customer public.customers;
  v_attempt public.outreach_attempts;
  v_attempts uuid[];
  v_recipients integer;
  v_leads integer;
begin
  -- The account first, as a claim takes it: nobody is taken to be called meanwhile.
  perform private.hold_account(p_user_id);
  v_attempts := array(select id from public.outreach_attempts where customer_id = p_customer and user_id = p_user_id order by id for update);
  perform from public.campaign_recipients where customer_id = p_customer and user_id = p_user_id order by id for update;
  select * into v_customer from public.customers where id = p_customer and user_id = p_user_id for update;
  if not found then raise exception 'not_found'; end if;
  if exists (select from public.outreach_attempts where id = any (v_attempts) and (state = 'dispatched' or (state = 'reserved' and begun_at is not null))) then
    raise exception 'call_under_way';
  end if;

  if p_opt_out then
    perform private.suppress_customer(p_user_id, p_customer, array[v_customer.phone, v_customer.email], 'opt_out', 'owner',
      jsonb_strip_nulls(jsonb_build_object('by', private.email_of(p_actor), 'at', p_now)), p_now);
  end if;
  for v_attempt in select * from public.outreach_attempts where id = any (v_attempts) and state = 'reserved' loop
    perform private.release(v_attempt, p_now, 'customer_erased', null);
  end loop;

  -- Nobody asks the provider any more what became of an unknown one: the answer would bring the words back.
  update public.outreach_attempts set transcript = null, messages = null, summary = null, recording_url = null, structured_data = null,
    error = null, lease_expires_at = null, state = case state when 'unknown' then 'ended' else state end
    where id = any (v_attempts);
  -- There is nobody left to call back.
  update public.outreach_attempts set reviewed_at = p_now where id = any (v_attempts) and attention <> coalesce(reviewed_for, '');
  update public.attempt_events e set detail = (
      select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(e.detail)
      where key in ('disposition', 'outcome', 'ended_reason', 'next', 'why', 'provider_ref', 'tool_id'))
    where attempt_id = any (v_attempts) and detail <> '{}';
  update public.provider_events set payload = '{}', error = null, processed_at = coalesce(processed_at, p_now)
    where attempt_id = any (v_attempts)
      or (attempt_id is null and payload #>> '{message,call,id}' in (
        select provider_ref from public.outreach_attempts where id = any (v_attempts) and provider_ref is not null));

  -- The owner may have tried the campaign on a phone that was a customer's later.
  update public.test_calls set phone_last4 = '0000', phone_hash = decode(repeat('00', 32), 'hex')
    where user_id = p_user_id and phone_hash = private.contact_hash(v_customer.phone);
  update public.campaign_recipients set name = null, phone = null, email = null, response_data = null, error_message = null, next_attempt_at = null,
    status = case status when 'pending' then 'skipped' else status end, reason = case status when 'pending' then 'customer_erased' else reason end
    where customer_id = p_customer and user_id = p_user_id;
  get diagnostics v_recipients = row_count;
  delete from public.leads where customer_id = p_customer;
  get diagnostics v_leads = row_count;
  delete from public.customers where id = p_customer;

  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
  values (p_user_id, p_actor, 'customer.erased', 'customer', p_customer, jsonb_strip_nulls(jsonb_build_object('leads', v_leads,
    'recipients', v_recipients, 'attempts', cardinality(v_attempts), 'opted_out', p_opt_out, 'by', private.email_of(p_actor))), p_now);
  return jsonb_build_object('recipients', v_recipients, 'attempts', cardinality(v_attempts), 'leads', v_leads);
end $$;

revoke execute on all functions in schema private from public;
revoke execute on function public.erase_customer(uuid, uuid, uuid, timestamptz, boolean) from public, anon, authenticated;
grant execute on function public.erase_customer(uuid, uuid, uuid, timestamptz, boolean) to service_role;
