-- What came in while a contact waited for its turn at the provider, after its last look: an opt-out of this customer or this contact, the
-- campaign's pause, an agreement that was taken back, or a list on which the number stands. True for one of them: nothing of the lot is sent then, and the claim looks anew at everybody.
create function public.any_stopped(p_attempts uuid[]) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from public.outreach_attempts a join public.campaigns c on c.id = a.campaign_id
      left join public.customers k on k.id = a.customer_id
    where a.id = any (p_attempts) and (c.status <> 'active' or exists (
      select from public.suppressions x
      where x.user_id = a.user_id and x.lifted_at is null and x.channel in ('all', a.channel) and x.reason in ('opt_out', 'complaint', 'owner', 'import')
        and x.contact_hash in (a.contact_hash, k.phone_hash, k.email_hash)) or exists (
      select from public.suppressions x
      where x.customer_id = a.customer_id and x.lifted_at is null and x.channel in ('all', a.channel) and x.reason in ('opt_out', 'complaint', 'owner', 'import'))
      -- The one that the contact rests on; where another one is left the claim allows it again.
      or exists (select from public.consents n where n.customer_id = a.customer_id and n.id::text = a.decision ->> 'consent_id' and n.revoked_at is not null)
      or (a.channel <> 'email' and (k.list_stops & 12 > 0 or (k.list_stops & 3 > 0 and c.purpose = 'marketing')))))
$$;
revoke execute on function public.any_stopped(uuid[]) from public, anon, authenticated;
grant execute on function public.any_stopped(uuid[]) to service_role;
