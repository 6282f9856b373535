-- What a provider recorded of somebody who did not agree is deleted there too: such a call joins those that upkeep deletes.
create function private.forget_refused() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- The list comes with upkeep.
  if to_regclass('private.calls_to_delete') is not null then
    execute 'insert into private.calls_to_delete (attempt_id, user_id, provider, provider_ref) values ($1, $2, $3, $4)
      on conflict (attempt_id) do update set tries = 0, next_try_at = ''-infinity'''
      using new.id, new.user_id, new.provider, new.provider_ref;
  end if;
  return null;
end $$;
create trigger forget_refused after update on public.outreach_attempts for each row
  when (new.recording in ('asked', 'refused') and new.state = 'ended' and new.provider_ref is not null
    and (old.state <> 'ended' or old.recording is distinct from new.recording))
  execute function private.forget_refused();

-- As before; and what the assistant noted of the customer's words goes with them, once the call is over.
create or replace function private.keep_no_words() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.transcript := null;
  new.messages := null;
  new.summary := null;
  new.recording_url := null;
  if new.state = 'ended' then new.structured_data := private.agreed(new.structured_data); end if;
  if new.state = 'ended' and (old.state <> 'ended' or old.recording is distinct from new.recording) then
    update public.attempt_events set detail = detail #- '{arguments,notes}' #- '{arguments,customer_words}'
      where attempt_id = new.id and detail -> 'arguments' ?| '{notes,customer_words}';
  end if;
  if new.state = 'ended' and old.state <> 'ended' and new.recording = 'asked' and new.disposition in ('conversed', 'transferred') then
    perform private.note(new.id, new.user_id, 'recording_unanswered', coalesce(new.ended_at, now()));
  end if;
  return new;
end $$;
revoke execute on all functions in schema private from public;
