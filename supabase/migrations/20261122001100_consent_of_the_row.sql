-- A consent that a file tells holds for the number that its row tells: where the customer was found by their address, or has another number by
-- now, it allows no call to that one.

-- As before, but for the number.
create or replace function public.import_consents(p_user_id uuid, p_rows jsonb, p_file text, p_now timestamptz, p_actor uuid default null) returns jsonb
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
    from jsonb_to_recordset(v_rows) as r (customer_id uuid, phone text, key text, channel text, basis text, purpose text, wording text,
      wording_version text, at timestamptz, method text, reference text)
    where r.customer_id is not null
    order by r.customer_id, r.key
  ), judged as materialized (
    select g.*, private.withdrawn_since(p_user_id, g.customer_id, g.channel, g.at) as withdrawn,
      exists (select from public.consents k where k.customer_id = g.customer_id and k.key = g.key) as known
    from given g
  ), stored as (
    insert into public.consents (user_id, customer_id, key, channel, basis, purpose, wording, wording_version, source, evidence, obtained_at, phone_hash)
    select p_user_id, j.customer_id, j.key, j.channel, j.basis, j.purpose, j.wording, j.wording_version,
      left(case when p_file <> '' then 'import of ' || p_file else 'import' end, 120),
      jsonb_strip_nulls(jsonb_build_object('by', v_by, 'file', nullif(p_file, ''), 'method', j.method, 'reference', j.reference,
        'imported_at', p_now, 'date', case when j.at is null then 'not given' end)), coalesce(j.at, p_now),
      case when j.phone is not null then private.contact_hash(j.phone) end
    from judged j where not j.withdrawn and not j.known
    on conflict (customer_id, key) where key is not null do nothing
    returning basis
  )
  select jsonb_build_object('stored', (select count(*) from stored), 'written', (select count(*) from stored where basis = 'express_written'),
    'known', (select count(*) filter (where known) from judged), 'withdrawn', (select count(*) filter (where withdrawn and not known) from judged))
  into v_answer;
  return v_answer;
end $$;
