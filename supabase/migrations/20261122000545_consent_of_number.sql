-- Somebody agrees to be called at a number. An agreement says which one it was, and holds for no other that the customer has later.

-- Of the number that the customer had when it was written down; null where they had none.
alter table public.consents add column phone_hash bytea;
alter table public.consents disable trigger user;
update public.consents k set phone_hash = c.phone_hash from public.customers c where c.id = k.customer_id;
alter table public.consents enable trigger user;

-- A program that tells a consent tells the number that it is for: where the customer was found by their address and has another number, it holds for
-- the one that was told.
create function private.consent_number() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.phone_hash := coalesce(new.phone_hash, (select c.phone_hash from public.customers c where c.id = new.customer_id));
  return new;
end $$;
create trigger consent_number before insert on public.consents for each row execute function private.consent_number();

-- As before, of those that are for the number.
create or replace function private.note_consents() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_customers uuid[];
begin
  select array_agg(distinct customer_id) into v_customers from changed where channel in ('all', 'call');
  if v_customers is null then return null; end if;
  -- In one order for everyone; who waited here sees below what the others wrote.
  perform from public.customers c where c.id = any (v_customers) order by c.id for no key update;
  update public.customers c set call_marketing_consent = n.marketing, call_consent = n.any
  from (
    select w as id, max(private.consent_rank(k.basis, k.wording)) filter (where k.purpose = 'marketing') as marketing,
      max(private.consent_rank(k.basis, k.wording)) filter (where k.id is not null) as any
    from unnest(v_customers) w join public.customers h on h.id = w
    left join public.consents k on k.customer_id = w and k.channel in ('all', 'call') and k.revoked_at is null
      and (k.phone_hash is null or k.phone_hash = h.phone_hash)
    group by w
  ) n
  where c.id = n.id and (c.call_marketing_consent, c.call_consent) is distinct from (n.marketing, n.any);
  return null;
end $$;

create function private.count_consents() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  select max(private.consent_rank(k.basis, k.wording)) filter (where k.purpose = 'marketing'), max(private.consent_rank(k.basis, k.wording))
    into new.call_marketing_consent, new.call_consent
  from public.consents k
  where k.customer_id = new.id and k.channel in ('all', 'call') and k.revoked_at is null and (k.phone_hash is null or k.phone_hash = new.phone_hash);
  return new;
end $$;
-- After seal_customer, by its name.
create trigger tell_consents before update of phone on public.customers
  for each row when (old.phone is distinct from new.phone) execute function private.count_consents();

revoke execute on all functions in schema private from public;
