-- What is asked of customers by the hundred thousand is kept with each of them: the latest lead, and the keyed hashes of the contact.

alter table public.customers
  add column latest_lead_id uuid,
  add column phone_hash bytea,
  add column email_hash bytea;
-- latest_lead_id has no foreign key: the triggers that count a customer's leads keep it.

create or replace function private.recount_customers(p_ids uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.customers where id = any (p_ids) order by id for no key update;
  update public.customers c set lead_count = s.n, first_lead_at = s.first_at, last_lead_at = s.last_at, latest_lead_id = s.latest_id
  from (
    select ids.id, count(l.id)::integer as n,
      -- A client can write «infinity», which no date of ours is.
      min(l.created_at) filter (where isfinite(l.created_at)) as first_at, max(l.created_at) filter (where isfinite(l.created_at)) as last_at,
      (select x.id from public.leads x where x.customer_id = ids.id order by x.created_at desc, x.id desc limit 1) as latest_id
    from unnest(p_ids) ids (id) left join public.leads l on l.customer_id = ids.id group by ids.id
  ) s
  where c.id = s.id
    and (c.lead_count, c.first_lead_at, c.last_lead_at, c.latest_lead_id) is distinct from (s.n, s.first_at, s.last_at, s.latest_id);
end $$;

-- The key is read once for both contacts, and without a call of private.contact_hash for each.
create function private.seal_customer() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  select sha256(outer_pad || sha256(inner_pad || convert_to(new.phone, 'UTF8'))), sha256(outer_pad || sha256(inner_pad || convert_to(new.email, 'UTF8')))
    into new.phone_hash, new.email_hash from private.contact_key;
  return new;
end $$;
create trigger seal_customer before insert or update of phone, email, phone_hash, email_hash on public.customers
  for each row execute function private.seal_customer();

-- Those that are there already, without the look of a change by somebody.
alter table public.customers disable trigger touch_updated_at;
update public.customers c set phone = c.phone,
  latest_lead_id = (select x.id from public.leads x where x.customer_id = c.id order by x.created_at desc, x.id desc limit 1);
alter table public.customers enable trigger touch_updated_at;
-- A contact without its hash would pass the opt-outs of others by.
alter table public.customers add constraint customers_contacts_sealed
  check ((phone is null) = (phone_hash is null) and (email is null) = (email_hash is null));

-- In the order in which people are shown and selected.
drop index public.customers_dormancy_idx;
create index customers_dormancy_idx on public.customers (user_id, last_contact_at desc nulls last, id);

revoke execute on all functions in schema private from public;
