-- For how many customers a text that is being written would lack a value.

-- Among those who match: how many have a phone or an email address, and how many of these no name, no last visit and no service.
-- { phone: { people, customer_name, last_visit, service_type }, email: … }
-- Found first and then counted, for a plan that sees how many there are reads two tables once in place of looking each person up.
create function public.missing_values(p_user_id uuid, p_criteria jsonb, p_now timestamptz) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan set work_mem = '32MB' as $$
declare
  v_people uuid[] := private.matching_customers(p_user_id, p_criteria, p_now);
begin
  return (
    select jsonb_build_object(
      'phone', jsonb_build_object('people', count(*) filter (where has_phone), 'customer_name', count(*) filter (where has_phone and no_name),
        'last_visit', count(*) filter (where has_phone and no_visit), 'service_type', count(*) filter (where has_phone and no_service)),
      'email', jsonb_build_object('people', count(*) filter (where has_email), 'customer_name', count(*) filter (where has_email and no_name),
        'last_visit', count(*) filter (where has_email and no_visit), 'service_type', count(*) filter (where has_email and no_service)))
    from (
      select c.phone is not null as has_phone, c.email is not null as has_email, coalesce(btrim(c.name), '') = '' as no_name,
        c.last_contact_at is null as no_visit, coalesce(btrim(l.structured_data ->> 'service'), '') = '' as no_service
      from unnest(v_people) m
      join public.customers c on c.id = m
      left join public.leads l on l.id = c.latest_lead_id
    ) p);
end $$;

revoke execute on function public.missing_values(uuid, jsonb, timestamptz) from public, anon, authenticated;
grant execute on function public.missing_values(uuid, jsonb, timestamptz) to service_role;
