-- Looking for people by a part of their name, phone or e-mail, and a campaign's recipients page by page.

create extension if not exists pg_trgm with schema extensions;

-- In small letters, so that a search compares and does not fold the case of a hundred thousand names.
alter table public.customers add column search_text text
  generated always as (lower(coalesce(name, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(email, ''))) stored;
create index customers_search_idx on public.customers using gin (search_text extensions.gin_trgm_ops);

-- The person's customers whose text is like either pattern, p_limit of them at most, in no order. With the owner's rights, for under row
-- level security no comparison of patterns may use an index; it reads the person's own accounts.
create function private.find_customers(p_words text, p_digits text, p_limit integer) returns uuid[]
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return array(
    select c.id from public.customers c
    where c.user_id in (select private.my_accounts()) and (c.search_text like p_words or c.search_text like p_digits)
    limit p_limit);
end $$;

-- Which recipients: $1 campaign, $2 status, $3 outcome, $4 reason, $5 ids of customers, $6 and $7 patterns; null asks nothing.
-- Executed as text, so that each plan knows what is asked. The patterns are a question about each row in turn, which a page or a count that is
-- cut short puts to few; «exists» would look through all customers first.
create function private.recipient_filter() returns text
language sql immutable set search_path = '' as $$
  select 'from public.campaign_recipients r where r.campaign_id = $1
    and ($2::text is null or r.status = $2) and ($3::text is null or r.outcome = $3) and ($4::text is null or r.reason = $4)
    and ($5::uuid[] is null or r.customer_id = any ($5))
    and ($6::text is null or (select c.search_text like $6 or c.search_text like $7 from public.customers c where c.id = r.customer_id))'
$$;

-- How many recipients match: exact without a search or another filter than the status, else up to 10,001, which says «more than 10,000».
-- p_words and p_digits are patterns of LIKE (lib/data/search.ts).
create function public.count_recipients(p_campaign uuid, p_status text default null, p_outcome text default null, p_reason text default null,
  p_words text default null, p_digits text default null) returns integer
language plpgsql stable set search_path = '' set statement_timeout = '5s' as $$
declare
  v_count integer;
  v_found uuid[];
begin
  if p_outcome is null and p_reason is null and p_words is null then
    select coalesce(case when p_status is null then selected else (to_jsonb(r) ->> p_status)::integer end, 0) into v_count
      from public.campaign_results r where campaign_id = p_campaign;
    return coalesce(v_count, 0);
  end if;
  if p_words is not null then v_found := private.find_customers(p_words, p_digits, 10001); end if;
  if cardinality(v_found) <= 10000 then p_words := null; else v_found := null; end if;
  execute 'select count(*) from (select ' || private.recipient_filter() || ' limit 10001) x' into v_count
    using p_campaign, p_status, p_outcome, p_reason, v_found, p_words, p_digits;
  return v_count;
end $$;

-- One page. p_sort: updated_at, name, status, outcome, attempts, next_attempt_at or last_attempt_at; what has no value comes last.
create function public.list_recipients(p_campaign uuid, p_limit integer, p_offset integer, p_status text default null, p_outcome text default null,
  p_reason text default null, p_words text default null, p_digits text default null, p_sort text default 'updated_at', p_descending boolean default true)
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
begin
  if v_offset > 1000 then
    v_total := public.count_recipients(p_campaign, p_status, p_outcome, p_reason, p_words, p_digits);
    -- The far half is read from the other end; behind a count that was cut short nobody knows where that is.
    if v_offset > v_total / 2 and (v_total <= 10000 or (p_outcome is null and p_reason is null and p_words is null)) then
      v_limit := least(v_limit, v_total - v_offset);
      v_offset := greatest(v_total - v_offset - v_limit, 0);
      v_order := format('r.%I %s, r.id %s', v_column,
        case when p_descending then 'asc' else 'desc' end || case when v_nulls then ' nulls first' else '' end, case when p_descending then 'desc' else 'asc' end);
    end if;
  end if;
  if v_limit <= 0 then return; end if;
  if p_words is not null then v_found := private.find_customers(p_words, p_digits, 10001); end if;
  -- Words that many people have are looked for in the order of the list instead.
  if cardinality(v_found) <= 10000 then p_words := null; else v_found := null; end if;
  return query execute format('select r.* from (select r.id %s order by %s limit %s offset %s) p join public.campaign_recipients r on r.id = p.id order by %s',
      private.recipient_filter(), v_order, v_limit, v_offset, v_forward)
    using p_campaign, p_status, p_outcome, p_reason, v_found, p_words, p_digits;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.find_customers(text, text, integer), private.recipient_filter() to authenticated, service_role;
revoke execute on function public.count_recipients(uuid, text, text, text, text, text),
  public.list_recipients(uuid, integer, integer, text, text, text, text, text, text, boolean) from public, anon;
grant execute on function public.count_recipients(uuid, text, text, text, text, text),
  public.list_recipients(uuid, integer, integer, text, text, text, text, text, text, boolean) to authenticated, service_role;
