-- The list of calls, its search, its neighbours and its export: one definition of which calls a filter means.

-- Answers { rows, total, needs_you }, newest first. p_filters: search, outcome, disposition, sentiment, agent_id, campaign_id, from and to
-- (days in the account's time zone, both included), view (needs_you). With p_from_at and p_from_id: those after that call in the list,
-- or before it (p_newer, nearest first), uncounted. A row's hit marks what was found with U+E000 and U+E001.
create function public.find_calls(p_account uuid, p_filters jsonb default '{}', p_limit integer default 25, p_offset integer default 0,
  p_from_at timestamptz default null, p_from_id uuid default null, p_newer boolean default false) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_where text := 'a.user_id = $1';
  v_order text := case when p_newer then 'a.reserved_at, a.id' else 'a.reserved_at desc, a.id desc' end;
  v_zone text := coalesce((select time_zone from public.outreach_settings where user_id = p_account), 'America/New_York');
  v_search text := left(p_filters ->> 'search', 200);
  v_query tsquery := private.call_query(v_search);
  v_found uuid[];
  v_total integer;
  v_needs_you integer;
  v_rows jsonb;
begin
  if p_filters ->> 'view' = 'needs_you' then v_where := v_where || $q$ and a.attention <> coalesce(a.reviewed_for, '')$q$; end if;
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
    v_found := array(select distinct id from private.calls_with_words(p_account, v_search) id);
    v_where := v_where || ' and a.id = any ($4)';
  end if;

  if p_from_id is not null then
    v_where := v_where || case when p_newer then ' and (a.reserved_at, a.id) > ($7, $8)' else ' and (a.reserved_at, a.id) < ($7, $8)' end;
  else
    -- What was found by its words alone is counted already.
    if v_search is not null and p_filters - 'search' = '{}' then v_total := cardinality(v_found);
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
        'hit', case when private.call_words(a.summary, a.transcript) @@ $9 then
          ts_headline('pg_catalog.simple', left(concat_ws(E'\n', left(a.summary, 10000), a.transcript), 100000), $9, $10) end)
      order by %2$s), '[]')
    -- Ids first: a deep page is found in the index alone.
    from (select a.id from public.outreach_attempts a where %1$s order by %2$s limit $5 offset $6) k
    join public.outreach_attempts a on a.id = k.id
    join public.campaign_recipients r on r.id = a.recipient_id
    join public.campaigns c on c.id = a.campaign_id
    left join public.agents g on g.id = c.agent_id $q$, v_where, v_order)
    into v_rows using p_account, p_filters, v_zone, v_found, least(p_limit, 1000), p_offset, p_from_at, p_from_id, v_query,
      'StartSel=' || chr(57344) || ', StopSel=' || chr(57345) || ', MaxFragments=2, MaxWords=18, MinWords=8, FragmentDelimiter=" … "';
  return jsonb_build_object('rows', v_rows, 'total', v_total, 'needs_you', v_needs_you);
end $$;

revoke execute on function public.find_calls(uuid, jsonb, integer, integer, timestamptz, uuid, boolean) from public, anon, authenticated;
grant execute on function public.find_calls(uuid, jsonb, integer, integer, timestamptz, uuid, boolean) to authenticated, service_role;
