-- What an owner may do about one person of a campaign: take them out, have them tried again, correct what came of a call.
-- The engine's: the caller has checked whose account it is, and the account is said again here.

create function private.audit_by_person(p_user_id uuid, p_actor uuid, p_action text, p_entity text, p_entity_id uuid, p_detail jsonb, p_now timestamptz) returns void
language sql set search_path = '' as $$
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at) values (p_user_id, p_actor, p_action, p_entity, p_entity_id, p_detail, p_now)
$$;

-- Answers { ok: true } or { ok: false, code }. One guarded update: a claim that took the person first wins.
create function public.exclude_recipient(p_user_id uuid, p_campaign uuid, p_recipient uuid, p_actor uuid, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_status text;
begin
  perform from public.campaigns where id = p_campaign and user_id = p_user_id for share;
  if not found then return jsonb_build_object('ok', false, 'code', 'not_found'); end if;
  update public.campaign_recipients set status = 'skipped', reason = 'excluded', next_attempt_at = null
    where id = p_recipient and campaign_id = p_campaign and status = 'pending';
  if not found then
    select status into v_status from public.campaign_recipients where id = p_recipient and campaign_id = p_campaign;
    return jsonb_build_object('ok', false, 'code', case when v_status is null then 'not_found'
      when v_status in ('queued', 'sent') then 'recipient_under_way' else 'recipient_not_waiting' end);
  end if;
  perform private.audit_by_person(p_user_id, p_actor, 'recipient.excluded', 'recipient', p_recipient, jsonb_build_object('campaign_id', p_campaign), p_now);
  return jsonb_build_object('ok', true);
end $$;

-- Puts somebody back in line; the gate decides as for everybody. Answers { ok: true, campaign } with the campaign's status, or
-- { ok: false, code }. The rules equal lib/core/recipient-actions.ts, and hold also against what happened since the page was made.
create function public.retry_recipient(p_user_id uuid, p_campaign uuid, p_recipient uuid, p_actor uuid, p_now timestamptz) returns jsonb
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
    when v_recipient.converted_at is not null or v_recipient.reason in ('opted_out', 'customer_erased', 'came_back') then 'recipient_not_retryable'
    -- What became of it may still be learnt, and would then be written over a call that is under way.
    when exists (select from public.outreach_attempts a where a.recipient_id = p_recipient and a.state <> 'ended') then 'recipient_in_doubt'
    when v_recipient.attempts >= v_campaign.max_attempts then 'recipient_max_attempts' end;
  if v_code is not null then return jsonb_build_object('ok', false, 'code', v_code); end if;
  update public.campaign_recipients set status = 'pending', reason = null, error_message = null, next_attempt_at = p_now where id = p_recipient;
  perform private.audit_by_person(p_user_id, p_actor, 'recipient.retried', 'recipient', p_recipient, jsonb_build_object('campaign_id', p_campaign), p_now);
  return jsonb_build_object('ok', true, 'campaign', v_campaign.status);
end $$;

-- What the person really wanted, as the owner knows it. Answers { ok: true, changed, campaign_id, recipient_id, lead_id } or
-- { ok: false, code }. A wish not to be contacted is kept from then on; taking it back here lifts no suppression: that needs a
-- reason of its own. The note stays with the attempt, for it may speak of the person, and the audit log can't forget.
create function public.correct_outcome(p_user_id uuid, p_attempt uuid, p_outcome text, p_actor uuid, p_now timestamptz, p_note text default null) returns jsonb
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
  if v_attempt.state not in ('ended', 'unknown') then return jsonb_build_object('ok', false, 'code', 'attempt_under_way'); end if;
  if not v_attempt.counted then return jsonb_build_object('ok', false, 'code', 'attempt_not_placed'); end if;
  select * into v_recipient from public.campaign_recipients where id = v_attempt.recipient_id for update;
  v_before := v_attempt.outcome;
  if v_before is not distinct from p_outcome then
    return jsonb_build_object('ok', true, 'changed', false, 'campaign_id', v_attempt.campaign_id, 'recipient_id', v_recipient.id, 'lead_id', null);
  end if;
  update public.outreach_attempts set outcome = p_outcome where id = p_attempt returning * into v_attempt;
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
    where a.recipient_id = v_recipient.id and (a.outcome <> 'no_decision' or a.disposition in ('conversed', 'transferred')));
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
    responded_at = case when v_spoken then coalesce(r.responded_at, v_attempt.ended_at, p_now) end,
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

revoke execute on all functions in schema private from public;
grant execute on function private.audit_by_person(uuid, uuid, text, text, uuid, jsonb, timestamptz) to service_role;
revoke execute on function public.exclude_recipient(uuid, uuid, uuid, uuid, timestamptz),
  public.retry_recipient(uuid, uuid, uuid, uuid, timestamptz),
  public.correct_outcome(uuid, uuid, text, uuid, timestamptz, text) from public, anon, authenticated;
grant execute on function public.exclude_recipient(uuid, uuid, uuid, uuid, timestamptz),
  public.retry_recipient(uuid, uuid, uuid, uuid, timestamptz),
  public.correct_outcome(uuid, uuid, text, uuid, timestamptz, text) to service_role;
