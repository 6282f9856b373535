-- Who changed which agent is written down, as with settings. Changes without a person are the receptionist's own business.

-- Names and ids with their values; of everything else (the prompt, the secret) only that it changed.
create function private.log_agent() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_old jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  v_new jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  v_changes jsonb;
begin
  select jsonb_object_agg(k, case when k in ('name', 'vapi_assistant_id', 'vapi_phone_number_id')
      then jsonb_build_object('from', v_old -> k, 'to', v_new -> k) else '{}' end) into v_changes
  from jsonb_object_keys(v_old || v_new) k
  where k not in ('id', 'user_id', 'created_at', 'updated_at') and coalesce(v_new -> k, 'null') is distinct from coalesce(v_old -> k, 'null');
  if v_changes is not null then
    insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail)
    values (coalesce(new.user_id, old.user_id), auth.uid(),
      case tg_op when 'INSERT' then 'agent.added' when 'UPDATE' then 'agent.changed' else 'agent.removed' end,
      'agent', coalesce(new.id, old.id), v_changes);
  end if;
  return null;
end $$;
create trigger zz_rekindle_log_agent after insert or update or delete on public.agents
  for each row when (auth.uid() is not null) execute function private.log_agent();

revoke execute on function private.log_agent() from public, anon, authenticated;
