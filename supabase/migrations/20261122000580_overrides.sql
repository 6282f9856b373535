-- Exceptions from a rule: what an owner answers for, with a written reason and an end.

create table public.rule_overrides (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  -- The row of outreach_rules, of whichever version.
  rule text not null,
  jurisdiction text not null,
  channel text not null check (channel in ('voice', 'sms', 'email', 'any')),
  reason text not null check (length(reason) between 20 and 500),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at and ends_at <= starts_at + interval '90 days'),
  -- No foreign key: who it was is asked for after they have gone.
  created_by uuid not null,
  created_at timestamptz not null,
  -- When it ended, by the owner or by the calendar once that is noticed.
  ended_at timestamptz check (ended_at between starts_at and ends_at)
);
create index rule_overrides_user_id_idx on public.rule_overrides (user_id);
create unique index rule_overrides_one_key on public.rule_overrides (user_id, rule, jurisdiction, channel) where ended_at is null;
alter table public.rule_overrides enable row level security;
revoke all on public.rule_overrides from anon, authenticated, service_role;
grant select on public.rule_overrides to authenticated, service_role;
create policy rekindle_select on public.rule_overrides for select to authenticated using (user_id in (select private.my_accounts()));

-- Those in force. One whose rule is gone from the newest rules, or may not be overridden there any more, opens nothing.
create function private.overrides_of(p_user_id uuid, p_now timestamptz) returns setof public.rule_overrides
language sql stable rows 2 set search_path = '' as $$
  select o.* from public.rule_overrides o
  join public.outreach_rules r on r.version = private.rules_version() and r.overridable
    and r.rule = o.rule and r.jurisdiction = o.jurisdiction and r.channel = o.channel
  where o.user_id = p_user_id and o.ended_at is null and o.starts_at <= p_now and o.ends_at > p_now
$$;

create function private.log_override(p_override public.rule_overrides, p_action text, p_actor uuid, p_at timestamptz) returns void
language sql set search_path = '' as $$
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
  values (p_override.user_id, p_actor, p_action, 'rule_override', p_override.id, jsonb_strip_nulls(jsonb_build_object(
    'rule', p_override.rule, 'jurisdiction', p_override.jurisdiction, 'channel', p_override.channel, 'reason', p_override.reason,
    'ends_at', p_override.ends_at, 'rules_version', private.rules_version(), 'by', private.email_of(p_actor))), p_at)
$$;

-- Makes one that is in force from now on, and answers its id. The account is its owner's profile: nobody else of it may.
create function public.make_override(p_user_id uuid, p_rule text, p_jurisdiction text, p_channel text, p_reason text, p_ends_at timestamptz,
  p_actor uuid, p_now timestamptz) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_override public.rule_overrides;
begin
  if p_actor is distinct from p_user_id then raise exception 'not_allowed'; end if;
  if length(trim(coalesce(p_reason, ''))) not between 20 and 500 or p_ends_at is null or p_ends_at <= p_now or p_ends_at > p_now + interval '90 days' then
    raise exception 'invalid_input';
  end if;
  -- Rules that are loaded meanwhile wait, so that nobody is given what the newest do not allow.
  lock table public.rule_versions in share mode;
  if not exists (select from public.outreach_rules r where r.version = private.rules_version() and r.overridable
    and r.rule = p_rule and r.jurisdiction = p_jurisdiction and r.channel = p_channel) then raise exception 'rule_not_overridable'; end if;
  update public.rule_overrides o set ended_at = o.ends_at
  where o.user_id = p_user_id and o.rule = p_rule and o.jurisdiction = p_jurisdiction and o.channel = p_channel and o.ended_at is null and o.ends_at <= p_now;
  insert into public.rule_overrides (user_id, rule, jurisdiction, channel, reason, starts_at, ends_at, created_by, created_at)
  values (p_user_id, p_rule, p_jurisdiction, p_channel, trim(p_reason), p_now, p_ends_at, p_actor, p_now)
  on conflict (user_id, rule, jurisdiction, channel) where ended_at is null do nothing returning * into v_override;
  if v_override.id is null then raise exception 'override_in_force'; end if;
  perform private.log_override(v_override, 'override.made', p_actor, p_now);
  return v_override.id;
end $$;

-- Ends one: from then on the gate does not see it.
create function public.end_override(p_user_id uuid, p_id uuid, p_actor uuid, p_now timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_override public.rule_overrides;
begin
  if p_actor is distinct from p_user_id then raise exception 'not_allowed'; end if;
  select * into v_override from public.rule_overrides where id = p_id and user_id = p_user_id for update;
  if not found then raise exception 'not_found'; end if;
  if v_override.ended_at is not null or v_override.ends_at <= p_now then raise exception 'override_ended'; end if;
  update public.rule_overrides set ended_at = greatest(p_now, starts_at) where id = p_id returning * into v_override;
  perform private.log_override(v_override, 'override.ended', p_actor, p_now);
end $$;

-- The law that may be overridden, and every exception that the account made, newest first: { rules, overrides }.
create function public.list_overrides(p_user_id uuid, p_now timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'rules', (select coalesce(jsonb_agg(jsonb_build_object('rule', r.rule, 'jurisdiction', r.jurisdiction, 'channel', r.channel, 'value', r.value,
        'confidence', r.confidence, 'note', r.note, 'version', r.version) order by r.line), '[]')
      from public.outreach_rules r where r.overridable and r.version = (select max(version) from public.rule_versions)),
    'overrides', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'rule', o.rule, 'jurisdiction', o.jurisdiction, 'channel', o.channel,
        'reason', o.reason, 'starts_at', o.starts_at, 'ends_at', o.ends_at, 'ended_at', o.ended_at,
        'by', (select p.email from public.profiles p where p.id = o.created_by),
        'in_force', o.ended_at is null and o.starts_at <= p_now and o.ends_at > p_now and exists (
          select from public.outreach_rules r where r.overridable and r.version = (select max(version) from public.rule_versions)
            and r.rule = o.rule and r.jurisdiction = o.jurisdiction and r.channel = o.channel)) order by o.starts_at desc, o.id), '[]')
      from (select * from public.rule_overrides where user_id = p_user_id order by starts_at desc, id limit 200) o))
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.overrides_of(uuid, timestamptz) to service_role;
revoke execute on function public.make_override(uuid, text, text, text, text, timestamptz, uuid, timestamptz),
  public.end_override(uuid, uuid, uuid, timestamptz), public.list_overrides(uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.make_override(uuid, text, text, text, text, timestamptz, uuid, timestamptz),
  public.end_override(uuid, uuid, uuid, timestamptz) to service_role;
grant execute on function public.list_overrides(uuid, timestamptz) to authenticated, service_role;
