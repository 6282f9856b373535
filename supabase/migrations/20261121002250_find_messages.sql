-- The list of calls is one of messages too: by channel, with what was sent, what came back, and found by the words of an answer.

-- Which channel, without a look at the row itself.
drop index public.outreach_attempts_list_idx;
create index outreach_attempts_list_idx on public.outreach_attempts (user_id, reserved_at, id) include (channel);

create index inbound_messages_words_idx on public.inbound_messages using gin (user_id, private.call_words(subject, body))
  where body is not null or subject is not null;

-- As before; and those that somebody answered in these words. p_channel null: over every channel. No more than about p_most of them (null: all).
create function private.contacts_with_words(p_account uuid, p_search text, p_channel text, p_most integer) returns setof uuid
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_query tsquery := private.call_query(p_search);
  v_digits text := case when p_search !~ '[[:alpha:]]' then regexp_replace(p_search, '[^0-9]', '', 'g') end;
begin
  if not exists (select from private.my_accounts() a where a = p_account) then return; end if;
  if coalesce(p_channel, 'call') = 'call' then
    return query select a.id from public.outreach_attempts a
      where a.user_id = p_account and (a.transcript is not null or a.summary is not null) and private.call_words(a.summary, a.transcript) @@ v_query limit p_most;
  end if;
  if coalesce(p_channel, 'sms') <> 'call' then
    return query select m.attempt_id from public.inbound_messages m
      where m.user_id = p_account and (m.body is not null or m.subject is not null) and private.call_words(m.subject, m.body) @@ v_query
        and m.attempt_id is not null and (p_channel is null or m.channel = p_channel) limit p_most;
  end if;
  return query select a.id from public.customers c join public.outreach_attempts a on a.customer_id = c.id
    where c.user_id = p_account and (p_channel is null or a.channel = p_channel)
      and (c.search_text like private.like_pattern(lower(p_search))
        or (length(v_digits) >= 3 and c.search_text like '%' || v_digits || '%')) limit p_most;
end $$;

-- As before, and p_filters: channel. What more than 10,000 contacts hold is not looked up first but met on the way from the newest on: total is
-- 10,000 then, and `more` is true. A row of a message says what was sent and the last that was answered.
create or replace function public.find_calls(p_account uuid, p_filters jsonb default '{}', p_limit integer default 25, p_offset integer default 0,
  p_from_at timestamptz default null, p_from_id uuid default null, p_newer boolean default false) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_where text := 'a.user_id = $1';
  v_order text := case when p_newer then 'a.reserved_at, a.id' else 'a.reserved_at desc, a.id desc' end;
  v_zone text := coalesce((select time_zone from public.outreach_settings where user_id = p_account), 'America/New_York');
  v_search text := left(p_filters ->> 'search', 200);
  v_query tsquery := private.call_query(v_search);
  v_found uuid[];
  v_by_words boolean := v_search is not null and p_filters - '{search,channel}'::text[] = '{}';
  v_common boolean := false;
  v_total integer;
  v_needs_you integer;
  v_rows jsonb;
begin
  if p_filters ->> 'view' = 'needs_you' then v_where := v_where || $q$ and a.attention <> coalesce(a.reviewed_for, '')$q$; end if;
  if p_filters ? 'channel' then v_where := v_where || $q$ and a.channel = $2 ->> 'channel'$q$; end if;
  if p_filters ? 'outcome' then v_where := v_where || $q$ and a.outcome = $2 ->> 'outcome'$q$; end if;
  if p_filters ? 'disposition' then v_where := v_where || $q$ and a.disposition = $2 ->> 'disposition'$q$; end if;
  if p_filters ? 'sentiment' then v_where := v_where || $q$ and a.sentiment = $2 ->> 'sentiment'$q$; end if;
  if p_filters ? 'campaign_id' then v_where := v_where || $q$ and a.campaign_id = ($2 ->> 'campaign_id')::uuid$q$; end if;
  if p_filters ? 'agent_id' then
    v_where := v_where || $q$ and a.campaign_id in (select id from public.campaigns where user_id = $1 and agent_id = ($2 ->> 'agent_id')::uuid)$q$;
  end if;
  if p_filters ? 'from' then v_where := v_where || $q$ and a.reserved_at >= ($2 ->> 'from')::timestamp at time zone $3$q$; end if;
  if p_filters ? 'to' then v_where := v_where || $q$ and a.reserved_at < (($2 ->> 'to')::timestamp + interval '1 day') at time zone $3$q$; end if;
  if v_search is not null then
    v_found := array(select distinct id from private.contacts_with_words(p_account, v_search, p_filters ->> 'channel',
      case when v_by_words and p_offset <= 1000 then 10001 end) id);
    v_common := v_by_words and p_offset <= 1000 and cardinality(v_found) > 10000;
    v_where := v_where || case when v_common then $q$ and (((a.transcript is not null or a.summary is not null) and private.call_words(a.summary, a.transcript) @@ $9)
        or exists (select from public.inbound_messages i where i.attempt_id = a.id and (i.body is not null or i.subject is not null)
          and private.call_words(i.subject, i.body) @@ $9)
        or exists (select from public.customers k where k.id = a.customer_id and (k.search_text like $11 or k.search_text like $12)))$q$
      else ' and a.id = any ($4)' end;
  end if;

  if p_from_id is not null then
    v_where := v_where || case when p_newer then ' and (a.reserved_at, a.id) > ($7, $8)' else ' and (a.reserved_at, a.id) < ($7, $8)' end;
  else
    -- What was found by its words alone is counted already.
    if v_by_words then v_total := least(cardinality(v_found), 10000);
    else execute 'select count(*) from public.outreach_attempts a where ' || v_where into v_total using p_account, p_filters, v_zone, v_found;
    end if;
    select count(*) into v_needs_you from public.outreach_attempts where user_id = p_account and attention <> coalesce(reviewed_for, '');
  end if;
  execute format($q$
    select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'reserved_at', a.reserved_at, 'at', coalesce(a.started_at, a.begun_at, a.reserved_at),
        'campaign_id', a.campaign_id, 'campaign_name', c.name, 'agent_name', g.name, 'recipient_id', a.recipient_id, 'customer_id', a.customer_id,
        'name', r.name, 'phone', r.phone, 'email', r.email, 'channel', a.channel, 'state', a.state, 'disposition', a.disposition,
        'outcome', a.outcome, 'sentiment', a.sentiment, 'duration_seconds', a.duration_seconds, 'cost', a.cost, 'summary', left(a.summary, 2000),
        'attention', a.attention, 'reviewed_at', case when a.reviewed_for = a.attention then a.reviewed_at end,
        'subject', a.content ->> 'subject', 'body', left(a.content ->> 'body', 160), 'variant', a.variant, 'segments', a.segments,
        'opened_at', a.opened_at, 'clicked_at', a.clicked_at, 'replied_at', a.replied_at, 'reply', left(coalesce(m.body, m.subject), 600),
        'hit', case when private.call_words(a.summary, a.transcript) @@ $9 then
            ts_headline('pg_catalog.simple', left(concat_ws(E'\n', left(a.summary, 10000), a.transcript), 100000), $9, $10)
          when private.call_words(m.subject, m.body) @@ $9 then ts_headline('pg_catalog.simple', concat_ws(E'\n', m.subject, m.body), $9, $10) end)
      order by %2$s), '[]')
    -- Ids first: a deep page is found in the index alone.
    from (select a.id from public.outreach_attempts a where %1$s order by %2$s limit $5 offset $6) k
    join public.outreach_attempts a on a.id = k.id
    join public.campaign_recipients r on r.id = a.recipient_id
    join public.campaigns c on c.id = a.campaign_id
    left join public.agents g on g.id = c.agent_id
    left join lateral (
      select i.subject, i.body from public.inbound_messages i where a.replied_at is not null and i.attempt_id = a.id order by i.received_at desc, i.id limit 1
    ) m on true $q$, v_where, v_order)
    into v_rows using p_account, p_filters, v_zone, v_found, least(p_limit, 1000), p_offset, p_from_at, p_from_id, v_query,
      'StartSel=' || chr(57344) || ', StopSel=' || chr(57345) || ', MaxFragments=2, MaxWords=18, MinWords=8, FragmentDelimiter=" … "', private.like_pattern(lower(v_search)),
      '%' || case when v_search !~ '[[:alpha:]]' and length(regexp_replace(v_search, '[^0-9]', '', 'g')) >= 3 then regexp_replace(v_search, '[^0-9]', '', 'g') end || '%';
  return jsonb_strip_nulls(jsonb_build_object('total', v_total, 'needs_you', v_needs_you, 'more', case when cardinality(v_found) > 10000 then true end))
    || jsonb_build_object('rows', v_rows);
end $$;
drop function private.calls_with_words(uuid, text);

revoke execute on all functions in schema private from public;
grant execute on function private.contacts_with_words(uuid, text, text, integer), private.like_pattern(text) to authenticated, service_role;
