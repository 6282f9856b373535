-- The end of an attempt over any channel, and what follows it: another try, the next touch, or the end.

-- An opt-out over the channels named, effective when this returns: every contact of the customer, every campaign.
create function private.suppress_contacts(p_user_id uuid, p_customer_id uuid, p_contacts text[], p_channel text, p_reason text, p_source text,
  p_evidence jsonb, p_now timestamptz) returns void
language sql set search_path = '' as $$
  insert into public.suppressions (user_id, customer_id, contact, channel, reason, source, evidence, at)
  select distinct p_user_id, p_customer_id, lower(contact), p_channel, p_reason, p_source, p_evidence, p_now
  from unnest(p_contacts) contact where private.is_contact(lower(contact))
  on conflict (user_id, contact_hash, channel, reason, customer_id) where lifted_at is null and contact is not null do nothing
$$;

-- What the end of a contact tells of the number or the address itself.
create function private.learn_of_contact(p_attempt public.outreach_attempts, p_recipient public.campaign_recipients, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  if p_attempt.disposition = 'invalid_number' or (p_attempt.disposition = 'bounced' and p_attempt.channel = 'sms') then
    update public.customers set phone_invalid_at = p_now where id = p_recipient.customer_id and phone = p_recipient.phone;
  elsif p_attempt.disposition = 'landline' then
    update public.customers set sms_invalid_at = p_now where id = p_recipient.customer_id and phone = p_recipient.phone;
  elsif p_attempt.disposition = 'bounced' then
    update public.customers set email_invalid_at = p_now where id = p_recipient.customer_id and email = p_recipient.email;
    perform private.suppress_contacts(p_attempt.user_id, p_recipient.customer_id, array[p_recipient.email], 'email', 'hard_bounce', 'provider',
      jsonb_build_object('attempt_id', p_attempt.id, 'at', p_now), p_now);
  end if;
end $$;

-- As before, and along a sequence: who is done with one touch and has not decided anything goes on to the next.
create or replace function public.finish_attempt(p_attempt uuid, p_report jsonb, p_next jsonb, p_now timestamptz, p_seen_outcome text default null)
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
  v_spoke boolean;
  v_reached boolean;
  v_positive boolean;
  v_opted_out boolean;
  v_settled boolean;
  v_over boolean;
  v_step integer;
  v_due_at timestamptz;
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
  -- The provider knew of a wish that we did not.
  if v_disposition = 'opted_out' then v_outcome := 'opt_out'; end if;
  v_positive := private.is_positive(v_outcome);
  v_spoke := v_disposition in ('conversed', 'transferred') or v_positive;
  v_reached := v_spoke or (v_outcome is not distinct from 'opt_out' and v_attempt.channel = 'call');
  select * into v_recipient from public.campaign_recipients where id = v_attempt.recipient_id for update;

  -- What an earlier call came to may be known only now: nobody is called again who was won already.
  v_settled := v_recipient.converted_at is not null and v_kind in ('retry', 'requeue');
  v_opted_out := coalesce(v_outcome = 'opt_out', false) or coalesce(v_recipient.outcome = 'opt_out', false);
  update public.outreach_attempts set state = 'ended', disposition = v_disposition, outcome = v_outcome, counted = v_counted,
    provider_ref = coalesce(provider_ref, p_report ->> 'provider_ref'), lease_expires_at = null,
    dispatched_at = coalesce(dispatched_at, case when coalesce(provider_ref, p_report ->> 'provider_ref') is not null then begun_at end),
    started_at = coalesce((p_report ->> 'started_at')::timestamptz, started_at), ended_at = v_ended_at,
    delivered_at = case when v_disposition = 'delivered' then v_ended_at else delivered_at end,
    duration_seconds = (p_report ->> 'duration_seconds')::integer,
    -- What the provider does not say is counted as what it usually takes: a budget must not stand still.
    cost = coalesce((p_report ->> 'cost_usd')::numeric, cost, case when channel <> 'call' and v_counted and coalesce(provider_ref, p_report ->> 'provider_ref') is not null
      then greatest(coalesce((p_report ->> 'segments')::integer, segments, 1), 1) * (select private.expected_cost(x, v_attempt.channel) from public.outreach_settings x where x.user_id = v_attempt.user_id) end),
    segments = coalesce((p_report ->> 'segments')::integer, segments),
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
  perform private.learn_of_contact(v_attempt, v_recipient, p_now);
  if v_outcome = 'opt_out' and v_attempt.complained_at is not null then
    -- Written down with the complaint.
    null;
  elsif v_outcome = 'opt_out' then
    perform private.opt_out(v_attempt, v_recipient, case when v_disposition = 'opted_out' then 'provider' else v_attempt.channel end, p_now);
  elsif v_outcome = 'wrong_number' then
    -- The number belongs to somebody else; the customer may still be written to.
    perform private.suppress_customer(v_attempt.user_id, v_recipient.customer_id, array[v_recipient.phone],
      'wrong_number', v_attempt.channel, jsonb_build_object('attempt_id', p_attempt, 'at', p_now), p_now);
  end if;

  v_recipient.outcome := case when v_opted_out then 'opt_out' else coalesce(v_outcome, v_recipient.outcome) end;
  v_recipient.last_disposition := case when v_counted then v_disposition else v_recipient.last_disposition end;
  -- Who answered for somebody else is not the person who was to be reached.
  if v_reached and v_outcome is distinct from 'wrong_number' then v_recipient.responded_at := least(v_recipient.responded_at, v_ended_at); end if;
  if v_spoke and v_outcome is distinct from 'wrong_number' then v_recipient.spoke_at := least(v_recipient.spoke_at, v_ended_at); end if;
  if v_positive then v_recipient.converted_at := coalesce(v_recipient.converted_at, p_now); end if;
  if v_disposition = 'delivered' then v_recipient.delivered_at := coalesce(v_recipient.delivered_at, v_ended_at); end if;
  v_over := v_campaign.status in ('cancelled', 'completed');
  if not v_opted_out and not v_settled and not v_over and v_kind in ('close', 'skip') and v_disposition not in ('unknown', 'filtered') then
    select t.step, t.due_at into v_step, v_due_at from private.next_touch(v_recipient, greatest(v_ended_at, v_attempt.begun_at)) t;
  end if;

  -- Last, for its counts are a row that every contact of the campaign shares.
  update public.campaign_recipients r set
    status = case
      when v_opted_out then 'opted_out'
      when v_settled then 'answered'
      when v_step is not null then 'pending'
      -- What they did before the end of it was told, and what became of the touches before it.
      when v_kind in ('close', 'skip') and p_next ->> 'status' in ('failed', 'delivered', 'skipped') and v_disposition <> 'unknown'
        and private.final_status(v_recipient) in ('answered', 'delivered') then private.final_status(v_recipient)
      when v_kind in ('close', 'skip') then p_next ->> 'status'
      when v_over then case when v_kind = 'requeue' then 'skipped' else 'failed' end
      else 'pending' end,
    reason = case when v_opted_out then 'opted_out' when v_settled then null when v_step is not null then 'next_touch'
      when v_kind in ('retry', 'requeue') and v_over then 'campaign_stopped' else p_next ->> 'reason' end,
    next_attempt_at = case when v_step is not null then v_due_at
      when not v_opted_out and not v_settled and v_kind in ('retry', 'requeue') and not v_over then (p_next ->> 'at')::timestamptz end,
    step = coalesce(v_step, step),
    step_attempts = case when v_step is not null then 0 else step_attempts - case when v_counted then 0 else 1 end end,
    attempts = attempts - case when v_counted then 0 else 1 end,
    last_disposition = v_recipient.last_disposition, outcome = v_recipient.outcome, cost = cost + coalesce(v_attempt.cost, 0),
    error_message = p_report ->> 'error', response_data = coalesce(v_attempt.structured_data, response_data),
    sent_at = coalesce(sent_at, v_attempt.dispatched_at),
    responded_at = v_recipient.responded_at, spoke_at = v_recipient.spoke_at, converted_at = v_recipient.converted_at, delivered_at = v_recipient.delivered_at
  where id = v_recipient.id;
  return jsonb_build_object('applied', true, 'campaign_id', v_attempt.campaign_id, 'lead_id', v_lead_id);
end $$;

-- As before; and who asks for something has spoken.
create or replace function public.record_tool_call(p_attempt uuid, p_tool_id text, p_tool text, p_outcome text, p_arguments jsonb, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
  v_recipient public.campaign_recipients;
  v_late boolean;
  v_answered boolean;
  v_status text;
begin
  select * into v_attempt from public.outreach_attempts where id = p_attempt for update;
  if not found then return false; end if;
  if exists (select from public.attempt_events where attempt_id = p_attempt and kind = p_tool and detail ->> 'tool_id' = p_tool_id) then return true; end if;
  perform private.note(p_attempt, v_attempt.user_id, p_tool, p_now, jsonb_build_object('tool_id', p_tool_id, 'arguments', p_arguments));
  update public.outreach_attempts set
    outcome = case when private.outcome_rank(p_outcome) > coalesce(private.outcome_rank(outcome), 0) then p_outcome else outcome end,
    structured_data = coalesce(structured_data, '{}') || jsonb_build_object(p_tool, p_arguments)
    where id = p_attempt returning * into v_attempt;
  v_late := v_attempt.state in ('ended', 'unknown');
  -- The end of the contact decides about the recipient, except that somebody spoke, and that an opt-out counts at once.
  if not v_late and p_outcome is distinct from 'opt_out' then
    if p_outcome = 'wrong_number' then return true; end if;
    update public.campaign_recipients set responded_at = least(responded_at, p_now), spoke_at = least(spoke_at, p_now)
      where id = v_attempt.recipient_id and (coalesce(responded_at > p_now, true) or coalesce(spoke_at > p_now, true));
    return true;
  end if;

  select * into v_recipient from public.campaign_recipients where id = v_attempt.recipient_id for update;
  v_answered := v_late and private.is_positive(v_attempt.outcome);
  if p_outcome = 'opt_out' then
    perform private.opt_out(v_attempt, v_recipient, 'call', p_now);
    -- A lead that the report made a moment ago is not one to be called back.
    update public.leads set status = 'Closed', structured_data = structured_data || '{"outcome":"opt_out"}' where outreach_attempt_id = p_attempt;
  end if;
  if v_answered then perform private.make_lead(v_attempt, p_now); end if;
  if v_late and (v_answered or p_outcome = 'opt_out') then
    update public.customers set last_answered_at = greatest(last_answered_at, v_attempt.ended_at) where id = v_recipient.customer_id;
  end if;
  v_status := case
    when v_recipient.status in ('queued', 'sent') then null
    when p_outcome = 'opt_out' then 'opted_out'
    when v_answered and v_recipient.status in ('pending', 'failed') then 'answered' end;
  update public.campaign_recipients set
    outcome = case when outcome = 'opt_out' then outcome else v_attempt.outcome end,
    status = coalesce(v_status, status),
    reason = case when v_status is null then reason when v_status = 'opted_out' then 'opted_out' end,
    next_attempt_at = case when v_status is null then next_attempt_at end,
    response_data = case when v_late then v_attempt.structured_data else response_data end,
    responded_at = least(responded_at, p_now),
    spoke_at = case when p_outcome is distinct from 'opt_out' then least(spoke_at, p_now) else spoke_at end,
    converted_at = case when v_answered then coalesce(converted_at, p_now) when p_outcome is distinct from 'opt_out' then converted_at end
    where id = v_recipient.id;
  return true;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.suppress_contacts(uuid, uuid, text[], text, text, text, jsonb, timestamptz),
  private.learn_of_contact(public.outreach_attempts, public.campaign_recipients, timestamptz) to service_role;
