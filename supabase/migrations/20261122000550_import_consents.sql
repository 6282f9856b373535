-- Consents that come from elsewhere: each once for its customer, and none that is older than a withdrawal.

-- What makes two of a customer's consents the same; null for those that a person wrote down.
alter table public.consents add column key text check (length(key) between 1 and 200);
create unique index consents_key on public.consents (customer_id, key) where key is not null;
-- All consents of a customer, the revoked ones too: their page, their record, and whether something was taken back.
create index consents_of_customer_idx on public.consents (customer_id, obtained_at desc);

-- Whether this person took back a consent to the channel, or opted out of it, at p_at or later; without a time: ever. What was given
-- before that is not in force again because somebody finds it in a file.
create function private.withdrawn_since(p_user_id uuid, p_customer uuid, p_channel text, p_at timestamptz) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return exists (
    select from public.consents k
    where k.customer_id = p_customer and k.revoked_at is not null and (p_at is null or k.revoked_at >= p_at)
      and (k.channel = p_channel or 'all' in (k.channel, p_channel))
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

-- Stores what imported rows say of consent. p_rows: [{ lead (its import_key), key, channel, basis, purpose, wording, wording_version, at, method,
-- reference }]; without a time it counts from now. Answers { stored, written, known, withdrawn }.
create function public.import_consents(p_user_id uuid, p_rows jsonb, p_file text, p_now timestamptz, p_actor uuid default null) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_by text := (select email from public.profiles where id = p_actor);
  v_rows jsonb;
  v_answer jsonb;
begin
  perform private.act_as(p_actor, p_now);
  select jsonb_agg(to_jsonb(r) || jsonb_build_object('customer_id', coalesce(
    (select l.customer_id from public.agents a join public.leads l on l.agent_id = a.id and l.import_key = r.lead
      where a.user_id = p_user_id and l.customer_id is not null limit 1),
    (select c.id from public.customers c where c.user_id = p_user_id and c.phone = r.phone limit 1),
    (select c.id from public.customers c where c.user_id = p_user_id and c.email = r.email limit 1)))) into v_rows
  from jsonb_to_recordset(p_rows) as r (lead text, phone text, email text, key text, channel text, basis text, purpose text, wording text,
    wording_version text, at timestamptz, method text, reference text);
  -- In one order for everyone.
  perform from public.customers c where c.id = any (array(select r.customer_id from jsonb_to_recordset(v_rows) as r (customer_id uuid)))
    order by c.id for no key update;
  with given as (
    select distinct on (r.customer_id, r.key) r.*
    from jsonb_to_recordset(v_rows) as r (customer_id uuid, key text, channel text, basis text, purpose text, wording text,
      wording_version text, at timestamptz, method text, reference text)
    where r.customer_id is not null
    order by r.customer_id, r.key
  ), judged as materialized (
    select g.*, private.withdrawn_since(p_user_id, g.customer_id, g.channel, g.at) as withdrawn,
      exists (select from public.consents k where k.customer_id = g.customer_id and k.key = g.key) as known
    from given g
  ), stored as (
    insert into public.consents (user_id, customer_id, key, channel, basis, purpose, wording, wording_version, source, evidence, obtained_at)
    select p_user_id, j.customer_id, j.key, j.channel, j.basis, j.purpose, j.wording, j.wording_version,
      left(case when p_file <> '' then 'import of ' || p_file else 'import' end, 120),
      jsonb_strip_nulls(jsonb_build_object('by', v_by, 'file', nullif(p_file, ''), 'method', j.method, 'reference', j.reference,
        'imported_at', p_now, 'date', case when j.at is null then 'not given' end)), coalesce(j.at, p_now)
    from judged j where not j.withdrawn and not j.known
    on conflict (customer_id, key) where key is not null do nothing
    returning basis
  )
  select jsonb_build_object('stored', (select count(*) from stored), 'written', (select count(*) from stored where basis = 'express_written'),
    'known', (select count(*) filter (where known) from judged), 'withdrawn', (select count(*) filter (where withdrawn and not known) from judged))
  into v_answer;
  return v_answer;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.withdrawn_since(uuid, uuid, text, timestamptz) to service_role;
revoke execute on function public.import_consents(uuid, jsonb, text, timestamptz, uuid) from public, anon, authenticated;
grant execute on function public.import_consents(uuid, jsonb, text, timestamptz, uuid) to service_role;
