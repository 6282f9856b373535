-- A sequence's recipients by the touch that they are at: the one that comes next for them, or that was the last.

drop function public.count_recipients(uuid, text, text, text, text, text, text);
drop function public.list_recipients(uuid, integer, integer, text, text, text, text, text, text, text, boolean);
drop function public.export_recipients(uuid, integer, uuid, text, text, text, text, text, text);

-- As before; $7 and $8 are those of words_filter, $9 is the touch. Who is held out is at none.
create or replace function private.recipient_filter() returns text
language sql immutable set search_path = '' as $$
  select 'from public.campaign_recipients r where r.campaign_id = $1
    and ($2::text is null or r.status = $2) and ($3::text is null or r.outcome = $3) and ($4::text is null or r.reason = $4)
    and ($5::text is null or case $5 when ''contacted'' then r.attempts > 0 when ''reached'' then r.responded_at is not null
      when ''converted'' then r.converted_at is not null when ''arrived'' then r.delivered_at is not null
      when ''opened'' then r.opened_at is not null when ''clicked'' then r.clicked_at is not null else false end)
    and ($6::uuid[] is null or r.customer_id = any ($6)) and ($9::integer is null or (r.step = $9 and not r.holdout))'
$$;

-- How many recipients match: exact where it is a status or a stage alone, else up to 10,001, which says «more than 10,000».
create function public.count_recipients(p_campaign uuid, p_status text default null, p_outcome text default null, p_reason text default null,
  p_stage text default null, p_words text default null, p_digits text default null, p_touch integer default null) returns integer
language plpgsql stable set search_path = '' set statement_timeout = '5s' as $$
declare
  v_count integer;
  v_found uuid[];
begin
  if num_nonnulls(p_outcome, p_reason, p_words, p_touch) = 0 and num_nonnulls(p_status, p_stage) < 2 then
    select (to_jsonb(r) ->> coalesce(p_status, p_stage, 'selected'))::integer into v_count from public.campaign_results r where campaign_id = p_campaign;
    return coalesce(v_count, 0);
  end if;
  if p_words is not null then v_found := private.find_customers(p_words, p_digits, 10001); end if;
  if cardinality(v_found) > 10000 then
    execute 'select count(*) from (select from (select r.customer_id ' || private.recipient_filter() || ' limit 25000) r where ' || private.words_filter()
      || ' limit 10001) x' into v_count using p_campaign, p_status, p_outcome, p_reason, p_stage, null::uuid[], p_words, p_digits, p_touch;
    if v_count > 10000 then return v_count; end if;
    v_found := private.find_customers(p_words, p_digits, null);
  end if;
  execute 'select count(*) from (select ' || private.recipient_filter() || ' limit 10001) x' into v_count
    using p_campaign, p_status, p_outcome, p_reason, p_stage, v_found, p_words, p_digits, p_touch;
  return v_count;
end $$;

-- One page. p_sort: updated_at, name, status, outcome, attempts, next_attempt_at or last_attempt_at; what has no value comes last.
create function public.list_recipients(p_campaign uuid, p_limit integer, p_offset integer, p_status text default null, p_outcome text default null,
  p_reason text default null, p_stage text default null, p_words text default null, p_digits text default null, p_sort text default 'updated_at',
  p_descending boolean default true, p_touch integer default null)
returns setof public.campaign_recipients
language plpgsql stable set search_path = '' set statement_timeout = '5s' as $$
declare
  v_column text := case when p_sort in ('name', 'status', 'outcome', 'attempts', 'next_attempt_at', 'last_attempt_at') then p_sort else 'updated_at' end;
  -- Always set, and in an index whose order says nothing of nulls.
  v_nulls boolean := v_column in ('name', 'outcome', 'next_attempt_at', 'last_attempt_at');
  v_forward text := format('r.%I %s, r.id %s', v_column,
    case when p_descending then 'desc' else 'asc' end || case when v_nulls then ' nulls last' else '' end, case when p_descending then 'asc' else 'desc' end);
  v_order text := v_forward;
  v_offset integer := least(greatest(p_offset, 0), 1000000);
  v_limit integer := least(greatest(p_limit, 0), 1000);
  v_total integer;
  v_found uuid[];
  v_page uuid[];
begin
  if v_offset > 1000 then
    v_total := public.count_recipients(p_campaign, p_status, p_outcome, p_reason, p_stage, p_words, p_digits, p_touch);
    -- The far half is read from the other end; behind a count that was cut short nobody knows where that is.
    if v_offset > v_total / 2 and (v_total <= 10000 or (num_nonnulls(p_outcome, p_reason, p_words, p_touch) = 0 and num_nonnulls(p_status, p_stage) < 2)) then
      v_limit := least(v_limit, v_total - v_offset);
      v_offset := greatest(v_total - v_offset - v_limit, 0);
      v_order := format('r.%I %s, r.id %s', v_column,
        case when p_descending then 'asc' else 'desc' end || case when v_nulls then ' nulls first' else '' end, case when p_descending then 'desc' else 'asc' end);
    end if;
  end if;
  if v_limit <= 0 then return; end if;
  if p_words is not null then v_found := private.find_customers(p_words, p_digits, 10001); end if;
  if cardinality(v_found) > 10000 then
    -- Of words that many people have a page is soon found among the first of the list; where it is not, all who have them are gathered.
    execute format('select array(select r.id from (select r.id, r.customer_id, r.%I %s order by %s limit 5000) r where %s order by %s limit %s offset %s)',
        v_column, private.recipient_filter(), v_order, private.words_filter(), v_order, v_limit, v_offset)
      into v_page using p_campaign, p_status, p_outcome, p_reason, p_stage, null::uuid[], p_words, p_digits, p_touch;
    if cardinality(v_page) < v_limit then
      v_page := null;
      v_found := private.find_customers(p_words, p_digits, null);
    end if;
  end if;
  if v_page is null then
    execute format('select array(select r.id %s order by %s limit %s offset %s)', private.recipient_filter(), v_order, v_limit, v_offset)
      into v_page using p_campaign, p_status, p_outcome, p_reason, p_stage, v_found, p_words, p_digits, p_touch;
  end if;
  return query execute format('select r.* from public.campaign_recipients r where r.id = any ($1) order by %s', v_forward) using v_page;
end $$;

-- For a file, page by page in the order of their ids, which no change of a recipient moves.
create function public.export_recipients(p_campaign uuid, p_limit integer, p_after uuid default null, p_status text default null, p_outcome text default null,
  p_reason text default null, p_stage text default null, p_words text default null, p_digits text default null, p_touch integer default null)
returns setof public.campaign_recipients
language plpgsql stable set search_path = '' as $$
declare
  v_found uuid[];
  v_words text := '';
begin
  if p_words is not null then v_found := private.find_customers(p_words, p_digits, 10001); end if;
  -- Words that many people have are looked for on the way: each recipient is asked once in the whole file.
  if cardinality(v_found) > 10000 then
    v_found := null;
    v_words := ' and ' || private.words_filter();
  end if;
  return query execute format('select r.* %s%s and ($10::uuid is null or r.id > $10) order by r.id limit $11', private.recipient_filter(), v_words)
    using p_campaign, p_status, p_outcome, p_reason, p_stage, v_found, p_words, p_digits, p_touch, p_after, least(greatest(p_limit, 0), 1000);
end $$;

revoke execute on function public.count_recipients(uuid, text, text, text, text, text, text, integer),
  public.list_recipients(uuid, integer, integer, text, text, text, text, text, text, text, boolean, integer),
  public.export_recipients(uuid, integer, uuid, text, text, text, text, text, text, integer) from public, anon, authenticated;
grant execute on function public.count_recipients(uuid, text, text, text, text, text, text, integer),
  public.list_recipients(uuid, integer, integer, text, text, text, text, text, text, text, boolean, integer),
  public.export_recipients(uuid, integer, uuid, text, text, text, text, text, text, integer) to authenticated, service_role;
