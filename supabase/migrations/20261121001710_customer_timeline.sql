-- What happened with one customer, latest first: leads, contacts, campaigns, opt-outs, consents and changes, in one list.

-- Read with the person's own rights. Pages by the last entry's (at, key). Answers [{ at, key, kind, detail }].
create function public.customer_timeline(p_customer uuid, p_limit integer, p_before timestamptz default null, p_before_key text default null)
returns jsonb
language sql stable set search_path = '' as $$
  with person as (
    select id, user_id, phone, email, created_at from public.customers where id = p_customer
  ), suppression as (
    -- Also what is written of the number or the address alone.
    select s.* from person p join public.suppressions s on s.customer_id = p.id
    union
    select s.* from person p join public.suppressions s on s.user_id = p.user_id and s.customer_id is null and s.contact = any (array[p.phone, p.email])
  ), recipient as (
    select r.*, c.name as campaign from public.campaign_recipients r join public.campaigns c on c.id = r.campaign_id where r.customer_id = p_customer
  ), entry (at, key, kind, detail) as (
    select created_at, 'lead:' || id, 'lead', jsonb_build_object('summary', left(call_summary, 600), 'status', status, 'attempt_id', outreach_attempt_id)
    from public.leads where customer_id = p_customer and isfinite(created_at)
    union all
    select coalesce(a.begun_at, a.reserved_at), 'attempt:' || a.id, 'contact', jsonb_build_object('attempt_id', a.id, 'channel', a.channel,
      'state', a.state, 'disposition', a.disposition, 'outcome', a.outcome, 'seconds', a.duration_seconds, 'summary', left(a.summary, 600),
      'campaign_id', a.campaign_id, 'campaign', c.name)
    from public.outreach_attempts a join public.campaigns c on c.id = a.campaign_id where a.customer_id = p_customer and a.begun_at is not null
    union all
    select created_at, 'selected:' || id, 'selected', jsonb_build_object('campaign_id', campaign_id, 'campaign', campaign) from recipient
    union all
    select updated_at, 'skipped:' || id, 'skipped', jsonb_build_object('campaign_id', campaign_id, 'campaign', campaign, 'reason', reason)
    from recipient where status = 'skipped'
    union all
    select converted_at, 'converted:' || id, 'converted', jsonb_build_object('campaign_id', campaign_id, 'campaign', campaign, 'outcome', outcome)
    from recipient where converted_at is not null
    union all
    -- One wish holds for the number and the address: it is one entry.
    select at, 'suppressed:' || min(id::text), 'suppressed', jsonb_build_object('contact', string_agg(contact, ', ' order by contact),
      'channel', channel, 'reason', reason, 'source', source, 'attempt_id', evidence ->> 'attempt_id', 'by', evidence ->> 'by', 'note', evidence ->> 'note')
    from suppression group by at, channel, reason, source, evidence
    union all
    select lifted_at, 'lifted:' || id, 'lifted', jsonb_build_object('contact', contact, 'channel', channel, 'note', lift_reason)
    from suppression where lifted_at is not null
    union all
    select obtained_at, 'consent:' || id, 'consent', jsonb_build_object('channel', channel, 'basis', basis, 'purpose', purpose, 'source', source)
    from public.consents where customer_id = p_customer and isfinite(obtained_at)
    union all
    select revoked_at, 'revoked:' || id, 'revoked', jsonb_build_object('channel', channel, 'basis', basis, 'purpose', purpose, 'source', source)
    from public.consents where customer_id = p_customer and isfinite(revoked_at)
    union all
    -- Consents stand here themselves, with the day on which they were given.
    select l.at, 'audit:' || l.id, 'changed', jsonb_build_object('action', l.action, 'fields', l.detail -> 'fields', 'by', l.detail ->> 'by')
    from person p join public.audit_log l on l.entity_id = p.id and l.user_id = p.user_id
    where l.entity = 'customer' and l.action in ('customer.added', 'customer.changed')
  )
  select coalesce(jsonb_agg(jsonb_build_object('at', at, 'key', key, 'kind', kind, 'detail', jsonb_strip_nulls(detail)) order by at desc, key desc), '[]')
  from (
    select * from entry where p_before is null or (at, key) < (p_before, p_before_key)
    order by at desc, key desc limit least(p_limit, 100)
  ) page
$$;

revoke execute on function public.customer_timeline(uuid, integer, timestamptz, text) from public, anon, authenticated;
grant execute on function public.customer_timeline(uuid, integer, timestamptz, text) to authenticated, service_role;
