-- A key is replaced only by somebody who has seen it: a page that was opened before it was made would end it without a word.

drop function public.set_api_key(uuid, uuid, timestamptz, text, text);
-- Makes the account's key, in place of the one that is shown as p_replaces (null: there is none); without a hash that one goes. For the owner and
-- for admins. Refused with api_key_changed where another one is there by now.
create function public.set_api_key(p_user_id uuid, p_actor uuid, p_now timestamptz, p_hash text default null, p_shown text default null,
  p_replaces text default null) returns void
language plpgsql set search_path = '' as $$
begin
  perform private.act_as(p_actor, p_now);
  if p_actor <> p_user_id and not exists (
    select from public.team_members where user_id = p_user_id and member_id = p_actor and role = 'admin') then
    raise exception 'not_allowed' using errcode = 'PT403';
  end if;
  -- One after the other, so that of two at once the second sees the first one's.
  perform pg_advisory_xact_lock(hashtextextended('set_api_key:' || p_user_id::text, 0));
  if p_hash is not null and (select k.shown from public.api_keys k where k.user_id = p_user_id) is distinct from p_replaces then
    raise exception 'api_key_changed';
  end if;
  delete from public.api_keys where user_id = p_user_id;
  if p_hash is not null then
    insert into public.api_keys (user_id, key_hash, shown, created_by, created_at) values (p_user_id, p_hash, p_shown, p_actor, p_now);
  end if;
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
    values (p_user_id, p_actor, case when p_hash is null then 'api_key.removed' else 'api_key.made' end, 'api_key', p_user_id, '{}', p_now);
end $$;
revoke execute on function public.set_api_key(uuid, uuid, timestamptz, text, text, text) from public, anon, authenticated;
grant execute on function public.set_api_key(uuid, uuid, timestamptz, text, text, text) to service_role;
