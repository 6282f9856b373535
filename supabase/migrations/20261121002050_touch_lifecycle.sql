-- The life of an attempt over all channels: given back, begun (many at once), with the provider.

-- Gives a reserved attempt back that was never begun: it made no contact, so it is no attempt. What the gate refuses over one channel may
-- be allowed over the next one: the claim looks.
create or replace function private.release(p_attempt public.outreach_attempts, p_now timestamptz, p_why text, p_verdict private.gate_verdict) returns void
language plpgsql set search_path = '' as $$
declare
  v_stopped boolean := exists (select from public.campaigns where id = p_attempt.campaign_id and status in ('cancelled', 'completed'));
  v_skip boolean := coalesce(p_verdict.decision = 'skip', false) and (private.is_final_refusal(p_verdict.reason)
    or not exists (select from public.campaign_steps where campaign_id = p_attempt.campaign_id and position > p_attempt.step));
begin
  update public.outreach_attempts
    set state = 'ended', disposition = 'cancelled', counted = false, ended_at = p_now, lease_expires_at = null, error = p_why
    where id = p_attempt.id;
  perform private.note(p_attempt.id, p_attempt.user_id, 'released', p_now, jsonb_build_object('why', p_why));
  update public.campaign_recipients r set
    status = case when outcome = 'opt_out' then 'opted_out' when converted_at is not null then 'answered'
      when (v_stopped or v_skip) and attempts > 0 then private.final_status(r)
      when v_stopped or v_skip then 'skipped' else 'pending' end,
    reason = case when outcome = 'opt_out' then 'opted_out' when converted_at is not null then null
      when v_stopped then 'campaign_stopped' else p_verdict.reason end,
    decision = case when p_verdict.decision <> 'allow' then p_verdict.detail end,
    next_attempt_at = case when outcome is distinct from 'opt_out' and converted_at is null and not v_stopped and not v_skip
      then coalesce(p_verdict.until, p_now) end
  where id = p_attempt.recipient_id and status = 'queued';
end $$;

-- What changed since the claim, so that a contact must not begin; null when nothing did. Back in line, where the claim looks at it anew.
create function private.changed_since_claim(p_attempt public.outreach_attempts, p_campaign public.campaigns, p_recipient public.campaign_recipients) returns text
language sql stable set search_path = '' as $$
  select case when p_recipient.outcome = 'opt_out' then 'opted_out' when p_recipient.converted_at is not null then 'converted'
    when p_recipient.step_attempts >= p_campaign.max_attempts then 'max_attempts'
    when exists (select from public.customers c where c.id = p_recipient.customer_id
      and case p_attempt.channel when 'email' then c.email is distinct from p_recipient.email else c.phone is distinct from p_recipient.phone end)
    then 'contact_changed'
    when p_attempt.channel <> 'call' and p_recipient.step_attempts > 0 and p_recipient.last_disposition = 'delivered' then 'arrived'
    when (p_attempt.step > 1 or (p_attempt.channel <> 'call' and p_recipient.step_attempts > 0)) and exists (select from public.campaign_steps s
      where s.campaign_id = p_campaign.id and s.position = p_attempt.step and not private.meets(s.condition, p_recipient)) then 'condition_not_met' end
$$;

-- Last look before contacts, of one or many. Answers an array with { attempt_id, decision: 'go', ... everything the contact needs } or
-- { attempt_id, decision: 'stop', reason } for each.
-- The shared lock on the campaigns makes a pause wait for begins under way, and every later begin see it.
create function public.begin_attempts(p_attempts uuid[], p_now timestamptz, p_lease interval default '2 minutes') returns jsonb
language plpgsql set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_attempt public.outreach_attempts;
  v_campaign public.campaigns;
  v_verdict private.gate_verdict;
  v_subjects private.gate_subject[];
  v_verdicts private.gate_verdict[];
  v_whys jsonb;
  v_why text;
  v_stops jsonb := '[]';
  v_go uuid[] := '{}';
  v_begun jsonb;
begin
  for v_campaign in
    select c.* from public.campaigns c
    where c.id in (select campaign_id from public.outreach_attempts where id = any (p_attempts)) order by c.id for share
  loop
    -- First all attempts, then their recipients, each in the order of their ids.
    perform from public.outreach_attempts where id = any (p_attempts) and campaign_id = v_campaign.id order by id for update;
    perform from public.campaign_recipients r where r.id in (select a.recipient_id from public.outreach_attempts a
      where a.id = any (p_attempts) and a.campaign_id = v_campaign.id) order by r.id for update;
    with judged as materialized (
      select a.id, a.channel, r as person, case when a.state <> 'reserved' or a.begun_at is not null then 'already_begun'
        when a.lease_expires_at <= p_now then 'lease_expired'
        when v_campaign.status <> 'active' then 'campaign_' || v_campaign.status
        else private.changed_since_claim(a, v_campaign, r) end as why
      from public.outreach_attempts a join public.campaign_recipients r on r.id = a.recipient_id
      where a.id = any (p_attempts) and a.campaign_id = v_campaign.id
    )
    select jsonb_object_agg(j.id, j.why) filter (where j.why is not null),
      array_agg(((j.person).id, (j.person).customer_id, j.channel, (j.person).phone, (j.person).email)::private.gate_subject) filter (where j.why is null)
      into v_whys, v_subjects from judged j;
    for v_attempt in select a.* from public.outreach_attempts a where a.id in (select k::uuid from jsonb_object_keys(v_whys) k) order by a.id loop
      v_why := v_whys ->> v_attempt.id::text;
      if v_why <> 'already_begun' then perform private.release(v_attempt, p_now, v_why, null); end if;
      v_stops := v_stops || jsonb_build_object('attempt_id', v_attempt.id, 'decision', 'stop', 'reason', v_why);
    end loop;
    select array_agg(g) into v_verdicts from private.gate(v_campaign.user_id, v_campaign, v_subjects, p_now) g;
    for v_verdict in select v.* from unnest(v_verdicts) v where v.decision <> 'allow' loop
      select * into v_attempt from public.outreach_attempts a
        where a.recipient_id = v_verdict.ref and a.id = any (p_attempts) and a.state = 'reserved' and a.begun_at is null;
      perform private.release(v_attempt, p_now, v_verdict.reason, v_verdict);
      v_stops := v_stops || jsonb_build_object('attempt_id', v_attempt.id, 'decision', 'stop', 'reason', v_verdict.reason);
    end loop;
    with begun as (
      update public.outreach_attempts a set begun_at = p_now, counted = true, lease_expires_at = p_now + p_lease, decision = v.detail,
        assistant_id = case when a.channel = 'call' then g.vapi_assistant_id end,
        contact_hash = case when a.channel = 'email' then k.email_hash else k.phone_hash end
      from unnest(v_verdicts) v
        join public.campaign_recipients r on r.id = v.ref join public.customers k on k.id = r.customer_id
        left join public.agents g on g.id = v_campaign.agent_id
      where v.decision = 'allow' and a.recipient_id = v.ref and a.id = any (p_attempts) and a.state = 'reserved' and a.begun_at is null
      returning a.id
    )
    select v_go || array(select id from begun order by id) into v_go;
  end loop;

  update public.campaign_recipients set attempts = attempts + 1, step_attempts = step_attempts + 1, last_attempt_at = p_now
    where id in (select recipient_id from public.outreach_attempts where id = any (v_go));
  insert into public.attempt_events (attempt_id, user_id, kind, at) select id, user_id, 'begun', p_now from public.outreach_attempts where id = any (v_go);
  select jsonb_agg(jsonb_build_object(
      'attempt_id', a.id, 'decision', 'go', 'channel', a.channel, 'user_id', a.user_id, 'campaign_id', c.id, 'recipient_id', r.id,
      'step', a.step, 'variant', a.variant, 'is_first', not exists (select from public.outreach_attempts o
        -- A text says how to opt out at least monthly.
        where o.recipient_id = r.id and o.channel = a.channel and o.counted and o.id <> a.id and o.begun_at > p_now - interval '28 days'),
      'name', r.name, 'phone', r.phone, 'email', r.email, 'last_contact_at', r.last_contact_at,
      'time_zone', coalesce(k.time_zones[1], s.time_zone, 'UTC'),
      'body', w.body, 'subject', w.subject, 'preview_text', w.preview_text, 'voicemail', w.voicemail,
      'variables', c.variables, 'max_call_seconds', c.max_call_seconds,
      'agent_name', g.name, 'assistant_id', a.assistant_id, 'phone_number_id', g.vapi_phone_number_id,
      'business_name', s.business_name, 'callback_number', s.callback_number, 'booking_link', s.booking_link, 'postal_address', s.postal_address,
      'email_sender', s.email_sender, 'email_reply_to', s.email_reply_to, 'sms_sender', s.sms_sender,
      'last_service', l.structured_data ->> 'service') order by a.id)
    into v_begun
  from public.outreach_attempts a
  join public.campaigns c on c.id = a.campaign_id
  join public.campaign_recipients r on r.id = a.recipient_id
  join public.campaign_steps st on st.campaign_id = c.id and st.position = a.step
  cross join lateral private.step_content(st, a.variant) w
  left join public.agents g on g.id = c.agent_id
  left join public.outreach_settings s on s.user_id = a.user_id
  left join public.customers k on k.id = r.customer_id
  left join public.leads l on l.id = r.lead_id
  where a.id = any (v_go);
  return coalesce(v_begun, '[]') || v_stops || coalesce((
    select jsonb_agg(jsonb_build_object('attempt_id', i, 'decision', 'stop', 'reason', 'gone'))
    from unnest(p_attempts) i where not exists (select from public.outreach_attempts where id = i)), '[]');
end $$;

create or replace function public.begin_attempt(p_attempt uuid, p_now timestamptz, p_lease interval default '2 minutes') returns jsonb
language sql set search_path = '' as $$
  select (public.begin_attempts(array[p_attempt], p_now, p_lease) -> 0) - 'attempt_id'
$$;

-- How long after the provider took a contact it is asked what became of it, when nothing more was heard.
create function private.report_wait(p_attempt public.outreach_attempts) returns interval
language sql stable set search_path = '' as $$
  select case p_attempt.channel when 'call' then make_interval(secs => 120 + (select max_call_seconds from public.campaigns where id = p_attempt.campaign_id))
    when 'sms' then interval '15 minutes' else interval '30 minutes' end
$$;

-- The provider has the contact. Also called by the first event of a contact whose answer never reached us.
create or replace function public.record_dispatch(p_attempt uuid, p_provider_ref text, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
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
  update public.outreach_attempts set state = 'dispatched', disposition = null, error = null, ended_at = null, provider_ref = p_provider_ref,
    dispatched_at = coalesce(dispatched_at, p_now), lease_expires_at = p_now + private.report_wait(v_attempt)
    where id = p_attempt;
  update public.campaign_recipients set status = 'sent', reason = null, error_message = null, sent_at = coalesce(sent_at, p_now)
    where id = v_attempt.recipient_id and status in ('queued', 'failed');
  perform private.note(p_attempt, v_attempt.user_id, 'dispatched', p_now);
  return jsonb_build_object('applied', true);
end $$;

-- What is about to be sent, before it is: [{ attempt_id, content }], all in one request where p_batch names it. Answers
-- those that may be: another process may have taken the others back meanwhile.
create function public.prepare_messages(p_contents jsonb, p_batch uuid, p_now timestamptz) returns uuid[]
language sql set search_path = '' as $$
  with kept as (
    update public.outreach_attempts a set content = m.content, batch_id = p_batch
    from jsonb_to_recordset(p_contents) m (attempt_id uuid, content jsonb)
    where a.id = m.attempt_id and a.state = 'reserved' and a.begun_at is not null and a.content is null
    returning a.id
  )
  select coalesce(array_agg(id order by id), '{}') from kept
$$;

-- Many at once: [{ attempt_id, provider_ref, segments }]; those that are not as expected go one by one. Who stays without news is asked after,
-- at the latest when p_receipt_wait has passed. Answers how many.
create function public.record_dispatches(p_refs jsonb, p_receipt_wait interval, p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
declare
  v_ids uuid[];
  v_ref record;
begin
  perform from public.outreach_attempts where id in (select (m ->> 'attempt_id')::uuid from jsonb_array_elements(p_refs) m) order by id for update;
  with sent as (
    update public.outreach_attempts a set state = 'dispatched', error = null, provider_ref = m.provider_ref, dispatched_at = p_now,
      segments = m.segments, lease_expires_at = p_now + least(private.report_wait(a), p_receipt_wait)
    from jsonb_to_recordset(p_refs) m (attempt_id uuid, provider_ref text, segments integer)
    where a.id = m.attempt_id and a.state = 'reserved' and a.begun_at is not null and a.provider_ref is null
    returning a.id, a.user_id, a.recipient_id
  ), noted as (
    insert into public.attempt_events (attempt_id, user_id, kind, at) select id, user_id, 'dispatched', p_now from sent
  ), moved as (
    update public.campaign_recipients r set status = 'sent', reason = null, error_message = null, sent_at = coalesce(sent_at, p_now)
    from sent where r.id = sent.recipient_id and r.status in ('queued', 'failed')
  )
  select array(select id from sent) into v_ids;
  for v_ref in select * from jsonb_to_recordset(p_refs) m (attempt_id uuid, provider_ref text) where m.attempt_id <> all (v_ids) loop
    perform public.record_dispatch(v_ref.attempt_id, v_ref.provider_ref, p_now);
  end loop;
  return cardinality(v_ids);
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.changed_since_claim(public.outreach_attempts, public.campaigns, public.campaign_recipients),
  private.report_wait(public.outreach_attempts) to service_role;
revoke execute on function public.begin_attempts(uuid[], timestamptz, interval), public.prepare_messages(jsonb, uuid, timestamptz),
  public.record_dispatches(jsonb, interval, timestamptz) from public, anon, authenticated;
grant execute on function public.begin_attempts(uuid[], timestamptz, interval), public.prepare_messages(jsonb, uuid, timestamptz),
  public.record_dispatches(jsonb, interval, timestamptz) to service_role;
