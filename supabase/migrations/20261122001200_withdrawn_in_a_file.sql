-- A file that says that somebody took back what they agreed to ends it, as they would themselves.

-- As before; one that ended by a file names the file.
create or replace function private.log_revoked() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
  values (new.user_id, private.actor(), 'consent.revoked', 'customer', new.customer_id, private.consent_line(new)
    || jsonb_strip_nulls(jsonb_build_object('file', nullif(current_setting('rekindle.file', true), ''))), new.revoked_at);
  return null;
end $$;

-- Ends what the customers of imported rows agreed to over a channel; one that is for all channels goes as well. They are found as
-- import_consents finds them. p_rows: [{ lead (its import_key), phone, email, channel }]. Answers how many ended.
create function public.end_consents(p_user_id uuid, p_rows jsonb, p_file text, p_now timestamptz, p_actor uuid default null) returns integer
language plpgsql set search_path = '' as $$
declare
  v_customers uuid[];
  v_channels text[];
  v_count integer;
begin
  perform private.act_as(p_actor, p_now);
  perform set_config('rekindle.file', left(case when p_file <> '' then p_file else 'import' end, 120), true);
  select coalesce(array_agg(f.customer_id), '{}'), coalesce(array_agg(f.channel), '{}') into v_customers, v_channels from (
    select distinct r.channel, coalesce(
      (select l.customer_id from public.agents a join public.leads l on l.agent_id = a.id and l.import_key = r.lead
        where a.user_id = p_user_id and l.customer_id is not null limit 1),
      (select c.id from public.customers c where c.user_id = p_user_id and c.phone = r.phone limit 1),
      (select c.id from public.customers c where c.user_id = p_user_id and c.email = r.email limit 1)) as customer_id
    from jsonb_to_recordset(p_rows) as r (lead text, phone text, email text, channel text)
  ) f where f.customer_id is not null;
  -- In one order for everyone.
  perform from public.customers c where c.id = any (v_customers) order by c.id for no key update;
  update public.consents k set revoked_at = p_now
    where k.customer_id = any (v_customers) and k.revoked_at is null and exists (
      select from unnest(v_customers, v_channels) as e (customer_id, channel)
      where e.customer_id = k.customer_id and (k.channel = e.channel or 'all' in (k.channel, e.channel)));
  get diagnostics v_count = row_count;
  perform set_config('rekindle.file', '', true);
  return v_count;
end $$;

revoke execute on all functions in schema private from public;
revoke execute on function public.end_consents(uuid, jsonb, text, timestamptz, uuid) from public, anon, authenticated;
grant execute on function public.end_consents(uuid, jsonb, text, timestamptz, uuid) to service_role;
