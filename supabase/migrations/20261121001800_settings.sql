-- Settings: who changed what is written down; whether the engine is at work shows; an import can be looked at before it is made.

-- A trigger, for members may also write the table directly: no way past it leaves no trace.
create function private.log_settings() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_old jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
  v_changes jsonb;
begin
  select jsonb_object_agg(n.key, jsonb_build_object('from', v_old -> n.key, 'to', n.value)) into v_changes
  from jsonb_each(to_jsonb(new)) n
  where n.key not in ('user_id', 'created_at', 'updated_at') and n.value is distinct from coalesce(v_old -> n.key, 'null');
  if v_changes is not null then
    insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail)
    values (new.user_id, auth.uid(), case tg_op when 'INSERT' then 'settings.created' else 'settings.changed' end,
      'outreach_settings', new.user_id, v_changes);
  end if;
  return null;
end $$;
-- Nobody decided about the row that the engine makes for whoever has none yet: it has the defaults.
create trigger log_insert after insert on public.outreach_settings
  for each row when (auth.uid() is not null) execute function private.log_settings();
create trigger log_update after update on public.outreach_settings
  for each row execute function private.log_settings();

-- When the engine last did its round. One row; the engine alone sees it.
create table private.engine_state (
  only_row boolean primary key default true check (only_row),
  swept_at timestamptz not null
);
alter table private.engine_state enable row level security;
revoke all on private.engine_state from public, anon, authenticated, service_role;
grant select, insert, update on private.engine_state to service_role;
create policy engine on private.engine_state to service_role using (true) with check (true);

create function public.note_sweep(p_now timestamptz) returns void
language sql set search_path = '' as $$
  insert into private.engine_state (swept_at) values (p_now) on conflict (only_row) do update set swept_at = excluded.swept_at
$$;
create function public.last_sweep() returns timestamptz
language sql stable set search_path = '' as $$
  select swept_at from private.engine_state
$$;

-- How many of these rows one of the account's agents has already: what import_leads would leave unchanged.
create function public.count_imported(p_user_id uuid, p_keys text[]) returns integer
language sql stable set search_path = '' as $$
  select count(*)::integer from unnest(p_keys) k
  where exists (
    select from public.agents a join public.leads l on l.agent_id = a.id and l.import_key = k where a.user_id = p_user_id)
$$;

revoke execute on function private.log_settings() from public, anon, authenticated;
revoke execute on function public.note_sweep(timestamptz), public.last_sweep(), public.count_imported(uuid, text[]) from public, anon, authenticated;
grant execute on function public.note_sweep(timestamptz), public.last_sweep(), public.count_imported(uuid, text[]) to service_role;
