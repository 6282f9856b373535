-- The life of an attempt: reserved, begun, dispatched, ended; or unknown. It never goes backwards: a late or doubled report
-- changes nothing, except that a report settles an attempt that was unknown.

-- Gives a reserved attempt back that was never begun: it made no contact, so it is no attempt.
create function private.release(p_attempt public.outreach_attempts, p_now timestamptz, p_why text, p_verdict private.gate_verdict) returns void
language plpgsql set search_path = '' as $$
declare
  v_stopped boolean := exists (select from public.campaigns where id = p_attempt.campaign_id and status in ('cancelled', 'completed'));
begin
  update public.outreach_attempts
    set state = 'ended', disposition = 'cancelled', counted = false, ended_at = p_now, lease_expires_at = null, error = p_why
    where id = p_attempt.id;
  perform private.note(p_attempt.id, p_attempt.user_id, 'released', p_now, jsonb_build_object('why', p_why));
  update public.campaign_recipients set
    status = case when outcome = 'opt_out' then 'opted_out' when converted_at is not null then 'answered'
      when v_stopped or p_verdict.decision = 'skip' then 'skipped' else 'pending' end,
    reason = case when outcome = 'opt_out' then 'opted_out' when converted_at is not null then null
      when v_stopped then 'campaign_stopped' else p_verdict.reason end,
    next_attempt_at = case when outcome is distinct from 'opt_out' and converted_at is null and not v_stopped and p_verdict.decision is distinct from 'skip'
      then coalesce(p_verdict.until, p_now) end
  where id = p_attempt.recipient_id and status = 'queued';
end $$;

-- Last look before the contact. Answers { decision: 'go', ... everything the contact needs } or { decision: 'stop', reason }.
-- The shared lock on the campaign makes a pause wait for begins under way, and every later begin see it.
create function public.begin_attempt(p_attempt uuid, p_now timestamptz, p_lease interval default '2 minutes') returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
  v_campaign public.campaigns;
  v_recipient public.campaign_recipients;
  v_verdict private.gate_verdict;
  v_changed text;
begin
  select c.* into v_campaign from public.outreach_attempts a join public.campaigns c on c.id = a.campaign_id where a.id = p_attempt for share of c;
  if not found then return jsonb_build_object('decision', 'stop', 'reason', 'gone'); end if;
  select * into v_attempt from public.outreach_attempts where id = p_attempt for update;
  if v_attempt.state <> 'reserved' or v_attempt.begun_at is not null then
    return jsonb_build_object('decision', 'stop', 'reason', 'already_begun');
  end if;
  if v_attempt.lease_expires_at <= p_now then
    perform private.release(v_attempt, p_now, 'lease_expired', null);
    return jsonb_build_object('decision', 'stop', 'reason', 'lease_expired');
  end if;
  if v_campaign.status <> 'active' then
    perform private.release(v_attempt, p_now, 'campaign_' || v_campaign.status, null);
    return jsonb_build_object('decision', 'stop', 'reason', 'campaign_' || v_campaign.status);
  end if;
  select * into v_recipient from public.campaign_recipients where id = v_attempt.recipient_id for update;
  -- What changed since the claim: back in line, where the next claim looks at it anew.
  select case when v_recipient.converted_at is not null then 'converted'
    when v_recipient.attempts >= v_campaign.max_attempts then 'max_attempts'
    when exists (select from public.customers c where c.id = v_recipient.customer_id
      and case v_attempt.channel when 'email' then c.email is distinct from v_recipient.email else c.phone is distinct from v_recipient.phone end)
    then 'contact_changed' end into v_changed;
  if v_changed is not null then
    perform private.release(v_attempt, p_now, v_changed, null);
    return jsonb_build_object('decision', 'stop', 'reason', v_changed);
  end if;
  select * into v_verdict from private.gate(v_attempt.user_id, v_campaign,
    array[(v_recipient.id, v_recipient.customer_id, v_attempt.channel, v_recipient.phone, v_recipient.email)::private.gate_subject], p_now);
  if v_verdict.decision <> 'allow' then
    perform private.release(v_attempt, p_now, v_verdict.reason, v_verdict);
    return jsonb_build_object('decision', 'stop', 'reason', v_verdict.reason);
  end if;

  update public.outreach_attempts set begun_at = p_now, counted = true, lease_expires_at = p_now + p_lease, decision = v_verdict.detail,
    assistant_id = (select vapi_assistant_id from public.agents where id = v_campaign.agent_id)
    where id = p_attempt returning * into v_attempt;
  update public.campaign_recipients set attempts = attempts + 1, last_attempt_at = p_now where id = v_recipient.id;
  perform private.note(p_attempt, v_attempt.user_id, 'begun', p_now);
  return (
    select jsonb_build_object(
      'decision', 'go', 'channel', v_attempt.channel, 'user_id', v_attempt.user_id, 'campaign_id', v_campaign.id, 'recipient_id', v_recipient.id,
      'name', v_recipient.name, 'phone', v_recipient.phone, 'email', v_recipient.email, 'last_contact_at', v_recipient.last_contact_at,
      'time_zone', coalesce(c.time_zones[1], s.time_zone, 'UTC'),
      'body', st.body, 'subject', st.subject, 'voicemail', st.voicemail, 'variables', v_campaign.variables, 'max_call_seconds', v_campaign.max_call_seconds,
      'agent_name', a.name, 'assistant_id', v_attempt.assistant_id, 'phone_number_id', a.vapi_phone_number_id,
      'business_name', s.business_name, 'callback_number', s.callback_number, 'booking_link', s.booking_link,
      'last_service', l.structured_data ->> 'service')
    from public.campaign_steps st
    left join public.agents a on a.id = v_campaign.agent_id
    left join public.outreach_settings s on s.user_id = v_attempt.user_id
    left join public.customers c on c.id = v_recipient.customer_id
    left join public.leads l on l.id = v_recipient.lead_id
    where st.campaign_id = v_campaign.id and st.position = v_attempt.step
  );
end $$;

-- The provider has the contact. Also called by the first event of a contact whose answer never reached us.
create function public.record_dispatch(p_attempt uuid, p_provider_ref text, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
  v_seconds integer;
begin
  select * into v_attempt from public.outreach_attempts where id = p_attempt for update;
  if not found then return jsonb_build_object('applied', false, 'reason', 'gone'); end if;
  if v_attempt.provider_ref is not null and v_attempt.provider_ref <> p_provider_ref then
    -- Must not happen; if it does, the owner's timeline shows it.
    perform private.note(p_attempt, v_attempt.user_id, 'second_contact', p_now, jsonb_build_object('provider_ref', p_provider_ref));
    return jsonb_build_object('applied', false, 'reason', 'other_ref');
  end if;
  if v_attempt.state not in ('reserved', 'unknown') or (v_attempt.state = 'reserved' and v_attempt.begun_at is null) then
    return jsonb_build_object('applied', false, 'reason', v_attempt.state);
  end if;
  select max_call_seconds into v_seconds from public.campaigns where id = v_attempt.campaign_id;
  update public.outreach_attempts set state = 'dispatched', disposition = null, error = null, ended_at = null, provider_ref = p_provider_ref,
    dispatched_at = coalesce(dispatched_at, p_now), lease_expires_at = p_now + make_interval(secs => v_seconds + 120)
    where id = p_attempt;
  update public.campaign_recipients set status = 'sent', reason = null, error_message = null, sent_at = coalesce(sent_at, p_now)
    where id = v_attempt.recipient_id and status in ('queued', 'failed');
  perform private.note(p_attempt, v_attempt.user_id, 'dispatched', p_now);
  return jsonb_build_object('applied', true);
end $$;

-- Something on the way that the timeline shows (ringing, in_progress, line closed). p_check_at moves the lease: when to ask the provider.
-- Answers false when the provider is not known to have this contact: then record_dispatch comes first.
create function public.record_progress(p_attempt uuid, p_kind text, p_detail jsonb, p_now timestamptz, p_check_at timestamptz default null,
  p_provider_ref text default null) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_user_id uuid;
begin
  update public.outreach_attempts set
    started_at = case when p_kind = 'in_progress' then coalesce(started_at, p_now) else started_at end,
    lease_expires_at = coalesce(p_check_at, lease_expires_at)
    where id = p_attempt and state = 'dispatched' and (p_provider_ref is null or provider_ref = p_provider_ref) returning user_id into v_user_id;
  if not found then return false; end if;
  perform private.note(p_attempt, v_user_id, p_kind, p_now, p_detail);
  return true;
end $$;

-- The provider may or may not have the contact (timeout, reset): only it knows. The lease says when to ask.
create function public.record_doubt(p_attempt uuid, p_error text, p_now timestamptz, p_check_at timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_user_id uuid;
begin
  update public.outreach_attempts set error = p_error, lease_expires_at = p_check_at
    where id = p_attempt and state = 'reserved' and begun_at is not null returning user_id into v_user_id;
  if not found then return false; end if;
  perform private.note(p_attempt, v_user_id, 'doubt', p_now, jsonb_build_object('error', p_error));
  return true;
end $$;

-- Nobody could say what became of it, or (p_error) it could not be written down: never sent again, shown to the owner. p_check_at: when
-- to try once more, for a report settles what was unknown.
create function public.mark_unknown(p_attempt uuid, p_now timestamptz, p_error text default null, p_check_at timestamptz default null) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
  v_answered boolean := false;
begin
  update public.outreach_attempts set state = 'unknown', disposition = 'unknown', lease_expires_at = p_check_at, ended_at = p_now,
    error = coalesce(p_error, error)
    where id = p_attempt and (state = 'dispatched' or (state = 'reserved' and begun_at is not null)) returning * into v_attempt;
  if not found then return false; end if;
  perform private.note(p_attempt, v_attempt.user_id, case when p_error is null then 'unknown' else 'not_recorded' end, p_now,
    jsonb_strip_nulls(jsonb_build_object('error', p_error)));
  -- What the assistant wrote down during the call stands, whatever became of the call.
  begin
    v_answered := private.make_lead(v_attempt, p_now) is not null;
  exception when others then
    -- The lead may be the very thing that can't be written.
    if p_error is null then raise; end if;
  end;
  update public.campaign_recipients set
    status = case when outcome = 'opt_out' then 'opted_out' when v_answered then 'answered' else 'failed' end,
    reason = case when outcome = 'opt_out' then 'opted_out' when not v_answered then case when p_error is null then 'outcome_unknown' else 'not_recorded' end end,
    next_attempt_at = null, last_disposition = 'unknown', error_message = v_attempt.error,
    outcome = case when outcome = 'opt_out' then outcome else coalesce(v_attempt.outcome, outcome) end,
    converted_at = case when v_answered then coalesce(converted_at, p_now) else converted_at end
    where id = v_attempt.recipient_id and status in ('queued', 'sent');
  return true;
end $$;

-- What became of a contact can't be written down: tried again after 1, 2, 4 ... 60 minutes. The eighth failure, after two hours, gives
-- the line back and shows the owner; then hourly for a week, for whatever stood in the way may be mended. Answers whether it was shown now.
create function public.postpone_settling(p_attempt uuid, p_error text, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
begin
  update public.outreach_attempts set settle_failures = settle_failures + 1,
    lease_expires_at = case when settle_failures < 175 then p_now + interval '1 minute' * least(2 ^ least(settle_failures, 6), 60) end
    where id = p_attempt and state <> 'ended' and begun_at is not null returning * into v_attempt;
  if not found or v_attempt.state = 'unknown' or v_attempt.settle_failures < 8 then return false; end if;
  return public.mark_unknown(p_attempt, p_now, p_error, v_attempt.lease_expires_at);
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.release(public.outreach_attempts, timestamptz, text, private.gate_verdict) to service_role;
revoke execute on function public.begin_attempt(uuid, timestamptz, interval), public.record_dispatch(uuid, text, timestamptz),
  public.record_progress(uuid, text, jsonb, timestamptz, timestamptz, text), public.record_doubt(uuid, text, timestamptz, timestamptz),
  public.mark_unknown(uuid, timestamptz, text, timestamptz),
  public.postpone_settling(uuid, text, timestamptz) from public, anon, authenticated;
grant execute on function public.begin_attempt(uuid, timestamptz, interval), public.record_dispatch(uuid, text, timestamptz),
  public.record_progress(uuid, text, jsonb, timestamptz, timestamptz, text), public.record_doubt(uuid, text, timestamptz, timestamptz),
  public.mark_unknown(uuid, timestamptz, text, timestamptz),
  public.postpone_settling(uuid, text, timestamptz) to service_role;
