-- How long is kept what was said and sent, and who people were: chosen by the account, done by itself every day, in lots, and reported.

alter table public.outreach_settings
  -- Null keeps it for ever. Five years: until then a contact may have to be proven.
  add column retention_transcript_days integer default 1825 check (retention_transcript_days between 30 and 3650),
  add column retention_recording_days integer default 365 check (retention_recording_days between 1 and 3650),
  add column retention_personal_days integer check (retention_personal_days between 180 and 3650);

-- How far each account's upkeep has come. What was reserved before `words_until` has been looked at; `counts` are of the run under way.
create table private.retention_state (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  words_until timestamptz,
  recordings_until timestamptz,
  ran_at timestamptz,
  counts jsonb not null default '{}'
);
-- Calls whose recording or words are gone here and are still to be deleted at the provider; by an erasure too.
create table private.calls_to_delete (
  attempt_id uuid primary key,
  user_id uuid not null references public.profiles (id) on delete cascade,
  provider text not null,
  provider_ref text not null,
  next_try_at timestamptz not null default '-infinity',
  tries integer not null default 0
);
create index calls_to_delete_due_idx on private.calls_to_delete (next_try_at);
create index calls_to_delete_user_idx on private.calls_to_delete (user_id);
alter table private.retention_state enable row level security;
alter table private.calls_to_delete enable row level security;
revoke all on private.retention_state, private.calls_to_delete from public, anon, authenticated, service_role;
grant select, insert, update on private.retention_state to service_role;
grant select, insert, update, delete on private.calls_to_delete to service_role;
create policy engine on private.retention_state to service_role using (true) with check (true);
create policy engine on private.calls_to_delete to service_role using (true) with check (true);

create function private.delete_elsewhere() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.calls_to_delete (attempt_id, user_id, provider, provider_ref)
  values (new.id, new.user_id, new.provider, new.provider_ref) on conflict (attempt_id) do update set tries = 0, next_try_at = '-infinity';
  return null;
end $$;
create trigger delete_elsewhere after update of recording_url, transcript on public.outreach_attempts for each row
  when (new.channel = 'call' and new.provider_ref is not null and ((old.recording_url is not null and new.recording_url is null)
    or (old.transcript is not null and new.transcript is null))) execute function private.delete_elsewhere();

create function private.count_retention(p_user_id uuid, p_kind text, p_count integer) returns integer
language sql set search_path = '' as $$
  insert into private.retention_state as s (user_id, counts) select p_user_id, jsonb_build_object(p_kind, p_count) where p_count > 0
  on conflict (user_id) do update set counts = s.counts || jsonb_build_object(p_kind, coalesce((s.counts ->> p_kind)::integer, 0) + p_count);
  select p_count
$$;

-- The account's ended attempts of before p_until that a campaign's index finds; what was looked at by an earlier run only as far back as news
-- of a contact may come late.
create function private.old_attempts(p_user_id uuid, p_since timestamptz, p_until timestamptz) returns setof public.outreach_attempts
language sql stable set search_path = '' as $$
  select a.* from public.campaigns c join public.outreach_attempts a on a.campaign_id = c.id
  where c.user_id = p_user_id and a.reserved_at < p_until and a.reserved_at >= coalesce(p_since - interval '60 days', '-infinity')
    and a.state = 'ended' and coalesce(a.ended_at, a.reserved_at) < p_until
$$;

-- One lot of contacts loses what was said and sent; times, costs, decisions and outcomes stay. Answers how many.
create function public.purge_words(p_user_id uuid, p_now timestamptz, p_limit integer) returns integer
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

-- One lot of calls loses its recording, here and, by the list above, at the provider. Answers how many.
create function public.purge_recordings(p_user_id uuid, p_now timestamptz, p_limit integer) returns integer
language plpgsql set search_path = '' as $$
declare
  v_until timestamptz;
  v_ids uuid[];
begin
  select p_now - make_interval(days => retention_recording_days) into v_until from public.outreach_settings where user_id = p_user_id;
  if v_until is null then return 0; end if;
  v_ids := array(select id from public.outreach_attempts where id in (
      select a.id from private.old_attempts(p_user_id, (select recordings_until from private.retention_state where user_id = p_user_id), v_until) a
      where a.recording_url is not null limit p_limit)
    order by id for update);
  update public.outreach_attempts set recording_url = null where id = any (v_ids);
  update public.leads set recording_url = null where outreach_attempt_id = any (v_ids);
  return private.count_retention(p_user_id, 'recordings', cardinality(v_ids));
end $$;

-- One lot of customers nobody was in touch with for so long is erased, as by hand; opt-outs stay as hashes. Not who waits in a campaign, and not
-- whose consent is younger than that. Answers how many.
create function public.purge_people(p_user_id uuid, p_now timestamptz, p_limit integer) returns integer
language plpgsql set search_path = '' as $$
declare
  v_until timestamptz;
  v_ids uuid[];
begin
  select p_now - make_interval(days => retention_personal_days) into v_until from public.outreach_settings where user_id = p_user_id;
  if v_until is null then return 0; end if;
  v_ids := array(
    select c.id from public.customers c
    where c.user_id = p_user_id and (c.last_contact_at < v_until or c.last_contact_at is null) and c.created_at < v_until and c.reply_waiting_since is null
      and not exists (select from public.outreach_attempts a where a.customer_id = c.id and (a.state <> 'ended' or coalesce(a.begun_at, a.reserved_at) >= v_until))
      and not exists (select from public.inbound_messages m where m.customer_id = c.id and m.received_at >= v_until)
      and not exists (select from public.consents k where k.customer_id = c.id and k.revoked_at is null and greatest(k.obtained_at, k.created_at) >= v_until)
      and not exists (select from public.campaign_recipients r join public.campaigns x on x.id = r.campaign_id
        where r.customer_id = c.id and r.status in ('pending', 'queued', 'sent') and x.status not in ('completed', 'cancelled'))
    order by c.id limit p_limit);
  perform public.erase_customer(p_user_id, id, null, p_now) from unnest(v_ids) id;
  return private.count_retention(p_user_id, 'customers', cardinality(v_ids));
end $$;

-- Accounts whose upkeep is due: once a day.
create function public.retention_due(p_now timestamptz, p_limit integer) returns setof uuid
language sql stable set search_path = '' as $$
  select s.user_id from public.outreach_settings s left join private.retention_state r on r.user_id = s.user_id
  where (r.ran_at is null or r.ran_at <= p_now - interval '20 hours')
    and (s.retention_transcript_days is not null or s.retention_recording_days is not null or s.retention_personal_days is not null or r.counts <> '{}')
  order by r.ran_at nulls first, s.user_id limit p_limit
$$;

-- Ends an account's run, once, with a line of what it did.
create function public.end_retention(p_user_id uuid, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  v_counts jsonb;
begin
  insert into private.retention_state (user_id) values (p_user_id) on conflict (user_id) do nothing;
  select counts into v_counts from private.retention_state
    where user_id = p_user_id and (ran_at is null or ran_at <= p_now - interval '20 hours') for update;
  if not found then return; end if;
  update private.retention_state r set ran_at = p_now, counts = '{}',
    words_until = coalesce(p_now - make_interval(days => s.retention_transcript_days), r.words_until),
    recordings_until = coalesce(p_now - make_interval(days => s.retention_recording_days), r.recordings_until)
    from public.outreach_settings s where s.user_id = p_user_id and r.user_id = p_user_id;
  insert into public.audit_log (user_id, action, entity, entity_id, detail, at)
  values (p_user_id, 'retention.applied', 'outreach_settings', p_user_id, '{"contacts": 0, "received": 0, "recordings": 0, "customers": 0}'::jsonb || v_counts, p_now);
end $$;

-- Calls to be deleted at their provider; each is lent to one worker for an hour, and given up after thirty days.
create function public.lease_deletions(p_now timestamptz, p_limit integer) returns table (attempt_id uuid, provider_ref text)
language sql set search_path = '' as $$
  with due as (
    select d.attempt_id from private.calls_to_delete d where d.next_try_at <= p_now and d.tries < 30
    order by d.next_try_at limit p_limit for update skip locked
  )
  update private.calls_to_delete d set next_try_at = p_now + interval '1 hour', tries = d.tries + 1
  from due where d.attempt_id = due.attempt_id returning d.attempt_id, d.provider_ref
$$;
-- p_deleted: those that are gone there. The others are tried again a day later. Answers of how many accounts.
create function public.settle_deletions(p_attempts uuid[], p_deleted uuid[], p_now timestamptz) returns bigint
language sql set search_path = '' as $$
  with gone as (
    delete from private.calls_to_delete where attempt_id = any (p_deleted) returning user_id
  ), counted as (
    select private.count_retention(user_id, 'deleted_at_provider', count(*)::integer) from gone group by user_id
  ), later as (
    update private.calls_to_delete set next_try_at = p_now + interval '1 day' where attempt_id = any (p_attempts) and attempt_id <> all (p_deleted)
  )
  select count(*) from counted
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.count_retention(uuid, text, integer), private.old_attempts(uuid, timestamptz, timestamptz) to service_role;
revoke execute on function public.purge_words(uuid, timestamptz, integer), public.purge_recordings(uuid, timestamptz, integer),
  public.purge_people(uuid, timestamptz, integer), public.retention_due(timestamptz, integer), public.end_retention(uuid, timestamptz),
  public.lease_deletions(timestamptz, integer), public.settle_deletions(uuid[], uuid[], timestamptz) from public, anon, authenticated;
grant execute on function public.purge_words(uuid, timestamptz, integer), public.purge_recordings(uuid, timestamptz, integer),
  public.purge_people(uuid, timestamptz, integer), public.retention_due(timestamptz, integer), public.end_retention(uuid, timestamptz),
  public.lease_deletions(timestamptz, integer), public.settle_deletions(uuid[], uuid[], timestamptz) to service_role;
