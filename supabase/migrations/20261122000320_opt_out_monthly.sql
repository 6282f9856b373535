-- As before; and the first contact in four weeks counts as a first one, so that a text says how to opt out at least monthly.
create or replace function public.begin_attempts(p_attempts uuid[], p_now timestamptz, p_lease interval default '2 minutes') returns jsonb
language plpgsql set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_attempt public.outreach_attempts;
  v_campaign public.campaigns;
  v_recipient public.campaign_recipients;
  v_verdict private.gate_verdict;
  v_subjects private.gate_subject[];
  v_why text;
  v_stops jsonb := '[]';
  v_go uuid[] := '{}';
  v_begun jsonb;
begin
  for v_campaign in
    select c.* from public.campaigns c
    where c.id in (select campaign_id from public.outreach_attempts where id = any (p_attempts)) order by c.id for share
  loop
    v_subjects := '{}';
    for v_attempt in select * from public.outreach_attempts where id = any (p_attempts) and campaign_id = v_campaign.id order by id for update loop
      v_why := case when v_attempt.state <> 'reserved' or v_attempt.begun_at is not null then 'already_begun'
        when v_attempt.lease_expires_at <= p_now then 'lease_expired'
        when v_campaign.status <> 'active' then 'campaign_' || v_campaign.status end;
      if v_why is null then
        select * into v_recipient from public.campaign_recipients where id = v_attempt.recipient_id for update;
        v_why := private.changed_since_claim(v_attempt, v_campaign, v_recipient);
      end if;
      if v_why is null then
        v_subjects := v_subjects || (v_recipient.id, v_recipient.customer_id, v_attempt.channel, v_recipient.phone, v_recipient.email)::private.gate_subject;
      else
        if v_why <> 'already_begun' then perform private.release(v_attempt, p_now, v_why, null); end if;
        v_stops := v_stops || jsonb_build_object('attempt_id', v_attempt.id, 'decision', 'stop', 'reason', v_why);
      end if;
    end loop;
    for v_verdict in select g.* from private.gate(v_campaign.user_id, v_campaign, v_subjects, p_now) g loop
      select * into v_attempt from public.outreach_attempts a
        where a.recipient_id = v_verdict.ref and a.id = any (p_attempts) and a.state = 'reserved' and a.begun_at is null;
      if v_verdict.decision = 'allow' then
        update public.outreach_attempts set decision = v_verdict.detail where id = v_attempt.id;
        v_go := v_go || v_attempt.id;
      else
        perform private.release(v_attempt, p_now, v_verdict.reason, v_verdict);
        v_stops := v_stops || jsonb_build_object('attempt_id', v_attempt.id, 'decision', 'stop', 'reason', v_verdict.reason);
      end if;
    end loop;
  end loop;

  update public.outreach_attempts a set begun_at = p_now, counted = true, lease_expires_at = p_now + p_lease,
    assistant_id = case when a.channel = 'call' then g.vapi_assistant_id end,
    contact_hash = case when a.channel = 'email' then k.email_hash else k.phone_hash end
    from public.campaigns c left join public.agents g on g.id = c.agent_id, public.customers k
    where a.id = any (v_go) and c.id = a.campaign_id and k.id = a.customer_id;
  update public.campaign_recipients set attempts = attempts + 1, step_attempts = step_attempts + 1, last_attempt_at = p_now
    where id in (select recipient_id from public.outreach_attempts where id = any (v_go));
  insert into public.attempt_events (attempt_id, user_id, kind, at) select id, user_id, 'begun', p_now from public.outreach_attempts where id = any (v_go);
  select jsonb_agg(jsonb_build_object(
      'attempt_id', a.id, 'decision', 'go', 'channel', a.channel, 'user_id', a.user_id, 'campaign_id', c.id, 'recipient_id', r.id,
      'step', a.step, 'variant', a.variant, 'is_first', not exists (select from public.outreach_attempts o
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
