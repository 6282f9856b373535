-- For whom a text is filled in while it is written, over whichever channel it goes.

-- As before; and who has an email address for an email, a phone for anything else.
drop function public.sample_customers(uuid, jsonb, timestamptz, integer, uuid[]);
drop function private.first_customers(uuid, jsonb, timestamptz, integer);
create function private.first_customers(p_user_id uuid, p_criteria jsonb, p_now timestamptz, p_limit integer, p_channel text) returns uuid[]
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_before timestamptz := coalesce(least(p_now - make_interval(days => (p_criteria ->> 'last_contact_days')::integer),
    (p_criteria ->> 'last_contact_before')::timestamptz), 'infinity');
  v_after timestamptz;
  v_criteria jsonb;
  v_found uuid[];
  v_window integer;
begin
  foreach v_window in array '{100,4000,null}'::integer[] loop
    v_after := null;
    if v_window is not null then
      select last_contact_at into v_after from public.customers
        where user_id = p_user_id and last_contact_at < v_before order by last_contact_at desc offset v_window limit 1;
    end if;
    v_criteria := case when v_after > coalesce((p_criteria ->> 'last_contact_after')::timestamptz, '-infinity')
      then p_criteria || jsonb_build_object('last_contact_after', v_after) else p_criteria end;
    v_found := array(
      select c.id from unnest(private.matching_customers(p_user_id, v_criteria, p_now)) m join public.customers c on c.id = m
      where case p_channel when 'email' then c.email else c.phone end is not null
      order by c.last_contact_at desc nulls last, c.phone limit p_limit);
    exit when cardinality(v_found) >= p_limit or v_criteria = p_criteria;
  end loop;
  return v_found;
end $$;

create function public.sample_customers(p_user_id uuid, p_criteria jsonb, p_now timestamptz, p_limit integer default 10, p_customers uuid[] default null,
  p_channel text default 'call')
returns table (customer_id uuid, name text, last_contact_at timestamptz, time_zone text, last_service text)
language sql stable set search_path = '' as $$
  select c.id, c.name, c.last_contact_at, c.time_zones[1], l.structured_data ->> 'service'
  from public.customers c
  left join public.leads l on l.id = c.latest_lead_id
  where c.user_id = p_user_id
    and c.id = any (coalesce(p_customers, private.first_customers(p_user_id, p_criteria, p_now, least(greatest(p_limit, 1), 50), p_channel)))
  order by c.last_contact_at desc nulls last, c.phone
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.first_customers(uuid, jsonb, timestamptz, integer, text) to service_role;
revoke execute on function public.sample_customers(uuid, jsonb, timestamptz, integer, uuid[], text) from public, anon, authenticated;
grant execute on function public.sample_customers(uuid, jsonb, timestamptz, integer, uuid[], text) to service_role;
