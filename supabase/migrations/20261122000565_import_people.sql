-- A file of customers alone, with whom nothing happened lately: where they live, their tags, what they agreed to; no leads.

-- p_rows as import_leads takes them. Customers are found or made; what the rows say of them is added. Answers { imported, unchanged,
-- customers_created }, where imported are the rows.
create function public.import_people(p_user_id uuid, p_rows jsonb, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_rows private.import_row[];
  v_made integer := 0;
begin
  perform private.act_as(null, p_now);
  perform pg_advisory_xact_lock(hashtextextended('import_leads:' || p_user_id::text, 0));
  select array_agg(row(r.ord, r.key, r.name, r.phone, r.email, r.at, r.status, r.summary, r.region, coalesce(r.tags, '{}'), r.data, null)::private.import_row
    order by r.ord) into v_rows
  from (
    select x.*, (row_number() over ())::integer as ord
    from jsonb_to_recordset(p_rows) as x (
      key text, name text, phone text, email text, at timestamptz, status text, summary text, region text, tags text[], data jsonb)
  ) r;
  if v_rows is not null then
    select f.made, f.resolved into v_made, v_rows from private.find_or_make_customers(p_user_id, v_rows) f;
    perform private.describe_customers(v_rows);
  end if;
  return jsonb_build_object('imported', jsonb_array_length(p_rows), 'unchanged', 0, 'customers_created', v_made);
end $$;

-- Those whose place is not known are counted on the page of customers.
create index customers_unplaced_idx on public.customers (user_id) where phone is not null and (time_zones = '{}' or regions = '{}');

revoke execute on function public.import_people(uuid, jsonb, timestamptz) from public, anon, authenticated;
grant execute on function public.import_people(uuid, jsonb, timestamptz) to service_role;
