-- What the wish of a customer brings about: an opt-out is kept from then on, an interest makes a lead; and what the assistant notes of it.

create function private.outcome_rank(p_outcome text) returns integer
language sql immutable set search_path = '' as $$
  select array_position('{no_decision,not_interested,interested,callback,booked,wrong_number,opt_out}'::text[], p_outcome)
$$;

create function private.is_positive(p_outcome text) returns boolean
language sql immutable set search_path = '' as $$
  select coalesce(p_outcome in ('interested', 'booked', 'callback'), false)
$$;

-- An opt-out, effective when this returns: every contact of the customer, every channel, every campaign.
create function private.suppress_customer(p_user_id uuid, p_customer_id uuid, p_contacts text[], p_reason text, p_source text, p_evidence jsonb, p_now timestamptz)
returns void
language sql set search_path = '' as $$
  insert into public.suppressions (user_id, customer_id, contact, channel, reason, source, evidence, at)
  select distinct p_user_id, p_customer_id, contact, 'all', p_reason, p_source, p_evidence, p_now
  from unnest(p_contacts) contact where private.is_contact(contact)
  on conflict (user_id, contact_hash, channel, reason, customer_id) where lifted_at is null and contact is not null do nothing
$$;

-- Everything that an opt-out stands for: the contact as it was used and whatever else is known of the customer.
create function private.opt_out(p_attempt public.outreach_attempts, p_recipient public.campaign_recipients, p_source text, p_now timestamptz) returns void
language sql set search_path = '' as $$
  select private.suppress_customer(p_attempt.user_id, p_recipient.customer_id, array[p_recipient.phone, p_recipient.email] || coalesce(
    (select array[phone, email] from public.customers where id = p_recipient.customer_id), '{}'),
    'opt_out', p_source, jsonb_build_object('attempt_id', p_attempt.id, 'at', p_now), p_now)
$$;

-- The lead of a positive outcome, one for each attempt; a report that comes after it completes it. Answers its id.
create function private.make_lead(p_attempt public.outreach_attempts, p_now timestamptz) returns uuid
language sql set search_path = '' as $$
  insert into public.leads (agent_id, customer_id, customer_name, customer_phone, customer_email, call_summary, call_transcript, recording_url,
    sentiment, structured_data, status, duration, created_at, outreach_attempt_id)
  select c.agent_id, r.customer_id, r.name, r.phone, r.email, p_attempt.summary, p_attempt.transcript, p_attempt.recording_url, p_attempt.sentiment,
    coalesce(p_attempt.structured_data, '{}') || jsonb_build_object('outcome', p_attempt.outcome, 'source', 'campaign', 'campaign_id', c.id),
    'New', p_attempt.duration_seconds, p_now, p_attempt.id
  from public.campaign_recipients r join public.campaigns c on c.id = r.campaign_id
  where r.id = p_attempt.recipient_id and private.is_positive(p_attempt.outcome)
  on conflict (outreach_attempt_id) do update set call_summary = excluded.call_summary, call_transcript = excluded.call_transcript,
    recording_url = excluded.recording_url, sentiment = excluded.sentiment, structured_data = excluded.structured_data, duration = excluded.duration
  returning id
$$;

-- What the assistant asked for during the call. The strongest wish stands: an opt-out is never overwritten. Doubled calls of a tool
-- (same id) change nothing; one that comes after the end of its call is acted on then. Answers false when the attempt does not exist.
create function public.record_tool_call(p_attempt uuid, p_tool_id text, p_tool text, p_outcome text, p_arguments jsonb, p_now timestamptz) returns boolean
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
    update public.campaign_recipients set responded_at = p_now where id = v_attempt.recipient_id and coalesce(responded_at > p_now, true);
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
    converted_at = case when v_answered then coalesce(converted_at, p_now) when p_outcome is distinct from 'opt_out' then converted_at end
    where id = v_recipient.id;
  return true;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.outcome_rank(text), private.is_positive(text),
  private.suppress_customer(uuid, uuid, text[], text, text, jsonb, timestamptz),
  private.opt_out(public.outreach_attempts, public.campaign_recipients, text, timestamptz),
  private.make_lead(public.outreach_attempts, timestamptz) to service_role;
revoke execute on function public.record_tool_call(uuid, text, text, text, jsonb, timestamptz) from public, anon, authenticated;
grant execute on function public.record_tool_call(uuid, text, text, text, jsonb, timestamptz) to service_role;
