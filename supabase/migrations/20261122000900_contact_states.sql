-- What the gate says of contacting one customer with an offer now, and which of their consents were given for a number that they have no more.

-- Over each channel: [{ channel, decision, until, reason, detail }], as private.gate_verdict; none where the account has no such customer.
create function public.contact_states(p_user_id uuid, p_customer uuid, p_now timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  with subject as materialized (
    -- The gate tells those it is asked about apart by their ref.
    select gen_random_uuid() as ref, k.channel, k.place, c.id, c.phone, c.email
    from public.customers c, unnest('{call,sms,email}'::text[]) with ordinality k (channel, place)
    where c.user_id = p_user_id and c.id = p_customer
  )
  select coalesce(jsonb_agg(jsonb_build_object('channel', s.channel, 'decision', g.decision, 'until', g.until, 'reason', g.reason, 'detail', g.detail)
    order by s.place), '[]')
  from private.gate(p_user_id, null::public.campaigns,
    array(select (s.ref, s.id, s.channel, s.phone, s.email)::private.gate_subject from subject s), p_now) g join subject s on s.ref = g.ref
$$;

-- True of a consent that the gate leaves out, since it was given for another number; emails go to no number.
create function private.is_of_other_number(p_consent public.consents, p_phone_hash bytea) returns boolean
language sql immutable set search_path = '' as $$
  select p_consent.channel <> 'email' and p_consent.phone_hash is not null and p_consent.phone_hash is distinct from p_phone_hash
$$;

-- A customer's consents, latest first, the revoked ones too. Read with the person's own rights.
create function public.consents_of(p_customer uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(x) - '{user_id,customer_id,key,phone_hash,customer_hash}'::text[] order by x.obtained_at desc, x.id), '[]')
  from (
    select k.*, c.phone_hash as customer_hash, private.is_of_other_number(k, c.phone_hash) as of_other_number
    from public.consents k join public.customers c on c.id = k.customer_id
    where k.customer_id = p_customer
    order by k.obtained_at desc, k.id limit 100
  ) x
$$;

-- As before, and of each consent whether it was given for another number. Read with the person's own rights; null where there is no such customer for them. Hashes and what the engine keeps for itself are left out.
create or replace function public.customer_evidence(p_customer uuid) returns jsonb
language sql stable set search_path = '' as $$
  with person as (
    select * from public.customers where id = p_customer
  ), suppression as (
    select s.* from person p join public.suppressions s on s.customer_id = p.id
    union
    -- Also what is written of the number or the address alone.
    select s.* from person p join public.suppressions s on s.user_id = p.user_id and s.customer_id is null and s.contact = any (array[p.phone, p.email])
  ), recipient as (
    select * from public.campaign_recipients where customer_id = p_customer
  ), attempt as (
    select a.*, c.name as campaign from public.outreach_attempts a join public.campaigns c on c.id = a.campaign_id where a.customer_id = p_customer
  ), named as (
    select p_customer as id union select id from suppression union select id from recipient union select campaign_id from recipient
    union select id from attempt
  )
  select jsonb_build_object(
    'customer', to_jsonb(p) - '{user_id,phone_hash,email_hash,search_text,latest_lead_id}'::text[],
    'business', (select jsonb_build_object('name', s.business_name, 'callback_number', s.callback_number, 'postal_address', s.postal_address)
      from public.outreach_settings s where s.user_id = p.user_id),
    'rules', private.versions_of(array(select distinct (decision ->> 'rules_version')::integer from attempt
      where decision ->> 'rules_version' ~ '^[0-9]{1,9}$')),
    'consents', (select coalesce(jsonb_agg(to_jsonb(x) - '{user_id,customer_id,phone_hash}'::text[]
      || jsonb_build_object('of_other_number', private.is_of_other_number(x, p.phone_hash)) order by x.obtained_at, x.id), '[]')
      from public.consents x where x.customer_id = p_customer),
    'opt_outs', (select coalesce(jsonb_agg(to_jsonb(x) - '{user_id,customer_id,contact_hash}'::text[] order by x.at, x.id), '[]') from suppression x),
    'inquiries', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'at', l.created_at, 'status', l.status, 'summary', l.call_summary,
      'transcript', l.call_transcript, 'attempt_id', l.outreach_attempt_id) order by l.created_at, l.id), '[]')
      from public.leads l where l.customer_id = p_customer and isfinite(l.created_at)),
    'campaigns', (select coalesce(jsonb_agg(to_jsonb(r) - '{user_id,customer_id,lead_id,response_data,error_message,cost}'::text[]
      || jsonb_build_object('campaign', c.name, 'campaign_type', c.campaign_type, 'campaign_status', c.status) order by r.created_at, r.id), '[]')
      from recipient r join public.campaigns c on c.id = r.campaign_id),
    'contacts', (select coalesce(jsonb_agg(to_jsonb(a)
        - '{user_id,customer_id,lease_expires_at,reconcile_tries,settle_failures,contact_hash,assistant_id,attention,reviewed_at,reviewed_for}'::text[]
      || jsonb_build_object('events', (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'kind', e.kind, 'detail', e.detail) order by e.at, e.id), '[]')
        from public.attempt_events e where e.attempt_id = a.id)) order by a.reserved_at, a.id), '[]') from attempt a),
    'received', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'at', m.received_at, 'channel', m.channel, 'kind', m.kind, 'sender', m.sender,
      'subject', m.subject, 'body', m.body, 'attempt_id', m.attempt_id) order by m.received_at, m.id), '[]')
      from public.inbound_messages m where m.customer_id = p_customer),
    'log', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'at', l.at, 'recorded_at', l.recorded_at, 'action', l.action, 'entity', l.entity,
      'entity_id', l.entity_id, 'actor_id', l.actor_id, 'actor', (select email from public.profiles where id = l.actor_id), 'detail', l.detail)
      order by l.at, l.id), '[]')
      from public.audit_log l where l.user_id = p.user_id and l.entity_id in (select id from named)))
  from person p
$$;

revoke execute on function private.is_of_other_number(public.consents, bytea) from public, anon;
grant execute on function private.is_of_other_number(public.consents, bytea) to authenticated, service_role;
revoke execute on function public.contact_states(uuid, uuid, timestamptz), public.consents_of(uuid) from public, anon, authenticated;
grant execute on function public.contact_states(uuid, uuid, timestamptz) to service_role;
grant execute on function public.consents_of(uuid) to authenticated, service_role;
