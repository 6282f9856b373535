-- What was decided about whom, by whom and when: nothing of it can be changed, and nothing that matters goes without it.

-- The log belongs to no account's rows: it has no foreign key, so that it outlives a campaign, a customer and the account itself (who
-- was contacted on whose order is asked for years later). Nobody's rights reach it but the database's owner's, and even the owner must
-- first take the trigger `append_only` away, which is a change of the schema. It names people by ids alone, so an erasure need not touch it.
revoke all on public.audit_log from public, anon, authenticated, service_role;
grant select on public.audit_log to authenticated, service_role;
-- When the database itself wrote a line, whatever clock the engine was given. With the line's number it can't be chosen by whoever writes it.
alter table public.audit_log add column recorded_at timestamptz;
alter table public.audit_log alter column recorded_at set default clock_timestamp();
grant insert (user_id, actor_id, action, entity, entity_id, detail, at) on public.audit_log to service_role;

-- Who acts, and when, for the triggers below: the signed-in person, or whom the engine acts for in this transaction.
create function private.act_as(p_actor uuid, p_now timestamptz) returns void
language sql set search_path = '' as $$
  select set_config('rekindle.actor', coalesce(p_actor::text, ''), true), set_config('rekindle.now', coalesce(p_now::text, ''), true)
$$;
create function private.actor() returns uuid
language sql stable set search_path = '' as $$
  select coalesce(auth.uid(), nullif(current_setting('rekindle.actor', true), '')::uuid)
$$;
create function private.moment() returns timestamptz
language sql stable set search_path = '' as $$
  select coalesce(nullif(current_setting('rekindle.now', true), '')::timestamptz, now())
$$;

-- Campaigns: every change of status, whoever made it, and what is changed once people may have been contacted. Drafts are nobody's business.
create function private.log_campaign() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_row public.campaigns := case tg_op when 'DELETE' then old else new end;
  v_old jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  v_changes jsonb;
  v_action text;
  v_detail jsonb;
begin
  if tg_op = 'INSERT' then
    if private.actor() is null then return null; end if;
    v_action := 'campaign.created';
  elsif tg_op = 'DELETE' then
    v_action := 'campaign.deleted';
    v_detail := jsonb_build_object('status', old.status);
  elsif old.status <> new.status then
    v_action := 'campaign.' || case new.status when 'active' then case when old.started_at is null then 'started' else 'resumed' end
      when 'cancelled' then 'stopped' when 'draft' then 'unscheduled' else new.status end;
    v_detail := jsonb_strip_nulls(jsonb_build_object('from', old.status, 'to', new.status, 'reason', case new.status when 'paused' then new.pause_reason end));
  elsif old.status not in ('draft', 'scheduled') then
    select jsonb_object_agg(n.key, case when n.key = 'description' then '{}' else jsonb_build_object('from', v_old -> n.key, 'to', n.value) end) into v_changes
    from jsonb_each(to_jsonb(new)) n
    where n.key not in ('updated_at', 'selected_at', 'started_at', 'resumed_at', 'completed_at', 'pause_reason', 'draft_step') and n.value is distinct from v_old -> n.key;
    if v_changes is null then return null; end if;
    v_action := 'campaign.changed';
    v_detail := jsonb_build_object('changes', v_changes);
  else
    return null;
  end if;
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
  values (v_row.user_id, private.actor(), v_action, 'campaign', v_row.id, coalesce(v_detail, '{}') || jsonb_build_object('name', v_row.name),
    -- The engine tells the hour of what it does by itself in the row.
    coalesce(case when v_action in ('campaign.completed', 'campaign.stopped') then v_row.completed_at
      when v_action in ('campaign.started', 'campaign.resumed') then v_row.resumed_at end, private.moment()));
  return null;
end $$;
create trigger zz_log_campaign after insert or update or delete on public.campaigns for each row execute function private.log_campaign();

-- Starts, pauses or stops a campaign for a person, as start_campaign, pause_campaign and stop_campaign do. p_change: start, pause or stop.
create function public.change_campaign(p_campaign uuid, p_change text, p_actor uuid, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform private.act_as(p_actor, p_now);
  return case p_change when 'start' then public.start_campaign(p_campaign, p_now)
    when 'pause' then public.pause_campaign(p_campaign, 'owner', p_now)
    when 'stop' then public.stop_campaign(p_campaign, p_now) end;
end $$;

-- Opt-outs: one line for each wish, however many numbers and addresses it holds for, and one for a list. Whose contact it is stands in no
-- line: the opt-out's own row has it, until its customer is erased.
create function private.log_opt_outs() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if (select count(*) from added) > 200 then
    insert into public.audit_log (user_id, actor_id, action, entity, detail, at)
    select user_id, private.actor(), 'opt_out.added', 'opt_outs',
      jsonb_build_object('channel', channel, 'reason', reason, 'source', source, 'contacts', count(*)), max(at)
    from added group by user_id, channel, reason, source;
    return null;
  end if;
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
  select user_id, private.actor(), 'opt_out.added', case when customer_id is null then 'suppression' else 'customer' end,
    coalesce(customer_id, (array_agg(id order by id))[1]),
    jsonb_strip_nulls(jsonb_build_object('channel', channel, 'reason', reason, 'source', source, 'contacts', count(*),
      'attempt_id', max(evidence ->> 'attempt_id'), 'suppressions', jsonb_agg(id order by id))), max(at)
  from added group by user_id, customer_id, case when customer_id is null then id end, channel, reason, source order by max(at);
  return null;
end $$;
create trigger log_added after insert on public.suppressions referencing new table as added
  for each statement execute function private.log_opt_outs();

create function private.log_lifted() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
  values (new.user_id, coalesce(new.lifted_by, private.actor()), 'opt_out.lifted', 'suppression', new.id, jsonb_strip_nulls(jsonb_build_object(
    'customer_id', new.customer_id, 'channel', new.channel, 'reason', new.reason, 'source', new.source,
    'by', (select email from public.profiles where id = new.lifted_by))), new.lifted_at);
  return null;
end $$;
create trigger log_lifted after update of lifted_at on public.suppressions
  for each row when (old.lifted_at is null and new.lifted_at is not null) execute function private.log_lifted();

-- As before, but for the line that the trigger writes now; and what they agreed to before they opted out does not come back with it.
create or replace function public.lift_suppression(p_user_id uuid, p_id uuid, p_reason text, p_actor uuid, p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
declare
  v_row public.suppressions;
begin
  if length(trim(coalesce(p_reason, ''))) < 10 then raise exception 'invalid_input'; end if;
  select * into v_row from public.suppressions where id = p_id and user_id = p_user_id for update;
  if not found then raise exception 'not_found'; end if;
  if v_row.lifted_at is not null then raise exception 'opt_out_lifted'; end if;
  update public.suppressions set lifted_at = p_now, lifted_by = p_actor, lift_reason = trim(p_reason) where id = p_id;
  if v_row.reason in ('opt_out', 'complaint') then
    update public.consents k set revoked_at = p_now
    where k.revoked_at is null and k.obtained_at <= v_row.at and (v_row.channel = 'all' or k.channel in ('all', v_row.channel))
      and k.customer_id in (
        select v_row.customer_id union select c.id from public.customers c where c.user_id = p_user_id and c.phone = v_row.contact
        union select c.id from public.customers c where c.user_id = p_user_id and c.email = v_row.contact);
  end if;
  return (select count(*) from public.suppressions s
    where s.user_id = p_user_id and s.lifted_at is null and (s.contact_hash = v_row.contact_hash or s.customer_id = v_row.customer_id));
end $$;
create or replace function public.opt_out_customer(p_user_id uuid, p_customer uuid, p_channel text, p_reason text, p_actor uuid, p_now timestamptz,
  p_note text default null) returns integer
language plpgsql set search_path = '' as $$
declare
  v_customer public.customers;
  v_added integer;
begin
  perform private.act_as(p_actor, p_now);
  select * into v_customer from public.customers where id = p_customer and user_id = p_user_id for no key update;
  if not found then raise exception 'not_found'; end if;
  insert into public.suppressions (user_id, customer_id, contact, channel, reason, source, evidence, at)
  select p_user_id, p_customer, contact, p_channel, p_reason, 'owner',
    jsonb_strip_nulls(jsonb_build_object('by', private.email_of(p_actor), 'note', p_note)), p_now
  from unnest(array[v_customer.phone, v_customer.email]) contact where contact is not null
  on conflict (user_id, contact_hash, channel, reason, customer_id) where lifted_at is null and contact is not null do nothing;
  get diagnostics v_added = row_count;
  return v_added;
end $$;

-- Consents: also those that came with an import or through the API, whoever wrote them down.
create function private.log_consents() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
  select user_id, private.actor(), 'consent.added', 'customer', customer_id, private.consent_line(c), private.moment() from added c;
  return null;
end $$;
create function private.log_revoked() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
  values (new.user_id, private.actor(), 'consent.revoked', 'customer', new.customer_id, private.consent_line(new), new.revoked_at);
  return null;
end $$;
create function private.consent_line(p_consent public.consents) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('consent_id', p_consent.id, 'channel', p_consent.channel, 'basis', p_consent.basis,
    'purpose', p_consent.purpose, 'source', left(p_consent.source, 60), 'version', p_consent.wording_version,
    'by', (select email from public.profiles where id = private.actor())))
$$;
drop trigger note_new on public.consents;
drop trigger note_end on public.consents;
create trigger log_added after insert on public.consents referencing new table as added
  for each statement execute function private.log_consents();
create trigger log_revoked after update of revoked_at on public.consents
  for each row when (old.revoked_at is null and new.revoked_at is not null) execute function private.log_revoked();

-- Who may work in an account decides who may contact its customers.
create function private.log_member() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
  values (coalesce(new.user_id, old.user_id), private.actor(), case tg_op when 'DELETE' then 'member.removed' else 'member.added' end, 'member',
    coalesce(new.member_id, old.member_id), '{}', private.moment());
  return null;
end $$;
create trigger zz_log_member after insert or delete on public.team_members for each row execute function private.log_member();

revoke execute on all functions in schema private from public;
grant execute on function private.act_as(uuid, timestamptz), private.actor(), private.moment() to service_role;
revoke execute on function public.change_campaign(uuid, text, uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.change_campaign(uuid, text, uuid, timestamptz) to service_role;
