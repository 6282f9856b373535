-- What a campaign is for, which countries an account calls, and what each customer has agreed to.

alter table public.campaigns add column purpose text not null default 'marketing' check (purpose in ('marketing', 'informational'));
grant insert (purpose), update (purpose) on public.campaigns to authenticated;
alter table public.outreach_settings add column countries text[] not null default '{US}'
  check (cardinality(countries) between 1 and 50 and array_to_string(countries, ',', '') ~ '^[A-Z]{2}(,[A-Z]{2})*$');

-- The best consent to calls that was not revoked, as private.consent_rank counts: for marketing, and for any purpose. For previews of many:
-- a call itself asks the ledger.
alter table public.customers add column call_marketing_consent smallint;
alter table public.customers add column call_consent smallint;

create function private.note_consents() returns trigger
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
    from unnest(v_customers) w
    left join public.consents k on k.customer_id = w and k.channel in ('all', 'call') and k.revoked_at is null
    group by w
  ) n
  where c.id = n.id and (c.call_marketing_consent, c.call_consent) is distinct from (n.marketing, n.any);
  return null;
end $$;
create trigger note_consents_given after insert on public.consents
  referencing new table as changed for each statement execute function private.note_consents();
create trigger note_consents_revoked after update on public.consents
  referencing new table as changed for each statement execute function private.note_consents();

update public.customers c set call_marketing_consent = n.marketing, call_consent = n.any
from (
  select k.customer_id as id, max(private.consent_rank(k.basis, k.wording)) filter (where k.purpose = 'marketing') as marketing,
    max(private.consent_rank(k.basis, k.wording)) as any
  from public.consents k where k.channel in ('all', 'call') and k.revoked_at is null group by 1
) n
where c.id = n.id;

revoke execute on all functions in schema private from public;
