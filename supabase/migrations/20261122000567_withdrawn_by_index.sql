-- Withdrawals are looked for by index, for each of very many rows of a file.

-- All consents of a customer, the revoked ones too: their page, their record, and whether something was taken back.
create index consents_of_customer_idx on public.consents (customer_id, obtained_at desc);

-- Each way in which an opt-out is somebody's has an index of its own.
create or replace function private.withdrawn_since(p_user_id uuid, p_customer uuid, p_channel text, p_at timestamptz) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return exists (
    select from public.consents k
    where k.customer_id = p_customer and k.revoked_at is not null and (p_at is null or k.revoked_at >= p_at)
      and (k.channel = p_channel or 'all' in (k.channel, p_channel))
  ) or exists (
    select from public.customers c, lateral (
      select x.channel, x.reason, x.at from public.suppressions x where x.customer_id = c.id and x.user_id = p_user_id
      union all
      select x.channel, x.reason, x.at from public.suppressions x where x.user_id = p_user_id and x.contact = c.phone
      union all
      select x.channel, x.reason, x.at from public.suppressions x where x.user_id = p_user_id and x.contact = c.email
      union all
      select x.channel, x.reason, x.at from public.suppressions x where x.user_id = p_user_id and x.lifted_at is null and x.contact_hash = c.phone_hash
      union all
      select x.channel, x.reason, x.at from public.suppressions x where x.user_id = p_user_id and x.lifted_at is null and x.contact_hash = c.email_hash
    ) s
    where c.id = p_customer and s.reason in ('opt_out', 'complaint', 'owner', 'import') and (p_at is null or s.at >= p_at)
      and (s.channel = p_channel or 'all' in (s.channel, p_channel))
  );
end $$;
