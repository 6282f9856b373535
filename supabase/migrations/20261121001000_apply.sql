-- Applying the end of an attempt: the attempt, its recipient, the customer, an opt-out and the new lead, in one transaction.

-- p_report: disposition, ended_reason, started_at, ended_at, duration_seconds, cost_usd, transcript, turns, summary, recording_url,
--   structured_data, sentiment, outcome, error, provider_ref.
-- p_next: { kind: retry | requeue | close, at, status, reason }, decided in lib/core from p_seen_outcome. When the assistant recorded
--   another wish meanwhile the answer is 'stale': look and decide again.
create function public.finish_attempt(p_attempt uuid, p_report jsonb, p_next jsonb, p_now timestamptz, p_seen_outcome text default null)
returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
  v_recipient public.campaign_recipients;
  v_campaign public.campaigns;
  v_kind text := p_next ->> 'kind';
  v_outcome text := p_report ->> 'outcome';
  v_disposition text := p_report ->> 'disposition';
  v_reached boolean := v_disposition in ('conversed', 'transferred');
  v_positive boolean := coalesce(v_outcome in ('interested', 'booked', 'callback'), false);
  v_ended_at timestamptz := coalesce((p_report ->> 'ended_at')::timestamptz, p_now);
  v_lead_id uuid;
  v_email text;
begin
  select * into v_attempt from public.outreach_attempts where id = p_attempt for update;
  if not found then return jsonb_build_object('applied', false, 'reason', 'gone'); end if;
  if v_attempt.state = 'ended' then return jsonb_build_object('applied', false, 'reason', 'ended'); end if;
  if v_attempt.begun_at is null then return jsonb_build_object('applied', false, 'reason', 'not_begun'); end if;
  if v_attempt.provider_ref is not null and v_attempt.provider_ref <> p_report ->> 'provider_ref' then
    return jsonb_build_object('applied', false, 'reason', 'other_ref');
  end if;
  if v_attempt.outcome is distinct from p_seen_outcome then return jsonb_build_object('applied', false, 'reason', 'stale'); end if;
  select * into v_campaign from public.campaigns where id = v_attempt.campaign_id;
  select * into v_recipient from public.campaign_recipients where id = v_attempt.recipient_id for update;

  update public.outreach_attempts set state = 'ended', disposition = v_disposition, outcome = v_outcome, counted = v_kind <> 'requeue',
    provider_ref = coalesce(provider_ref, p_report ->> 'provider_ref'), lease_expires_at = null,
    started_at = coalesce((p_report ->> 'started_at')::timestamptz, started_at), ended_at = v_ended_at,
    duration_seconds = (p_report ->> 'duration_seconds')::integer, cost = (p_report ->> 'cost_usd')::numeric,
    transcript = p_report ->> 'transcript', messages = p_report -> 'turns', summary = p_report ->> 'summary',
    recording_url = p_report ->> 'recording_url', sentiment = p_report ->> 'sentiment', error = coalesce(p_report ->> 'error', error),
    structured_data = nullif(coalesce(structured_data, '{}') || coalesce(nullif(p_report -> 'structured_data', 'null'), '{}'), '{}')
    where id = p_attempt returning * into v_attempt;
  perform private.note(p_attempt, v_attempt.user_id, 'ended', p_now, jsonb_strip_nulls(jsonb_build_object(
    'disposition', v_disposition, 'outcome', v_outcome, 'ended_reason', p_report ->> 'ended_reason', 'next', v_kind)));

  if v_positive then
    insert into public.leads (agent_id, customer_id, customer_name, customer_phone, customer_email, call_summary, call_transcript, recording_url,
      sentiment, structured_data, status, duration, created_at, outreach_attempt_id)
    values (v_campaign.agent_id, v_recipient.customer_id, v_recipient.name, v_recipient.phone, v_recipient.email, v_attempt.summary,
      v_attempt.transcript, v_attempt.recording_url, v_attempt.sentiment,
      coalesce(v_attempt.structured_data, '{}') || jsonb_build_object('outcome', v_outcome, 'source', 'campaign', 'campaign_id', v_campaign.id),
      'New', v_attempt.duration_seconds, p_now, p_attempt)
    on conflict (outreach_attempt_id) do nothing returning id into v_lead_id;
  end if;
  if v_reached then
    update public.customers set last_answered_at = greatest(last_answered_at, v_ended_at) where id = v_recipient.customer_id;
  end if;
  if v_disposition = 'invalid_number' then
    update public.customers set phone_invalid_at = p_now where id = v_recipient.customer_id and phone = v_recipient.phone;
  end if;
  if v_outcome = 'opt_out' then
    select email into v_email from public.customers where id = v_recipient.customer_id;
    perform private.suppress_customer(v_attempt.user_id, v_recipient.customer_id, array[v_recipient.phone, v_recipient.email, v_email],
      'opt_out', v_attempt.channel, jsonb_build_object('attempt_id', p_attempt, 'at', p_now), p_now);
  elsif v_outcome = 'wrong_number' then
    -- The number belongs to somebody else; the customer may still be written to.
    perform private.suppress_customer(v_attempt.user_id, v_recipient.customer_id, array[v_recipient.phone],
      'wrong_number', v_attempt.channel, jsonb_build_object('attempt_id', p_attempt, 'at', p_now), p_now);
  end if;

  -- Last, for its counts are a row that every contact of the campaign shares.
  update public.campaign_recipients set
    status = case
      when v_kind = 'close' then p_next ->> 'status'
      when v_campaign.status in ('cancelled', 'completed') then case when v_kind = 'requeue' then 'skipped' else 'failed' end
      else 'pending' end,
    reason = case when v_kind <> 'close' and v_campaign.status in ('cancelled', 'completed') then 'campaign_stopped' else p_next ->> 'reason' end,
    next_attempt_at = case when v_kind <> 'close' and v_campaign.status not in ('cancelled', 'completed') then (p_next ->> 'at')::timestamptz end,
    attempts = attempts - case when v_kind = 'requeue' then 1 else 0 end,
    last_disposition = case when v_kind = 'requeue' then last_disposition else v_disposition end,
    outcome = coalesce(v_outcome, outcome), cost = cost + coalesce(v_attempt.cost, 0),
    error_message = p_report ->> 'error', response_data = coalesce(v_attempt.structured_data, response_data),
    responded_at = case when v_reached then coalesce(responded_at, v_ended_at) else responded_at end,
    converted_at = case when v_positive then coalesce(converted_at, p_now) else converted_at end
  where id = v_recipient.id and status <> 'opted_out';
  if not found then
    update public.campaign_recipients set cost = cost + coalesce(v_attempt.cost, 0), last_disposition = v_disposition,
      response_data = coalesce(v_attempt.structured_data, response_data) where id = v_recipient.id;
  end if;
  return jsonb_build_object('applied', true, 'campaign_id', v_attempt.campaign_id, 'lead_id', v_lead_id);
end $$;

revoke execute on function public.finish_attempt(uuid, jsonb, jsonb, timestamptz, text) from public, anon, authenticated;
grant execute on function public.finish_attempt(uuid, jsonb, jsonb, timestamptz, text) to service_role;
