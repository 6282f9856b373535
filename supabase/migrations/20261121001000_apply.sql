-- Applying the end of an attempt: the attempt, its recipient, the customer, an opt-out and the new lead, in one transaction.

-- p_report: disposition, ended_reason, started_at, ended_at, duration_seconds, cost_usd, transcript, turns, summary, recording_url,
--   structured_data, sentiment, outcome, error, provider_ref.
-- p_next: { kind: retry | requeue | skip | close, at, status, reason }, decided in lib/core from p_seen_outcome; after requeue and skip
--   the attempt was no contact and does not count. When the assistant recorded
--   another wish meanwhile the answer is 'stale': look and decide again.
create function public.finish_attempt(p_attempt uuid, p_report jsonb, p_next jsonb, p_now timestamptz, p_seen_outcome text default null)
returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
  v_recipient public.campaign_recipients;
  v_campaign public.campaigns;
  v_kind text := p_next ->> 'kind';
  v_counted boolean := p_next ->> 'kind' in ('retry', 'close');
  v_outcome text := p_report ->> 'outcome';
  v_disposition text := p_report ->> 'disposition';
  v_reached boolean;
  v_positive boolean;
  v_opted_out boolean;
  v_settled boolean;
  v_ended_at timestamptz := coalesce((p_report ->> 'ended_at')::timestamptz, p_now);
  v_lead_id uuid;
begin
  -- The campaign before its attempts, as everywhere; the shared lock makes a stop and this wait for each other, so that nobody
  -- is put back into the queue of a campaign that has none.
  select c.* into v_campaign from public.outreach_attempts a join public.campaigns c on c.id = a.campaign_id where a.id = p_attempt for share of c;
  if not found then return jsonb_build_object('applied', false, 'reason', 'gone'); end if;
  select * into v_attempt from public.outreach_attempts where id = p_attempt for update;
  if v_attempt.state = 'ended' then return jsonb_build_object('applied', false, 'reason', 'ended'); end if;
  if v_attempt.begun_at is null then return jsonb_build_object('applied', false, 'reason', 'not_begun'); end if;
  if v_attempt.provider_ref is not null and v_attempt.provider_ref <> p_report ->> 'provider_ref' then
    return jsonb_build_object('applied', false, 'reason', 'other_ref');
  end if;
  if v_attempt.outcome is distinct from p_seen_outcome then return jsonb_build_object('applied', false, 'reason', 'stale'); end if;
  if coalesce(private.outcome_rank(v_attempt.outcome), 0) > coalesce(private.outcome_rank(v_outcome), 0) then v_outcome := v_attempt.outcome; end if;
  v_positive := private.is_positive(v_outcome);
  v_reached := v_disposition in ('conversed', 'transferred') or v_positive or v_outcome is not distinct from 'opt_out';
  select * into v_recipient from public.campaign_recipients where id = v_attempt.recipient_id for update;

  -- What an earlier call came to may be known only now: nobody is called again who was won already.
  v_settled := v_recipient.converted_at is not null and v_kind in ('retry', 'requeue');
  v_opted_out := coalesce(v_outcome = 'opt_out', false) or coalesce(v_recipient.outcome = 'opt_out', false);
  update public.outreach_attempts set state = 'ended', disposition = v_disposition, outcome = v_outcome, counted = v_counted,
    provider_ref = coalesce(provider_ref, p_report ->> 'provider_ref'), lease_expires_at = null,
    dispatched_at = coalesce(dispatched_at, case when coalesce(provider_ref, p_report ->> 'provider_ref') is not null then begun_at end),
    started_at = coalesce((p_report ->> 'started_at')::timestamptz, started_at), ended_at = v_ended_at,
    duration_seconds = (p_report ->> 'duration_seconds')::integer, cost = (p_report ->> 'cost_usd')::numeric,
    transcript = p_report ->> 'transcript', messages = p_report -> 'turns', summary = p_report ->> 'summary',
    recording_url = p_report ->> 'recording_url', sentiment = p_report ->> 'sentiment', error = p_report ->> 'error',
    structured_data = nullif(coalesce(structured_data, '{}') || coalesce(nullif(p_report -> 'structured_data', 'null'), '{}'), '{}')
    where id = p_attempt returning * into v_attempt;
  perform private.note(p_attempt, v_attempt.user_id, 'ended', p_now, jsonb_strip_nulls(jsonb_build_object(
    'disposition', v_disposition, 'outcome', v_outcome, 'ended_reason', p_report ->> 'ended_reason', 'next', v_kind)));

  if v_positive then v_lead_id := private.make_lead(v_attempt, p_now); end if;
  if v_reached then
    update public.customers set last_answered_at = greatest(last_answered_at, v_ended_at) where id = v_recipient.customer_id;
  end if;
  if v_disposition = 'invalid_number' then
    update public.customers set phone_invalid_at = p_now where id = v_recipient.customer_id and phone = v_recipient.phone;
  end if;
  if v_outcome = 'opt_out' then
    perform private.opt_out(v_attempt, v_recipient, v_attempt.channel, p_now);
  elsif v_outcome = 'wrong_number' then
    -- The number belongs to somebody else; the customer may still be written to.
    perform private.suppress_customer(v_attempt.user_id, v_recipient.customer_id, array[v_recipient.phone],
      'wrong_number', v_attempt.channel, jsonb_build_object('attempt_id', p_attempt, 'at', p_now), p_now);
  end if;

  -- Last, for its counts are a row that every contact of the campaign shares.
  update public.campaign_recipients set
    status = case
      when v_opted_out then 'opted_out'
      when v_settled then 'answered'
      when v_kind in ('close', 'skip') then p_next ->> 'status'
      when v_campaign.status in ('cancelled', 'completed') then case when v_kind = 'requeue' then 'skipped' else 'failed' end
      else 'pending' end,
    reason = case when v_opted_out then 'opted_out' when v_settled then null when v_kind in ('retry', 'requeue') and v_campaign.status in ('cancelled', 'completed') then 'campaign_stopped' else p_next ->> 'reason' end,
    next_attempt_at = case when not v_opted_out and not v_settled and v_kind in ('retry', 'requeue') and v_campaign.status not in ('cancelled', 'completed') then (p_next ->> 'at')::timestamptz end,
    attempts = attempts - case when v_counted then 0 else 1 end,
    last_disposition = case when v_counted then v_disposition else last_disposition end,
    outcome = case when v_opted_out then 'opt_out' else coalesce(v_outcome, outcome) end, cost = cost + coalesce(v_attempt.cost, 0),
    error_message = p_report ->> 'error', response_data = coalesce(v_attempt.structured_data, response_data),
    sent_at = coalesce(sent_at, v_attempt.dispatched_at),
    responded_at = case when v_reached then least(responded_at, v_ended_at) else responded_at end,
    converted_at = case when v_positive then coalesce(converted_at, p_now) else converted_at end
  where id = v_recipient.id;
  return jsonb_build_object('applied', true, 'campaign_id', v_attempt.campaign_id, 'lead_id', v_lead_id);
end $$;

revoke execute on function public.finish_attempt(uuid, jsonb, jsonb, timestamptz, text) from public, anon, authenticated;
grant execute on function public.finish_attempt(uuid, jsonb, jsonb, timestamptz, text) to service_role;
