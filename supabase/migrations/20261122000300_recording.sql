-- Whether a call is recorded: said in every call where it is, asked where all parties must agree, and nothing kept of what was spoken
-- where they do not.

-- off: no call is recorded. announced: recorded, and said so; where the law needs everybody's agreement it is asked.
alter table public.outreach_settings add column recording text not null default 'announced' check (recording in ('off', 'announced'));

-- Of a call, from before it is placed. off: no audio; the words are kept. unkept: neither, for nobody is asked who would have to be.
-- announced: both. asked: both once they agree (granted); until then, and when they do not (refused), neither.
alter table public.outreach_attempts add column recording text
  check (recording in ('off', 'unkept', 'announced', 'asked', 'granted', 'refused'));

-- The regions that may apply to a customer, none where nothing is known.
create function private.regions_of(p_customer public.customers) returns text[]
language sql stable set search_path = '' as $$
  select case when to_jsonb(p_customer) ? 'regions' then array(select jsonb_array_elements_text(to_jsonb(p_customer) -> 'regions'))
    else array_remove(array[p_customer.region], null) end
$$;

-- Whether everybody on the line has to agree to a recording in any of these regions. Of a place that is not known, or that the rules do not
-- speak of, it is taken for granted.
create function private.asks_to_record(p_regions text[]) returns boolean
language sql stable set search_path = '' as $$
  select cardinality(p_regions) is distinct from coalesce((select count(*)::integer from unnest(p_regions) r where r ~ '^US-[A-Z]{2}$'), 0)
    or coalesce(cardinality(p_regions), 0) = 0 or private.rules_version() is null
    or exists (select from public.outreach_rules o where o.version = private.rules_version() and o.rule = 'recording' and o.value = 'all_party'
      and o.channel in ('voice', 'any') and o.jurisdiction = any (array['*', 'US'] || p_regions))
$$;
create function private.recording_plan(p_setting text, p_regions text[]) returns text
language sql stable set search_path = '' as $$
  select case when private.asks_to_record(p_regions) then case p_setting when 'off' then 'unkept' else 'asked' end
    else case p_setting when 'off' then 'off' else 'announced' end end
$$;

-- What is spoken about in a call and what may be kept of it, decided and written down before the call is placed. Null: no such call.
create function public.plan_recording(p_attempt uuid) returns text
language sql set search_path = '' as $$
  update public.outreach_attempts a set recording = private.recording_plan(
      coalesce((select s.recording from public.outreach_settings s where s.user_id = a.user_id), 'announced'),
      coalesce((select private.regions_of(k) from public.customers k where k.id = a.customer_id), '{}'))
    where a.id = p_attempt and a.channel = 'call' and a.provider_ref is null
    returning recording
$$;
-- The same for customers of an account who are not called yet.
create function public.recording_plans(p_user_id uuid, p_customers uuid[]) returns table (customer_id uuid, recording text)
language sql stable set search_path = '' as $$
  select k.id, private.recording_plan(coalesce(s.recording, 'announced'), private.regions_of(k))
  from public.customers k left join public.outreach_settings s on s.user_id = k.user_id
  where k.user_id = p_user_id and k.id = any (p_customers)
$$;

-- What was agreed in a call, without anybody's words.
create function private.agreed(p_data jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select nullif(jsonb_object_agg(key, case jsonb_typeof(value) when 'object' then value - '{notes,customer_words}'::text[] else value end), '{}')
  from jsonb_each(case jsonb_typeof(p_data) when 'object' then p_data else '{}' end)
  where key in ('outcome', 'appointment_time', 'callback_time', 'service', 'record_opt_out', 'book_appointment', 'request_callback')
$$;
-- A report of the voice provider without them.
create function private.without_words(p_payload jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select p_payload || jsonb_build_object('message', (m - '{artifact,transcript,summary,recordingUrl,analysis,call}'::text[])
      || case when m ? 'analysis' then jsonb_build_object('analysis', jsonb_build_object('structuredData', private.agreed(m #> '{analysis,structuredData}'))) else '{}' end
      || case when jsonb_typeof(m -> 'call') = 'object' then jsonb_build_object('call', ((m -> 'call') - '{artifact,analysis}'::text[])
        || case when m -> 'call' ? 'analysis' then jsonb_build_object('analysis', jsonb_build_object('structuredData', private.agreed(m #> '{call,analysis,structuredData}'))) else '{}' end) else '{}' end)
  from (select p_payload -> 'message' as m) x
  where jsonb_typeof(m) = 'object'
$$;

-- Wherever the words come from, a call that may not be kept keeps none of them.
create function private.keep_no_words() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.transcript := null;
  new.messages := null;
  new.summary := null;
  new.recording_url := null;
  if new.state = 'ended' then new.structured_data := private.agreed(new.structured_data); end if;
  if new.state = 'ended' and old.state <> 'ended' and new.recording = 'asked' and new.disposition in ('conversed', 'transferred') then
    perform private.note(new.id, new.user_id, 'recording_unanswered', coalesce(new.ended_at, now()));
  end if;
  return new;
end $$;
create trigger keep_no_words before update on public.outreach_attempts
  for each row when (new.recording in ('unkept', 'asked', 'refused')) execute function private.keep_no_words();
create function private.store_no_words() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (select from public.outreach_attempts where id = new.attempt_id and recording in ('unkept', 'asked', 'refused')) then
    new.payload := coalesce(private.without_words(new.payload), new.payload);
  end if;
  return new;
end $$;
create trigger store_no_words before insert on public.provider_events
  for each row when (new.provider = 'vapi' and new.attempt_id is not null) execute function private.store_no_words();

-- What the customer answered, or objected to, in effect when this returns. A refusal stands: nobody is talked out of it. Doubled calls of the
-- tool change nothing. Answers false when the attempt does not exist.
create function public.record_recording_consent(p_attempt uuid, p_tool_id text, p_granted boolean, p_now timestamptz) returns boolean
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
    update public.provider_events set payload = coalesce(private.without_words(payload), payload) where attempt_id = p_attempt and provider = 'vapi';
    update public.leads set call_summary = null, call_transcript = null, recording_url = null where outreach_attempt_id = p_attempt;
  end if;
  return true;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.regions_of(public.customers), private.asks_to_record(text[]), private.recording_plan(text, text[]),
  private.agreed(jsonb), private.without_words(jsonb) to service_role;
revoke execute on function public.plan_recording(uuid), public.recording_plans(uuid, uuid[]),
  public.record_recording_consent(uuid, text, boolean, timestamptz) from public, anon, authenticated;
grant execute on function public.plan_recording(uuid), public.recording_plans(uuid, uuid[]),
  public.record_recording_consent(uuid, text, boolean, timestamptz) to service_role;
