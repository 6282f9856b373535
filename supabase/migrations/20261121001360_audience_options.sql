-- What an audience can be asked for: the tags and regions that the account's customers have, and the details of their latest leads.

create function public.audience_options(p_user_id uuid) returns jsonb
language sql stable set search_path = '' set statement_timeout = '5s' as $$
  with recent as materialized (
    -- Who was here last, from the index, in place of sorting all leads.
    select l.status, case when jsonb_typeof(l.structured_data) = 'object' then l.structured_data else '{}' end as data
    from (
      select latest_lead_id from public.customers where user_id = p_user_id order by last_contact_at desc nulls last limit 2000
    ) c
    join public.leads l on l.id = c.latest_lead_id
  ), tag as (
    select t as value, count(*) as n from public.customers c, unnest(c.tags) t where c.user_id = p_user_id group by t order by n desc, t limit 200
  ), region as (
    select region as value, count(*) as n from public.customers where user_id = p_user_id and region is not null group by region order by n desc, region
  ), status as (
    select status as value, count(*) as n from recent where status is not null group by status order by n desc, status
  ), detail as materialized (
    -- Not who it was, nor what the engine notes for itself.
    select f.key as name, min(d.text) as value, count(*) as n, sum(count(*)) over (partition by f.key) as of_field
    from recent, jsonb_each(data) f, lateral (select btrim(f.value #>> '{}', E' \t\r\n') as text) d
    where jsonb_typeof(f.value) in ('string', 'number', 'boolean') and d.text <> '' and f.key ~ '\S' and length(f.key) <= 60
      and f.key not in ('name', 'customer_name', 'email', 'customer_email', 'phone', 'customer_phone', 'campaign_id')
    group by f.key, lower(d.text)
  ), field as (
    select name, of_field, jsonb_agg(value order by n desc, value) filter (where place <= 20 and length(value) <= 60) as values
    from (select *, row_number() over (partition by name order by n desc, value) as place from detail) ranked
    group by name, of_field order by of_field desc, name limit 50
  )
  select jsonb_build_object(
    'tags', (select coalesce(jsonb_agg(jsonb_build_object('value', value, 'count', n) order by n desc, value), '[]') from tag),
    'regions', (select coalesce(jsonb_agg(jsonb_build_object('value', value, 'count', n) order by n desc, value), '[]') from region),
    'statuses', (select coalesce(jsonb_agg(jsonb_build_object('value', value, 'count', n) order by n desc, value), '[]') from status),
    'fields', (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'values', coalesce(values, '[]')) order by of_field desc, name), '[]') from field))
$$;

revoke execute on function public.audience_options(uuid) from public, anon, authenticated;
grant execute on function public.audience_options(uuid) to service_role;
