-- What other parts have to know of messages and sequences: corrections, retries, edits, an erasure; and what a campaign brought about beside
-- its own conversations.

-- As before; and a reply is judged as a conversation is.
create or replace function public.correct_outcome(p_user_id uuid, p_attempt uuid, p_outcome text, p_actor uuid, p_now timestamptz, p_note text default null) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
  v_recipient public.campaign_recipients;
  v_reserved public.outreach_attempts;
  v_before text;
  v_stands text;
  v_won boolean;
  v_spoken boolean;
  v_lead_id uuid;
begin
  perform from public.outreach_attempts a join public.campaigns c on c.id = a.campaign_id where a.id = p_attempt and a.user_id = p_user_id for share of c;
  if not found then return jsonb_build_object('ok', false, 'code', 'not_found'); end if;
  -- All attempts before the recipient, for another one may be given back below.
  perform from public.outreach_attempts
    where recipient_id = (select recipient_id from public.outreach_attempts where id = p_attempt) order by id for update;
  select * into v_attempt from public.outreach_attempts where id = p_attempt;
  -- An answer to a message may come before its receipt.
  if v_attempt.state not in ('ended', 'unknown') and v_attempt.replied_at is null then return jsonb_build_object('ok', false, 'code', 'attempt_under_way'); end if;
  if not v_attempt.counted then return jsonb_build_object('ok', false, 'code', 'attempt_not_placed'); end if;
  select * into v_recipient from public.campaign_recipients where id = v_attempt.recipient_id for update;
  v_before := v_attempt.outcome;
  if v_before is not distinct from p_outcome then
    -- What they wrote since has been read.
    if v_attempt.replied_at is not null then update public.outreach_attempts set judged_at = p_now where id = p_attempt; end if;
    return jsonb_build_object('ok', true, 'changed', false, 'campaign_id', v_attempt.campaign_id, 'recipient_id', v_recipient.id, 'lead_id', null);
  end if;
  update public.outreach_attempts set outcome = p_outcome, judged_at = p_now where id = p_attempt returning * into v_attempt;
  perform private.note(p_attempt, p_user_id, 'outcome_corrected', p_now,
    jsonb_strip_nulls(jsonb_build_object('from', v_before, 'to', p_outcome, 'note', p_note, 'by', p_actor)));
  perform private.audit_by_person(p_user_id, p_actor, 'outcome.corrected', 'attempt', p_attempt, jsonb_build_object('from', v_before, 'to', p_outcome), p_now);

  if private.is_positive(p_outcome) then
    -- Closed by an earlier correction, not by a person who worked on it.
    update public.leads set status = 'New'
      where outreach_attempt_id = p_attempt and status = 'Closed' and not private.is_positive(structured_data ->> 'outcome');
    v_lead_id := private.make_lead(v_attempt, p_now);
  else
    update public.leads set status = 'Closed', structured_data = coalesce(structured_data, '{}') || jsonb_build_object('outcome', p_outcome)
      where outreach_attempt_id = p_attempt;
  end if;
  if private.is_positive(p_outcome) or p_outcome = 'opt_out' then
    update public.customers set last_answered_at = greatest(last_answered_at, v_attempt.ended_at) where id = v_recipient.customer_id;
  end if;
  if p_outcome = 'opt_out' then
    perform private.opt_out(v_attempt, v_recipient, 'owner', p_now);
  elsif p_outcome = 'wrong_number' then
    perform private.suppress_customer(p_user_id, v_recipient.customer_id, array[v_recipient.phone], 'wrong_number', 'owner',
      jsonb_build_object('attempt_id', p_attempt, 'at', p_now), p_now);
  end if;

  -- Of several calls the last word stands; a wish not to be contacted above all.
  select a.outcome into v_stands from public.outreach_attempts a
    where a.recipient_id = v_recipient.id and a.outcome is not null order by (a.outcome = 'opt_out') desc, a.reserved_at desc, a.number desc limit 1;
  v_won := v_stands <> 'opt_out'
    and exists (select from public.outreach_attempts a where a.recipient_id = v_recipient.id and private.is_positive(a.outcome));
  v_spoken := exists (select from public.outreach_attempts a
    where a.recipient_id = v_recipient.id and (a.outcome <> 'no_decision' or a.disposition in ('conversed', 'transferred') or a.replied_at is not null));
  -- Of an opt-out the next look at the gate takes care; whoever spoke otherwise would be called once more.
  if v_spoken and v_stands <> 'opt_out' then
    for v_reserved in select * from public.outreach_attempts where recipient_id = v_recipient.id and state = 'reserved' and begun_at is null loop
      perform private.release(v_reserved, p_now, 'outcome_corrected', null);
      v_recipient.status := 'pending';
    end loop;
  end if;
  update public.campaign_recipients r set
    outcome = v_stands,
    converted_at = case when v_won then coalesce(r.converted_at, p_now) end,
    responded_at = case when v_spoken then coalesce(r.responded_at, v_attempt.replied_at, v_attempt.ended_at, p_now) else r.clicked_at end,
    spoke_at = case when v_spoken then coalesce(r.spoke_at, v_attempt.replied_at, v_attempt.ended_at, p_now) end,
    status = n.status,
    reason = case when n.status = 'opted_out' then 'opted_out'
      when n.status = 'answered' then case when v_stands = 'wrong_number' then 'wrong_number' when v_attempt.disposition = 'transfer_failed' then 'transfer_failed' end
      when n.status = r.status then r.reason
      else coalesce(v_attempt.disposition, 'no_answer') end,
    next_attempt_at = case when n.status in ('pending', 'queued', 'sent') then r.next_attempt_at end
  from (select case
    -- Another call is under way: its end decides, and finds the wish that stands here.
    when v_recipient.status in ('queued', 'sent') then v_recipient.status
    when v_stands = 'opt_out' then 'opted_out'
    when v_spoken then 'answered'
    when v_recipient.status in ('answered', 'opted_out') then 'failed'
    else v_recipient.status end as status) n
  where r.id = v_recipient.id;
  return jsonb_build_object('ok', true, 'changed', true, 'campaign_id', v_attempt.campaign_id, 'recipient_id', v_recipient.id, 'lead_id', v_lead_id);
end $$;
create or replace function public.retry_recipient(p_user_id uuid, p_campaign uuid, p_recipient uuid, p_actor uuid, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_campaign public.campaigns;
  v_recipient public.campaign_recipients;
  v_code text;
begin
  -- A stop waits for this, or this for the stop: nobody is put into the queue of a campaign that has none.
  select * into v_campaign from public.campaigns where id = p_campaign and user_id = p_user_id for share;
  if not found then return jsonb_build_object('ok', false, 'code', 'not_found'); end if;
  select * into v_recipient from public.campaign_recipients where id = p_recipient and campaign_id = p_campaign for update;
  if not found then return jsonb_build_object('ok', false, 'code', 'not_found'); end if;
  v_code := case
    when v_campaign.status in ('completed', 'cancelled') then 'campaign_finished'
    when v_campaign.status not in ('active', 'paused') then 'campaign_not_started'
    when v_recipient.status in ('queued', 'sent') then 'recipient_under_way'
    when v_recipient.status = 'opted_out' or v_recipient.outcome = 'opt_out' then 'recipient_opted_out'
    when v_recipient.status not in ('failed', 'skipped') then 'recipient_not_retryable'
    when v_recipient.converted_at is not null or v_recipient.reason in ('opted_out', 'customer_erased', 'came_back', 'holdout') then 'recipient_not_retryable'
    -- What became of it may still be learnt, and would then be written over a call that is under way.
    when exists (select from public.outreach_attempts a where a.recipient_id = p_recipient and a.state <> 'ended') then 'recipient_in_doubt'
    when v_recipient.step_attempts >= v_campaign.max_attempts then 'recipient_max_attempts' end;
  if v_code is not null then return jsonb_build_object('ok', false, 'code', v_code); end if;
  update public.campaign_recipients set status = 'pending', reason = null, error_message = null, next_attempt_at = p_now where id = p_recipient;
  perform private.audit_by_person(p_user_id, p_actor, 'recipient.retried', 'recipient', p_recipient, jsonb_build_object('campaign_id', p_campaign), p_now);
  return jsonb_build_object('ok', true, 'campaign', v_campaign.status);
end $$;
create or replace function private.guard_campaign_edit() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_audience_changed boolean := (old.target_criteria, old.max_recipients, old.outreach_method, old.holdout_percent)
    is distinct from (new.target_criteria, new.max_recipients, new.outreach_method, new.holdout_percent);
begin
  if old.status in ('draft', 'scheduled') then
    if v_audience_changed and old.selected_at is not null then
      delete from public.campaign_recipients where campaign_id = old.id;
      new.selected_at := null;
    end if;
    -- Without a time nothing would ever start it.
    if new.status = 'scheduled' and old.scheduled_at is not null and new.scheduled_at is null then new.status := 'draft'; end if;
    return new;
  end if;
  if old.status in ('completed', 'cancelled')
    and to_jsonb(old) - '{name,description,updated_at}'::text[] <> to_jsonb(new) - '{name,description,updated_at}'::text[] then
    raise exception 'campaign_not_editable' using errcode = 'PT409', detail = old.status;
  end if;
  -- A call may be under way whose lead will need the agent.
  if v_audience_changed or (old.agent_id is not null and new.agent_id is null) or (old.status = 'active' and (old.agent_id, old.variables) is distinct from (new.agent_id, new.variables)) then
    raise exception 'campaign_not_editable' using errcode = 'PT409', detail = old.status;
  end if;
  return new;
end $$;
create or replace function public.erase_customer(p_user_id uuid, p_customer uuid, p_actor uuid, p_now timestamptz, p_opt_out boolean default false) returns jsonb
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
  if exists (select from public.outreach_attempts where id = any (v_attempts) and ((state = 'dispatched' and channel = 'call') or (state = 'reserved' and begun_at is not null))) then
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
    error = null, content = null, lease_expires_at = null,
    -- Of a message that left only the receipt is still to come, and nobody waits for it.
    disposition = case when state = 'dispatched' then 'sent' else disposition end, ended_at = case when state = 'dispatched' then p_now else ended_at end,
    state = case when state in ('unknown', 'dispatched') then 'ended' else state end
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

  update public.inbound_messages set sender = null, subject = null, body = null, attempt_id = null
    where user_id = p_user_id and (customer_id = p_customer or attempt_id = any (v_attempts));
  -- The owner may have tried the campaign on a phone that was a customer's later.
  update public.test_calls set phone_last4 = '0000', phone_hash = decode(repeat('00', 32), 'hex')
    where user_id = p_user_id and phone_hash = private.contact_hash(v_customer.phone);
  update public.campaign_recipients set name = null, phone = null, email = null, response_data = null, error_message = null, next_attempt_at = null,
    status = case when status = 'sent' then 'delivered' when status = 'pending' then 'skipped' else status end,
    reason = case status when 'sent' then 'no_receipt' when 'pending' then 'customer_erased' else reason end
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
