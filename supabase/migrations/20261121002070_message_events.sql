-- What the providers of messages tell, many at once: it never goes backwards, and what is said twice changes nothing.

-- The inbox also takes the clicks that come by our own links.
alter table public.provider_events drop constraint provider_events_provider_check;
alter table public.provider_events add constraint provider_events_provider_check check (provider in ('vapi', 'twilio', 'resend', 'link'));

create index outreach_attempts_contact_hash_idx on public.outreach_attempts (contact_hash, begun_at desc) where contact_hash is not null and channel <> 'call';

-- What a decision about each message needs to know: [{ n, id, state, attempts, outcome, ... }] for those that are known, by our id or the provider's.
create function public.message_standings(p_messages jsonb) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('n', m.n, 'id', a.id, 'user_id', a.user_id, 'campaign_id', a.campaign_id, 'channel', a.channel,
    'state', a.state, 'outcome', a.outcome,
    'recipient', jsonb_build_object('attempts', r.step_attempts, 'outcome', r.outcome),
    'campaign', jsonb_build_object('max_attempts', c.max_attempts, 'retry_gaps', c.retry_gaps, 'user_id', c.user_id))), '[]')
  from jsonb_to_recordset(p_messages) m (n integer, attempt_id uuid, provider text, provider_ref text)
  cross join lateral (
    select x.* from public.outreach_attempts x where x.id = m.attempt_id
    union all
    select x.* from public.outreach_attempts x where m.attempt_id is null and x.provider = m.provider and x.provider_ref = m.provider_ref
  ) a
  join public.campaign_recipients r on r.id = a.recipient_id join public.campaigns c on c.id = a.campaign_id
$$;

-- Opens and clicks by people: not those of mailboxes' scanners, which come within p_window of the delivery, name themselves, or follow
-- several links in the same breath. Worked out anew with each piece of news, for the delivery may be told last.
create function private.judge_engagement(p_attempt uuid, p_window interval, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
  v_opened timestamptz;
  v_clicked timestamptz;
begin
  select * into v_attempt from public.outreach_attempts where id = p_attempt;
  with engaged as (
    select e.kind, e.at, e.detail ->> 'link' as link from public.attempt_events e
    where e.attempt_id = p_attempt and e.kind in ('opened', 'clicked') and not coalesce((e.detail ->> 'machine')::boolean, false)
      and e.at >= coalesce(v_attempt.delivered_at, v_attempt.dispatched_at, v_attempt.begun_at) + p_window
  )
  select min(e.at), min(e.at) filter (where e.kind = 'clicked' and not exists (
      -- The provider names our own address of a link that leads elsewhere: one click is told twice under two names.
      select from engaged o where o.kind = 'clicked' and o.link <> e.link and (o.link like '%/l/%') = (e.link like '%/l/%')
        and o.at between e.at - p_window / 5 and e.at + p_window / 5))
    into v_opened, v_clicked from engaged e;
  if (v_opened, v_clicked) is not distinct from (v_attempt.opened_at, v_attempt.clicked_at) then return; end if;
  update public.outreach_attempts set opened_at = v_opened, clicked_at = v_clicked where id = p_attempt;
  update public.campaign_recipients r set
    opened_at = x.opened_at, clicked_at = x.clicked_at, 
    -- A click that turns out to be a scanner's is no response any more.
    responded_at = case when r.responded_at = r.clicked_at then least(r.spoke_at, x.clicked_at) else least(r.responded_at, x.clicked_at) end,
    status = case when x.clicked_at is not null and r.status in ('delivered', 'failed') and r.outcome is distinct from 'opt_out' then 'answered'
      when x.clicked_at is null and r.spoke_at is null and r.converted_at is null and r.status = 'answered' then 'delivered' else r.status end,
    -- Who clicks is looked at anew at once, but where the touch that waits is for them whatever they click.
    next_attempt_at = case when r.status = 'pending' and x.clicked_at is not null and r.clicked_at is null
      and exists (select from public.campaign_steps s where s.campaign_id = r.campaign_id and s.position = r.step and s.condition <> 'not_converted')
      then least(r.next_attempt_at, p_now) else r.next_attempt_at end
  from (select min(a.opened_at) as opened_at, min(a.clicked_at) as clicked_at from public.outreach_attempts a where a.recipient_id = v_attempt.recipient_id) x
  where r.id = v_attempt.recipient_id;
end $$;

-- News of a message that had ended otherwise: a receipt that came late, a bounce after the delivery.
create function private.amend_message(p_attempt public.outreach_attempts, p_disposition text, p_at timestamptz, p_error text, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
  v_recipient public.campaign_recipients;
  v_step integer;
  v_due_at timestamptz;
  v_status text;
begin
  if not (p_attempt.disposition in ('sent', 'undelivered') and p_disposition in ('delivered', 'bounced', 'blocked', 'landline'))
    and not (p_attempt.disposition = 'delivered' and p_disposition = 'bounced') then return false; end if;
  select * into v_recipient from public.campaign_recipients where id = p_attempt.recipient_id for update;
  update public.outreach_attempts set disposition = p_disposition, error = p_error,
    delivered_at = case when p_disposition = 'delivered' then p_at end where id = p_attempt.id returning * into v_attempt;
  perform private.note(p_attempt.id, p_attempt.user_id, 'amended', p_now, jsonb_build_object('from', p_attempt.disposition, 'disposition', p_disposition));
  perform private.learn_of_contact(v_attempt, v_recipient, p_now);
  select min(delivered_at) into v_recipient.delivered_at from public.outreach_attempts where recipient_id = v_recipient.id;
  if v_recipient.last_disposition = p_attempt.disposition then v_recipient.last_disposition := p_disposition; end if;
  -- It arrived after all, so it is not sent again.
  if v_recipient.status = 'pending' and v_recipient.step = p_attempt.step and p_disposition = 'delivered' then
    select t.step, t.due_at into v_step, v_due_at from private.next_touch(v_recipient, p_at) t;
    v_status := case when v_step is null then private.final_status(v_recipient) else 'pending' end;
  else
    v_status := case when v_recipient.status in ('failed', 'delivered') then private.final_status(v_recipient) else v_recipient.status end;
    v_due_at := v_recipient.next_attempt_at;
  end if;
  update public.campaign_recipients r set
    delivered_at = v_recipient.delivered_at, last_disposition = v_recipient.last_disposition, status = v_status,
    reason = case when v_step is not null then 'next_touch' when v_status = r.status then r.reason when v_status = 'failed' then p_disposition end,
    step = coalesce(v_step, r.step), step_attempts = case when v_step is null then r.step_attempts else 0 end,
    next_attempt_at = case when v_status = 'pending' then v_due_at end
  where r.id = v_recipient.id;
  return true;
end $$;

-- Somebody reported the message as unwanted: as good as the clearest opt-out.
create function private.complain(p_attempt public.outreach_attempts, p_at timestamptz, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  v_recipient public.campaign_recipients;
begin
  select * into v_recipient from public.campaign_recipients where id = p_attempt.recipient_id for update;
  update public.outreach_attempts set complained_at = coalesce(complained_at, p_at), outcome = 'opt_out' where id = p_attempt.id;
  perform private.suppress_customer(p_attempt.user_id, v_recipient.customer_id, array[v_recipient.phone, v_recipient.email] || coalesce(
    (select array[phone, email] from public.customers where id = v_recipient.customer_id), '{}'),
    'complaint', p_attempt.channel, jsonb_build_object('attempt_id', p_attempt.id, 'at', p_at), p_now);
  perform private.close_opted_out(v_recipient.id);
end $$;

-- A recipient who asked for no more contact. One that is under way is seen to by its own end.
create function private.close_opted_out(p_recipient uuid) returns void
language sql set search_path = '' as $$
  update public.campaign_recipients set outcome = 'opt_out',
    status = case when status in ('queued', 'sent') then status else 'opted_out' end,
    reason = case when status in ('queued', 'sent') then reason else 'opted_out' end,
    next_attempt_at = case when status in ('queued', 'sent') then next_attempt_at end
  where id = p_recipient
$$;

-- One piece of news: { attempt_id, provider_ref, status, at, disposition, code, cost, segments, machine, link, next }. next comes from lib/core.
create function private.apply_message_event(p_event jsonb, p_window interval, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_id uuid := (p_event ->> 'attempt_id')::uuid;
  v_status text := p_event ->> 'status';
  v_at timestamptz := (p_event ->> 'at')::timestamptz;
  v_attempt public.outreach_attempts;
  v_applied jsonb;
begin
  perform from public.campaigns c join public.outreach_attempts a on a.campaign_id = c.id where a.id = v_id for share of c;
  select * into v_attempt from public.outreach_attempts where id = v_id for update;
  if not found then return jsonb_build_object('applied', false, 'reason', 'gone'); end if;
  if v_attempt.provider_ref is null and v_attempt.begun_at is not null and p_event ->> 'provider_ref' is not null then
    -- The first news of a message whose answer never reached us is as good as the answer.
    perform public.record_dispatch(v_id, p_event ->> 'provider_ref', p_now);
    select * into v_attempt from public.outreach_attempts where id = v_id;
  elsif v_attempt.provider_ref <> p_event ->> 'provider_ref' then
    perform public.record_dispatch(v_id, p_event ->> 'provider_ref', p_now);
    return jsonb_build_object('applied', false, 'reason', 'other_ref');
  end if;
  if v_status in ('opened', 'clicked', 'complained') and exists (select from public.attempt_events e where e.attempt_id = v_id and e.kind = v_status
      and e.at = v_at and e.detail ->> 'link' is not distinct from p_event ->> 'link') then
    return jsonb_build_object('applied', false, 'reason', 'known');
  elsif v_status in ('opened', 'clicked') then
    perform private.note(v_id, v_attempt.user_id, v_status, v_at, jsonb_strip_nulls(jsonb_build_object('link', p_event ->> 'link', 'machine', p_event -> 'machine')));
    perform private.judge_engagement(v_id, p_window, p_now);
  elsif v_status = 'complained' then
    perform private.note(v_id, v_attempt.user_id, 'complained', v_at, '{}');
    perform private.complain(v_attempt, v_at, p_now);
  elsif p_event ->> 'disposition' is null then
    if exists (select from public.attempt_events where attempt_id = v_id and kind = 'message_' || v_status) then
      return jsonb_build_object('applied', false, 'reason', 'known');
    end if;
    perform private.note(v_id, v_attempt.user_id, 'message_' || v_status, v_at, '{}');
  elsif v_attempt.state = 'ended' then
    if not private.amend_message(v_attempt, p_event ->> 'disposition', v_at, p_event ->> 'code', p_now) then
      return jsonb_build_object('applied', false, 'reason', 'ended');
    end if;
    perform private.judge_engagement(v_id, p_window, p_now);
  else
    v_applied := public.finish_attempt(v_id, jsonb_build_object('disposition', p_event ->> 'disposition', 'outcome', v_attempt.outcome,
      'ended_reason', v_status, 'ended_at', p_event ->> 'at', 'cost_usd', p_event -> 'cost', 'segments', p_event -> 'segments',
      'provider_ref', p_event ->> 'provider_ref',
      'error', p_event ->> 'code'), p_event -> 'next', p_now, v_attempt.outcome);
    if v_attempt.opened_at is not null or v_attempt.clicked_at is not null
      or exists (select from public.attempt_events where attempt_id = v_id and kind in ('opened', 'clicked')) then
      perform private.judge_engagement(v_id, p_window, p_now);
    end if;
    return v_applied || jsonb_build_object('disposition', p_event ->> 'disposition');
  end if;
  return jsonb_build_object('applied', true, 'campaign_id', v_attempt.campaign_id);
end $$;

-- Many, in one order of campaigns and attempts, so that two lots can't wait for each other in a circle. One that can't be applied keeps no other from
-- it. Answers [{ n, applied, campaign_id, reason, error }].
create function public.apply_message_events(p_events jsonb, p_window_ms integer, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_event record;
  v_answers jsonb := '[]';
  v_answer jsonb;
begin
  perform private.count_later();
  for v_event in
    select e.value as event, e.value -> 'n' as n from jsonb_array_elements(p_events) with ordinality e (value, place)
    left join public.outreach_attempts a on a.id = (e.value ->> 'attempt_id')::uuid order by a.campaign_id, a.id,
      case when pg_input_is_valid(e.value ->> 'at', 'timestamptz') then (e.value ->> 'at')::timestamptz end, place
  loop
    begin
      v_answer := private.apply_message_event(v_event.event, p_window_ms * interval '1 millisecond', p_now);
    exception when deadlock_detected or serialization_failure then raise;
      when others then v_answer := jsonb_build_object('applied', false, 'error', sqlerrm);
    end;
    v_answers := v_answers || (v_answer || jsonb_build_object('n', v_event.n));
  end loop;
  perform private.count_now();
  return v_answers;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.judge_engagement(uuid, interval, timestamptz),
  private.amend_message(public.outreach_attempts, text, timestamptz, text, timestamptz),
  private.complain(public.outreach_attempts, timestamptz, timestamptz), private.close_opted_out(uuid),
  private.apply_message_event(jsonb, interval, timestamptz) to service_role;
revoke execute on function public.message_standings(jsonb), public.apply_message_events(jsonb, integer, timestamptz) from public, anon, authenticated;
grant execute on function public.message_standings(jsonb), public.apply_message_events(jsonb, integer, timestamptz) to service_role;
