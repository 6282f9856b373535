-- Import of leads: one call takes one batch of rows, already normalised, and is repeatable.

create type private.import_row as (
  ord integer, key text, name text, phone text, email text, at timestamptz, status text, summary text,
  region text, tags text[], data jsonb, customer_id uuid
);

-- The zones of a state, from its area codes. More than four are as good as none.
create function private.region_zones(p_region text) returns text[]
language sql stable set search_path = '' as $$
  select case when count(distinct z) <= 4 then array_agg(distinct z order by z) end
  from private.nanp_areas a, unnest(a.time_zones) z where a.region = p_region
$$;

-- Whom the phone and the e-mail of each row belong to. «limit 1» keeps this to one look-up in an index for each row:
-- with the statistics of a table that has just been filled, a join would read the whole account instead.
create function private.match_customers(p_user_id uuid, p_rows private.import_row[])
returns table (ord integer, phone_id uuid, phone_name text, phone_email text, email_id uuid, email_name text)
language sql stable set search_path = '' as $$
  select r.ord, p.id, p.name, p.email, e.id, e.name
  from unnest(p_rows) r
  left join lateral (
    select c.id, c.name, c.email from public.customers c where c.user_id = p_user_id and c.phone = r.phone limit 1
  ) p on true
  left join lateral (
    select c.id, c.name from public.customers c where c.user_id = p_user_id and c.email = r.email limit 1
  ) e on true
$$;

-- Gives each row its customer, exactly as private.find_or_make_customer would, row after row. Whatever is in no doubt is
-- done in bulk: a contact that is known and has nothing to add, and one that is unknown, with e-mails that are nobody's and
-- no other contact's of the batch.
create function private.find_or_make_customers(p_user_id uuid, p_rows private.import_row[], out made integer, out resolved private.import_row[])
language plpgsql set search_path = '' as $$
declare
  v_row record;
  v_ids uuid[];
begin
  -- In one order for everyone, so that two writers never wait for each other.
  perform from public.customers c
  where c.id = any (array(
    select unnest(array[m.phone_id, m.email_id]) from private.match_customers(p_user_id, p_rows) m))
  order by c.id for no key update;

  with contacts as (
    select coalesce(r.phone, r.email) as contact, r.phone, r.email, r.name, r.ord,
      count(*) filter (where r.is_first) over (partition by r.email) as holders,
      m.phone_id is not null or m.email_id is not null as is_known
    from (
      select x.*, row_number() over (partition by x.email, coalesce(x.phone, '') order by x.ord) = 1 as is_first
      from unnest(p_rows) x
    ) r
    join private.match_customers(p_user_id, p_rows) m on m.ord = r.ord
  )
  insert into public.customers (user_id, phone, email, name)
  select p_user_id, min(phone), (array_agg(email order by ord) filter (where email is not null))[1],
    (array_agg(name order by ord) filter (where name is not null))[1]
  from contacts
  group by contact
  having not bool_or(is_known) and bool_and(email is null or holders = 1)
  order by contact
  on conflict do nothing;
  get diagnostics made = row_count;

  for v_row in
    select r.ord, r.phone, r.email, r.name
    from unnest(p_rows) r
    join private.match_customers(p_user_id, p_rows) m on m.ord = r.ord
    where (m.phone_id is null and (r.phone is not null or m.email_id is null))
      or (r.name is not null and case when m.phone_id is null then m.email_name else m.phone_name end is null)
      or (m.phone_id is not null and m.phone_email is null and r.email is not null and m.email_id is null)
    order by r.ord
  loop
    if not exists (select from public.customers c where c.user_id = p_user_id and c.phone = v_row.phone)
      and not exists (select from public.customers c where c.user_id = p_user_id and c.email = v_row.email)
    then
      made := made + 1;
    end if;
    v_ids[v_row.ord] := private.find_or_make_customer(p_user_id, v_row.phone, v_row.email, v_row.name);
  end loop;

  select array_agg(row(r.ord, r.key, r.name, r.phone, r.email, r.at, r.status, r.summary, r.region, r.tags, r.data,
    coalesce(v_ids[r.ord], m.phone_id, m.email_id))::private.import_row order by r.ord) into resolved
  from unnest(p_rows) r join private.match_customers(p_user_id, p_rows) m on m.ord = r.ord;
end $$;

-- What the rows say of the customers besides name and contact: tags are added, an address says where they live.
create function private.describe_customers(p_rows private.import_row[]) returns void
language plpgsql set search_path = '' as $$
begin
  -- As many as the table takes, those that the customer has already first.
  update public.customers c set tags = n.tags
  from (
    select t.id, array_agg(t.tag order by t.is_new, t.tag) as tags
    from (
      select x.id, x.tag, x.is_new, row_number() over given as place, sum(octet_length(x.tag) + 8) over given as size
      from (
        select k.id, g.tag, bool_and(g.is_new) as is_new
        from unnest(p_rows) r
        join public.customers k on k.id = r.customer_id,
        lateral (select unnest(k.tags), false union all select unnest(r.tags), true) g (tag, is_new)
        where cardinality(r.tags) > 0
        group by k.id, g.tag
      ) x
      window given as (partition by x.id order by x.is_new, x.tag)
    ) t
    where t.place <= 50 and t.size <= 8000
    group by t.id
  ) n
  where c.id = n.id and not c.tags @> n.tags;

  update public.customers c set region = n.region, time_zones = n.zones, zone_source = 'address'
  from (
    select distinct on (r.customer_id) r.customer_id as id, r.region, z.zones
    from unnest(p_rows) r
    join (
      select x.region, private.region_zones(x.region) as zones
      from unnest(p_rows) x where x.region is not null group by x.region
    ) z on z.region = r.region and z.zones is not null
    order by r.customer_id, r.at desc nulls last, r.ord
  ) n
  where c.id = n.id and c.zone_source is distinct from 'address';
end $$;

-- Imports one batch into an account: p_rows is an array of { key, name, phone, email, at, status, summary, region, tags, data }.
-- A row whose key one of the account's agents has already is left alone, and so is its customer.
-- Answers { imported, unchanged, customers_created }.
create function public.import_leads(p_user_id uuid, p_agent_id uuid, p_rows jsonb, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_rows private.import_row[];
  v_made integer := 0;
  v_imported integer := 0;
begin
  if not exists (select from public.agents where id = p_agent_id and user_id = p_user_id) then
    raise exception 'not_found';
  end if;
  -- One import of an account at a time: a second one of the same file waits, and then finds everything there.
  perform pg_advisory_xact_lock(hashtextextended('import_leads:' || p_user_id::text, 0));

  select array_agg(row(r.ord, r.key, r.name, r.phone, r.email, r.at, r.status, r.summary, r.region, coalesce(r.tags, '{}'), r.data, null)::private.import_row
    order by r.ord) into v_rows
  from (
    select x.*, (row_number() over ())::integer as ord
    from jsonb_to_recordset(p_rows) as x (
      key text, name text, phone text, email text, at timestamptz, status text, summary text, region text, tags text[], data jsonb)
  ) r
  where not exists (
    select from public.agents a join public.leads l on l.agent_id = a.id and l.import_key = r.key where a.user_id = p_user_id);

  if v_rows is not null then
    select f.made, f.resolved into v_made, v_rows from private.find_or_make_customers(p_user_id, v_rows) f;
    perform private.describe_customers(v_rows);
    insert into public.leads
      (agent_id, customer_id, customer_name, customer_phone, customer_email, call_summary, status, structured_data, import_key, created_at, updated_at)
    select p_agent_id, r.customer_id, r.name, r.phone, r.email, r.summary, r.status, r.data, r.key, coalesce(r.at, p_now), p_now
    from unnest(v_rows) r
    order by r.ord
    on conflict (agent_id, import_key) do nothing;
    get diagnostics v_imported = row_count;
  end if;
  return jsonb_build_object('imported', v_imported, 'unchanged', jsonb_array_length(p_rows) - v_imported, 'customers_created', v_made);
end $$;

revoke execute on function private.region_zones(text), private.match_customers(uuid, private.import_row[]), private.find_or_make_customers(uuid, private.import_row[]),
  private.describe_customers(private.import_row[]) from public, anon, authenticated;
revoke execute on function public.import_leads(uuid, uuid, jsonb, timestamptz) from public, anon, authenticated;
grant execute on function private.region_zones(text), private.match_customers(uuid, private.import_row[]), private.find_or_make_customers(uuid, private.import_row[]),
  private.describe_customers(private.import_row[]), private.find_or_make_customer(uuid, text, text, text) to service_role;
grant execute on function public.import_leads(uuid, uuid, jsonb, timestamptz) to service_role;
