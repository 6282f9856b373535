-- What the wish of a customer brings about: an opt-out is kept from then on, an interest makes a lead.

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

revoke execute on all functions in schema private from public;
grant execute on function private.outcome_rank(text), private.is_positive(text),
  private.suppress_customer(uuid, uuid, text[], text, text, jsonb, timestamptz),
  private.opt_out(public.outreach_attempts, public.campaign_recipients, text, timestamptz),
  private.make_lead(public.outreach_attempts, timestamptz) to service_role;
