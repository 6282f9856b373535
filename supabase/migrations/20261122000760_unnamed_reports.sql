-- As before; and the words of reports that name the call by the provider's reference alone go with the others, as with an erasure.
create or replace function public.purge_words(p_user_id uuid, p_now timestamptz, p_limit integer) returns integer
language plpgsql set search_path = '' as $$
declare
  v_until timestamptz;
  v_ids uuid[];
  v_inbound integer;
begin
  select p_now - make_interval(days => retention_transcript_days) into v_until from public.outreach_settings where user_id = p_user_id;
  if v_until is null then return 0; end if;
  v_ids := array(select id from public.outreach_attempts where id in (
      select a.id from private.old_attempts(p_user_id, (select words_until from private.retention_state where user_id = p_user_id), v_until) a
      where a.transcript is not null or a.messages is not null or a.summary is not null or a.structured_data is not null or a.error is not null
        or a.content - '{links,from}'::text[] <> '{}' limit p_limit)
    order by id for update);
  update public.outreach_attempts set transcript = null, messages = null, summary = null, structured_data = null, error = null,
    -- Where a message's links led is kept: they go on working.
    content = (select jsonb_object_agg(key, value) from jsonb_each(content) where key in ('links', 'from')) where id = any (v_ids);
  update public.campaign_recipients r set response_data = null, error_message = null
    where r.id in (select recipient_id from public.outreach_attempts where id = any (v_ids)) and (r.response_data is not null or r.error_message is not null)
      and not exists (select from public.outreach_attempts a where a.recipient_id = r.id and a.reserved_at >= v_until);
  update public.leads set call_transcript = null, call_summary = null where outreach_attempt_id = any (v_ids);
  update public.attempt_events e set detail = (
      select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(e.detail)
      where key in ('disposition', 'outcome', 'ended_reason', 'next', 'why', 'provider_ref', 'tool_id', 'from', 'to', 'by', 'channel', 'method'))
    where attempt_id = any (v_ids) and detail <> '{}';
  update public.provider_events set payload = '{}', error = null where attempt_id = any (v_ids) and processed_at is not null;
  update public.provider_events set payload = '{}', error = null where provider = 'vapi' and attempt_id is null and processed_at is not null
    and payload #>> '{message,call,id}' = any (array(select provider_ref from public.outreach_attempts where id = any (v_ids) and provider_ref is not null));
  update public.inbound_messages set subject = null, body = null where id in (
    select id from public.inbound_messages where user_id = p_user_id and received_at < v_until and (body is not null or subject is not null)
    order by received_at limit p_limit);
  get diagnostics v_inbound = row_count;
  perform private.count_retention(p_user_id, 'received', v_inbound);
  perform private.count_retention(p_user_id, 'contacts', cardinality(v_ids));
  return greatest(cardinality(v_ids), v_inbound);
end $$;
