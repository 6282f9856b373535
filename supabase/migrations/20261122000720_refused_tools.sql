-- Of a call that may not be kept the inbox keeps no word either: not those that the assistant wrote into a tool's arguments, and not in events
-- that name the call by the provider's reference alone.

create index provider_events_unnamed_idx on public.provider_events ((payload #>> '{message,call,id}')) where attempt_id is null and provider = 'vapi';

-- The calls of tools of a report, without what the customer said; each in whichever of the three lists it came.
create function private.tools_without_words(p_message jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_object_agg(k.name, (
    select coalesce(jsonb_agg(t #- '{arguments,notes}' #- '{arguments,customer_words}'
      #- '{toolCall,arguments,notes}' #- '{toolCall,arguments,customer_words}' order by place), '[]')
    from jsonb_array_elements(p_message -> k.name) with ordinality e (t, place))), '{}')
  from unnest('{toolCallList,toolCalls,toolWithToolCallList}'::text[]) k (name)
  where jsonb_typeof(p_message -> k.name) = 'array'
$$;
-- A report of the voice provider without anybody's words.
create or replace function private.without_words(p_payload jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select p_payload || jsonb_build_object('message', (m - '{artifact,transcript,summary,recordingUrl,analysis,call,toolCallList,toolCalls,toolWithToolCallList}'::text[])
      || private.tools_without_words(m)
      || case when m ? 'analysis' then jsonb_build_object('analysis', jsonb_build_object('structuredData', private.agreed(m #> '{analysis,structuredData}'))) else '{}' end
      || case when jsonb_typeof(m -> 'call') = 'object' then jsonb_build_object('call', ((m -> 'call') - '{artifact,analysis}'::text[])
        || case when m -> 'call' ? 'analysis' then jsonb_build_object('analysis', jsonb_build_object('structuredData', private.agreed(m #> '{call,analysis,structuredData}'))) else '{}' end) else '{}' end)
  from (select p_payload -> 'message' as m) x
  where jsonb_typeof(m) = 'object'
$$;

create or replace function private.store_no_words() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (select from public.outreach_attempts where id = new.attempt_id and recording in ('unkept', 'asked', 'refused'))
    or (new.attempt_id is null and exists (select from public.outreach_attempts
      where provider = 'vapi' and provider_ref = new.payload #>> '{message,call,id}' and recording in ('unkept', 'asked', 'refused'))) then
    new.payload := coalesce(private.without_words(new.payload), new.payload);
  end if;
  return new;
end $$;

drop trigger store_no_words on public.provider_events;
create trigger store_no_words before insert on public.provider_events
  for each row when (new.provider = 'vapi') execute function private.store_no_words();

create or replace function public.record_recording_consent(p_attempt uuid, p_tool_id text, p_granted boolean, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
  v_kind text := case when p_granted then 'recording_granted' else 'recording_refused' end;
begin
  select * into v_attempt from public.outreach_attempts where id = p_attempt for update;
  if not found then return false; end if;
  if exists (select from public.attempt_events where attempt_id = p_attempt and kind like 'recording\_%' and detail ->> 'tool_id' = p_tool_id) then return true; end if;
  -- What came before the answer is gone once the call has ended.
  if p_granted and (v_attempt.recording is distinct from 'asked' or v_attempt.state = 'ended') then return true; end if;
  perform private.note(p_attempt, v_attempt.user_id, v_kind, p_now, jsonb_build_object('tool_id', p_tool_id));
  update public.outreach_attempts set recording = case when p_granted then 'granted' else 'refused' end where id = p_attempt;
  if not p_granted then
    update public.provider_events set payload = coalesce(private.without_words(payload), payload) where provider = 'vapi' and attempt_id = p_attempt;
    update public.provider_events set payload = coalesce(private.without_words(payload), payload)
      where provider = 'vapi' and attempt_id is null and payload #>> '{message,call,id}' = v_attempt.provider_ref;
    update public.leads set call_summary = null, call_transcript = null, recording_url = null where outreach_attempt_id = p_attempt;
  end if;
  return true;
end $$;

-- What was stored until now.
update public.provider_events e set payload = private.without_words(e.payload) from public.outreach_attempts a
where a.recording in ('unkept', 'asked', 'refused') and a.state = 'ended' and e.provider = 'vapi' and e.attempt_id = a.id
  and private.without_words(e.payload) is not null;
update public.provider_events e set payload = private.without_words(e.payload) from public.outreach_attempts a
where a.recording in ('unkept', 'asked', 'refused') and a.state = 'ended' and e.provider = 'vapi' and e.attempt_id is null
  and e.payload #>> '{message,call,id}' = a.provider_ref and private.without_words(e.payload) is not null;

revoke execute on all functions in schema private from public;
grant execute on function private.tools_without_words(jsonb) to service_role;
