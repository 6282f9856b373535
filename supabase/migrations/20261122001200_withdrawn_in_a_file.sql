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

-- What a file says was taken back stays so, also where no agreement was on record yet: an older one that another file brings later, or another
-- row of the same one, is not in force.

create table private.told_withdrawals (
  customer_id uuid not null references public.customers (id) on delete cascade,
  channel text not null check (channel in ('all', 'call', 'email', 'sms')),
  at timestamptz not null,
  primary key (customer_id, channel)
);
alter table private.told_withdrawals enable row level security;
create policy engine on private.told_withdrawals to service_role using (true) with check (true);
revoke all on private.told_withdrawals from public, anon, authenticated;
grant select, insert, update on private.told_withdrawals to service_role;

-- As before, but for these.
create or replace function private.withdrawn_since(p_user_id uuid, p_customer uuid, p_channel text, p_at timestamptz) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return exists (
    select from public.consents k
    where k.customer_id = p_customer and k.revoked_at is not null and (p_at is null or k.revoked_at >= p_at)
      and (k.channel = p_channel or 'all' in (k.channel, p_channel))
  ) or exists (
    select from private.told_withdrawals t
    where t.customer_id = p_customer and (p_at is null or t.at >= p_at) and (t.channel = p_channel or 'all' in (t.channel, p_channel))
  ) or exists (
    select from public.customers c, lateral (
      select x.channel, x.reason, x.at from public.suppressions x where x.customer_id = c.id and x.user_id = p_user_id
      union all
      select x.channel, x.reason, x.at from public.suppressions x where x.user_id = p_user_id and x.contact = c.phone
      union all
      select x.channel, x.reason, x.at from public.suppressions x where x.user_id = p_user_id and x.contact = c.email
      union all
      select x.channel, x.reason, x.at from public.suppressions x where x.user_id = p_user_id and x.lifted_at is null and x.contact_hash = c.phone_hash
      union all
      select x.channel, x.reason, x.at from public.suppressions x where x.user_id = p_user_id and x.lifted_at is null and x.contact_hash = c.email_hash
    ) s
    where c.id = p_customer and s.reason in ('opt_out', 'complaint', 'owner', 'import') and (p_at is null or s.at >= p_at)
      and (s.channel = p_channel or 'all' in (s.channel, p_channel))
  );
end $$;

-- Ends what the customers of imported rows agreed to over a channel; one that is for all channels goes as well. They are found as
-- import_consents finds them. p_rows: [{ lead (its import_key), phone, email, channel }]. Answers how many ended. What is told is kept as well.
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
  insert into private.told_withdrawals (customer_id, channel, at)
  select distinct e.customer_id, e.channel, p_now from unnest(v_customers, v_channels) as e (customer_id, channel)
    join public.customers c on c.id = e.customer_id
  on conflict (customer_id, channel) do update set at = greatest(told_withdrawals.at, excluded.at);
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
