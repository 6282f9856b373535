-- For whom a text is filled in while it is written.

-- The first customers who match, in the order in which a campaign calls them, or those that are named; with what their latest lead was about.
create function public.sample_customers(p_user_id uuid, p_criteria jsonb, p_now timestamptz, p_limit integer default 10, p_customers uuid[] default null)
returns table (customer_id uuid, name text, last_contact_at timestamptz, time_zone text, last_service text)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
  select c.id, c.name, c.last_contact_at, c.time_zones[1], l.structured_data ->> 'service'
  from public.customers c
  left join lateral (
    select x.structured_data from public.leads x where x.customer_id = c.id order by x.created_at desc, x.id desc limit 1
  ) l on true
  where c.user_id = p_user_id and c.id = any (coalesce(p_customers, array(
    select m.customer_id from private.matching_customers(p_user_id, p_criteria, p_now) m join public.customers k on k.id = m.customer_id
    where k.phone is not null order by k.last_contact_at desc nulls last, k.phone limit least(greatest(p_limit, 0), 50))))
  order by c.last_contact_at desc nulls last, c.phone;
end $$;

revoke execute on function public.sample_customers(uuid, jsonb, timestamptz, integer, uuid[]) from public, anon, authenticated;
grant execute on function public.sample_customers(uuid, jsonb, timestamptz, integer, uuid[]) to service_role;
