-- Quiet ends with an agreement, not with a note that somebody is a customer, with one about service alone, or with one whose date nobody knows.

-- As before, but for what counts as agreed to since.
create or replace function private.quiet_customers(p_user_id uuid, p_days integer, p_now timestamptz, p_customers uuid[] default null)
returns table (customer_id uuid, until timestamptz)
language plpgsql stable rows 10 set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  v_since timestamptz := p_now - make_interval(days => p_days);
begin
  -- Most accounts have none.
  if not exists (select from public.suppressions x where x.user_id = p_user_id and x.at > v_since and x.at <= p_now
    and x.reason in ('opt_out', 'complaint') and (x.lifted_by is not null or (x.lifted_at is null and x.channel <> 'all'))) then return; end if;
  return query
  with person as (
    select c.id, c.phone, c.email from public.customers c where c.id = any (p_customers)
  ), found as (
    select p.id, x.id as wish from person p, lateral (
      select k.id from public.suppressions k where k.customer_id = p.id and k.user_id = p_user_id offset 0) x
    union
    select p.id, x.id from person p, unnest(array[p.phone, p.email]) a (contact), lateral (
      select k.id from public.suppressions k where k.user_id = p_user_id and k.contact = a.contact offset 0) x
    union
    select w.id, x.id from public.suppressions x, lateral (
      select x.customer_id as id union select c.id from public.customers c where c.user_id = p_user_id and c.phone = x.contact
      union select c.id from public.customers c where c.user_id = p_user_id and c.email = x.contact) w
    where p_customers is null and x.user_id = p_user_id and x.at > v_since
      and x.reason in ('opt_out', 'complaint') and (x.lifted_by is not null or (x.lifted_at is null and x.channel <> 'all'))
  )
  select f.id, max(x.at) + make_interval(days => p_days) from found f join public.suppressions x on x.id = f.wish
  where x.reason in ('opt_out', 'complaint') and x.at > v_since and x.at <= p_now
    and (x.lifted_by is not null or (x.lifted_at is null and x.channel <> 'all'))
    and not exists (select from public.suppressions y where y.user_id = p_user_id and y.lifted_at >= x.at and y.lifted_by is null
      and (y.customer_id = f.id or y.contact = x.contact))
    and not exists (select from public.consents k where k.customer_id = f.id and k.revoked_at is null and k.obtained_at > x.at and k.obtained_at <= p_now
      and k.basis in ('express', 'express_written') and k.purpose = 'marketing'
      -- An import writes down its own time where the file says none.
      and k.evidence ->> 'date' is distinct from 'not given')
  group by f.id;
end $$;
