-- The preview on the gate, whose rules follow with the law in a later migration.

-- How many match, some of them, and how many would be skipped or wait now, by reason; before any campaign exists.
create or replace function public.preview_audience(p_user_id uuid, p_criteria jsonb, p_channel text, p_now timestamptz, p_sample integer default 10)
returns jsonb
language plpgsql stable set search_path = '' set work_mem = '32MB' set jit = off set statement_timeout = '5s' as $$
declare
  v_campaign public.campaigns;
  v_answer jsonb;
  v_sample jsonb := '[]';
begin
  with verdict as materialized (
    select g.decision, g.reason, sum(g.people) as n from private.gate(p_user_id, v_campaign, null, p_now, p_criteria, p_channel) g group by 1, 2
  )
  select jsonb_build_object(
    'matching', (select coalesce(sum(n), 0) from verdict),
    'skipped', coalesce((select jsonb_object_agg(reason, n) from verdict where decision = 'skip'), '{}'),
    'waiting', coalesce((select jsonb_object_agg(reason, n) from verdict where decision = 'postpone'), '{}'))
  into v_answer;
  if v_answer -> 'matching' <> '0' then
    with sample as (
      select f.place, c.id as customer_id, c.latest_lead_id as lead_id, c.name, c.phone, c.email, c.last_contact_at, c.lead_count
      from unnest(private.matching_customers(p_user_id, p_criteria, p_now, least(greatest(p_sample, 0), 100))) with ordinality f (id, place)
      join public.customers c on c.id = f.id
    )
    select coalesce(jsonb_agg(to_jsonb(sample) - 'place' order by place), '[]') into v_sample from sample;
  end if;
  return v_answer || jsonb_build_object('sample', v_sample);
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.stops(uuid, text, bytea[], uuid[]), private.stop_keys_of(uuid, text), private.stop_sql(private.stop_keys, text)
  to service_role;
