-- What was written and answered, on the customer's page and in the list of opt-outs, with the evidence of each opt-out.

create or replace function public.customer_timeline(p_customer uuid, p_limit integer, p_before timestamptz default null, p_before_key text default null)
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
      'subject', a.content ->> 'subject', 'body', left(a.content ->> 'body', 600),
      'opened_at', a.opened_at, 'clicked_at', a.clicked_at, 'replied_at', a.replied_at, 'campaign_id', a.campaign_id, 'campaign', c.name)
    from public.outreach_attempts a join public.campaigns c on c.id = a.campaign_id where a.customer_id = p_customer and a.begun_at is not null
    union all
    select m.received_at, 'inbound:' || m.id, 'inbound', jsonb_build_object('channel', m.channel, 'message_kind', m.kind, 'subject', m.subject,
      'body', left(m.body, 2000), 'attempt_id', m.attempt_id)
    from public.inbound_messages m where m.customer_id = p_customer
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
      'channel', channel, 'reason', reason, 'source', source, 'attempt_id', evidence ->> 'attempt_id', 'by', evidence ->> 'by', 'note', evidence ->> 'note',
      'method', evidence ->> 'method', 'message_id', evidence ->> 'message_id')
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
  select coalesce(jsonb_agg(jsonb_build_object('at', at, 'key', key, 'kind', kind, 'detail', jsonb_strip_nulls(detail || jsonb_build_object('said', (
      select left(m.body, 300) from public.inbound_messages m where m.id = (detail ->> 'message_id')::uuid)))) order by at desc, key desc), '[]')
  from (
    select * from entry where p_before is null or (at, key) < (p_before, p_before_key)
    order by at desc, key desc limit least(p_limit, 100)
  ) page
$$;

-- As before, with how it was asked by a link and in which words by a message.
create or replace function private.page_of_suppressions(p_user_id uuid, p_limit integer, p_offset integer, p_descending boolean, p_words text,
  p_digits text, p_channel text, p_reason text, p_state text, p_after uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_where text := 's.user_id = $1';
  v_order text := case when p_after is not null then 's.id' when p_descending then 's.at desc, s.id' else 's.at, s.id desc' end;
  v_people uuid[];
  v_total integer;
  v_rows jsonb;
begin
  if private.is_foreign(p_user_id) then return '{"rows": [], "total": 0}'; end if;
  if p_words is not null then
    v_people := array(select c.id from public.customers c where c.user_id = p_user_id and c.search_text like private.like_pattern(lower(p_words))
      limit 10000);
    v_where := v_where || ' and (s.contact like $2 or s.customer_id = any ($8)'
      || case when p_digits is not null then ' or s.contact like $3' else '' end || ')';
  end if;
  if p_channel is not null then v_where := v_where || ' and s.channel = $4'; end if;
  if p_reason is not null then v_where := v_where || ' and s.reason = $5'; end if;
  v_where := v_where || case p_state when 'active' then ' and s.lifted_at is null' when 'lifted' then ' and s.lifted_at is not null' else '' end;
  if p_after is not null then
    v_where := v_where || ' and s.id > $9';
  else
    execute format('select count(*) from (select from public.suppressions s where %s limit %s) found', v_where,
      case when p_words is not null then '10000' else 'all' end) into v_total
      using p_user_id, private.like_pattern(lower(p_words)), private.like_pattern(p_digits), p_channel, p_reason, p_limit, p_offset, v_people;
  end if;
  execute format($q$
    select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'contact', s.contact, 'channel', s.channel, 'reason', s.reason, 'source', s.source,
      'at', s.at, 'attempt_id', s.evidence ->> 'attempt_id', 'by', s.evidence ->> 'by', 'note', s.evidence ->> 'note',
      'method', s.evidence ->> 'method', 'said', (select left(m.body, 300) from public.inbound_messages m
        where m.id = (s.evidence ->> 'message_id')::uuid and m.user_id = s.user_id),
      'lifted_at', s.lifted_at, 'lift_reason', s.lift_reason, 'customer_id', k.id, 'customer', k.name) order by %2$s), '[]')
    from public.suppressions s
    -- One that is known by its contact alone may have become a customer since.
    left join lateral (
      select c.id, c.name from public.customers c where c.id = s.customer_id
      union all
      select c.id, c.name from public.customers c where s.customer_id is null and c.user_id = s.user_id and c.phone = s.contact
      union all
      select c.id, c.name from public.customers c where s.customer_id is null and c.user_id = s.user_id and c.email = s.contact
      limit 1
    ) k on true
    where s.id = any (array(select s.id from public.suppressions s where %1$s order by %2$s limit $6 offset $7)) $q$, v_where, v_order)
    into v_rows using p_user_id, private.like_pattern(lower(p_words)), private.like_pattern(p_digits), p_channel, p_reason, p_limit, p_offset, v_people, p_after;
  return jsonb_build_object('rows', v_rows, 'total', v_total);
end $$;
