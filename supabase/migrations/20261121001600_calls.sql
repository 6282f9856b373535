-- Reading calls: what needs the owner, who has looked at it, and the words that were spoken.

-- Why an attempt needs the owner; null when it does not. Who asked not to be contacted is not called back, whatever else they said;
-- a wish is stronger than how the call ended.
alter table public.outreach_attempts
  add column attention text generated always as (case
    when outcome = 'opt_out' then null
    when outcome in ('callback', 'wrong_number') then outcome
    when disposition = 'transfer_failed' then 'transfer_failed'
    when state = 'unknown' and settle_failures >= 8 then 'not_recorded'
    when state = 'unknown' then 'unknown'
  end) stored,
  add column reviewed_at timestamptz,
  add column reviewed_by uuid,
  -- What was cleared: another reason that comes up later needs the owner again.
  add column reviewed_for text,
  -- When it was for the customer as the call began: the weekday (1 Monday) times 24 and the hour; null where their zone was not known.
  add column local_hour smallint generated always as (case when decision ->> 'local_time' ~ '^\d{4}-\d{2}-\d{2}T\d{2}:' then
    extract(isodow from make_date(substr(decision ->> 'local_time', 1, 4)::integer, substr(decision ->> 'local_time', 6, 2)::integer,
      substr(decision ->> 'local_time', 9, 2)::integer)) * 24 + substr(decision ->> 'local_time', 12, 2)::integer end) stored;

-- What was said lies beside the rows, so that counting and filtering a hundred thousand of them reads 50 MB and not 250.
alter table public.outreach_attempts set (toast_tuple_target = 256);

create index outreach_attempts_list_idx on public.outreach_attempts (user_id, reserved_at, id);
create index outreach_attempts_attention_idx on public.outreach_attempts (user_id, reserved_at, id) where attention <> coalesce(reviewed_for, '');

-- Who clears is who is signed in, whatever they say.
create function private.sign_review() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.reviewed_by := case when new.reviewed_at is not null then auth.uid() end;
  new.reviewed_for := case when new.reviewed_at is not null then old.attention end;
  return new;
end $$;
create trigger sign_review before update of reviewed_at on public.outreach_attempts for each row execute function private.sign_review();

grant update (reviewed_at) on public.outreach_attempts to authenticated;
create policy outreach_attempts_update on public.outreach_attempts for update to authenticated
  using (user_id in (select private.my_accounts())) with check (user_id in (select private.my_accounts()));

-- The words of a call as they were spoken, of whatever language: no endings cut, no small words left out, so that what is found is
-- what was typed; lower() knows the letters that the parser's own folding leaves alone where the locale is C. Cut far below what a tsvector holds (1 MB): one that overflows would keep the call from being recorded.
create function private.call_words(p_summary text, p_transcript text) returns tsvector
language sql immutable parallel safe set search_path = '' as $$
  select to_tsvector('pg_catalog.simple', lower(left(coalesce(p_summary, ''), 10000) || E'\n' || left(coalesce(p_transcript, ''), 90000)))
$$;

-- Not a stored column: it would travel with every read of an attempt. With the account in the index a word that everybody says costs
-- an account no more than its own calls. Attempts without words are not in it, so that only the end of a call writes to it.
create extension if not exists btree_gin with schema extensions;
create index outreach_attempts_words_idx on public.outreach_attempts using gin (user_id, private.call_words(summary, transcript))
  where transcript is not null or summary is not null;

-- Every word, and what begins with it: «appoint» finds an appointment. Null when there is no word (emoji, punctuation).
create function private.call_query(p_search text) returns tsquery
language sql immutable set search_path = '' as $$
  select string_agg('''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''':*', ' & ')::tsquery
  from unnest(to_tsvector('pg_catalog.simple', lower(p_search)))
$$;

-- An account's calls in which these words were said, or that went to somebody of this name or number. With its owner's rights, for under
-- row level security no index for words is used: it asks by itself whose account it is.
create function private.calls_with_words(p_account uuid, p_search text) returns setof uuid
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_query tsquery := private.call_query(p_search);
  v_digits text := case when p_search !~ '[[:alpha:]]' then regexp_replace(p_search, '[^0-9]', '', 'g') end;
begin
  if not exists (select from private.my_accounts() a where a = p_account) then return; end if;
  return query select a.id from public.outreach_attempts a
    where a.user_id = p_account and (a.transcript is not null or a.summary is not null) and private.call_words(a.summary, a.transcript) @@ v_query;
  return query select a.id from public.customers c join public.outreach_attempts a on a.customer_id = c.id
    where c.user_id = p_account and (c.search_text like private.like_pattern(lower(p_search))
      or (length(v_digits) >= 3 and c.search_text like '%' || v_digits || '%'));
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.call_words(text, text), private.call_query(text), private.calls_with_words(uuid, text) to authenticated, service_role;
