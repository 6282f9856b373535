-- When people answer is a question about calls: messages stand in all other figures beside them.

-- Memory for groups by hashing: sorting 100,000 recipients and 150,000 attempts first takes three times as long.
-- As before, with messages beside calls. Answers null when there is no such campaign, else
--   recipients: [{ status, outcome, attempts, count, reached, converted, cost }]
--   timeline: { unit: hour | day | week | month, buckets: [{ at, contacts, answers, conversions }] }, at in p_time_zone, without gaps
--   calls: [{ disposition, sentiment, counted, count }], every attempt over any channel
--   hours: [{ day: 1 Monday .. 7, hour, calls, answered }], in the customer's time zone, else in p_time_zone; unzoned: how many of them.
-- Messages have no hour at which somebody answers: hours and unzoned are of calls alone.
create function private.count_analytics(p_campaign uuid, p_time_zone text) returns jsonb
language sql stable set search_path = '' set work_mem = '64MB' as $$
  -- Quarters of an hour begin together in every time zone: what lies in one is converted once.
  with people as materialized (
    select status, outcome, attempts, date_bin('15 minutes', responded_at, 'epoch') as reached_at, date_bin('15 minutes', converted_at, 'epoch') as won_at,
      count(*) as n, sum(cost) as cost
    from public.campaign_recipients where campaign_id = p_campaign group by 1, 2, 3, 4, 5
  ), calls as materialized (
    select date_bin('15 minutes', begun_at, 'epoch') as begun_at, local_hour, channel, counted, disposition, sentiment, count(*) as n
    from public.outreach_attempts where campaign_id = p_campaign group by 1, 2, 3, 4, 5, 6
  ), moments as materialized (
    select begun_at at time zone p_time_zone as at, sum(n) as contacts, 0 as answers, 0 as conversions from calls where counted group by begun_at
    union all select reached_at at time zone p_time_zone, 0, sum(n), 0 from people where reached_at is not null group by reached_at
    union all select won_at at time zone p_time_zone, 0, 0, sum(n) from people where won_at is not null group by won_at
  ), span as (
    select min(at) as first, max(at) as last, case when max(at) is null then null
      when max(at) - min(at) <= interval '3 days' then 'hour' when max(at) - min(at) <= interval '100 days' then 'day'
      when max(at) - min(at) <= interval '2 years' then 'week' else 'month' end as unit from moments
  ), buckets as (
    select b.at, coalesce(sum(contacts), 0) as contacts, coalesce(sum(answers), 0) as answers, coalesce(sum(conversions), 0) as conversions
    from span cross join generate_series(date_trunc(unit, first), last, ('1 ' || unit)::interval) b (at)
    left join moments m on date_trunc(unit, m.at) = b.at group by b.at
  ), local as (
    select coalesce(local_hour, extract(isodow from begun_at at time zone p_time_zone) * 24 + extract(hour from begun_at at time zone p_time_zone))::integer as h,
      sum(n) as calls, coalesce(sum(n) filter (where disposition in ('conversed', 'transferred')), 0) as answered
    from calls where counted and channel = 'call' group by 1
  )
  select jsonb_build_object(
    'recipients', (select coalesce(jsonb_agg(to_jsonb(p)), '[]') from (
      select status, outcome, attempts, sum(n) as count, coalesce(sum(n) filter (where reached_at is not null), 0) as reached,
        coalesce(sum(n) filter (where won_at is not null), 0) as converted, sum(cost) as cost from people group by 1, 2, 3) p),
    'timeline', jsonb_build_object('unit', (select unit from span), 'buckets', (select coalesce(jsonb_agg(jsonb_build_object(
      'at', to_char(at, 'YYYY-MM-DD"T"HH24:MI'), 'contacts', contacts, 'answers', answers, 'conversions', conversions) order by at), '[]') from buckets)),
    'calls', (select coalesce(jsonb_agg(to_jsonb(c)), '[]') from (
      select disposition, sentiment, counted, sum(n) as count from calls group by 1, 2, 3) c),
    'hours', (select coalesce(jsonb_agg(jsonb_build_object('day', (h - h % 24) / 24, 'hour', h % 24, 'calls', calls, 'answered', answered) order by h), '[]') from local),
    'unzoned', (select coalesce(sum(n), 0) from calls where counted and channel = 'call' and local_hour is null))
  from public.campaigns where id = p_campaign
$$;

-- With the owner's rights, once it is sure whose campaign it is: a policy asked for each of 250,000 rows takes a third of the time.
drop function public.campaign_analytics(uuid, text);
drop function private.analytics_of(uuid, text);
create function private.analytics_of(p_campaign uuid, p_time_zone text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_counted_at timestamptz;
  v_figures jsonb;
begin
  if not exists (select from public.campaigns where id = p_campaign and not private.is_foreign(user_id)) then return null; end if;
  v_figures := private.kept_figures_of(p_campaign, 'analytics ' || p_time_zone);
  if v_figures is not null then return v_figures; end if;
  select updated_at into v_counted_at from public.campaign_results where campaign_id = p_campaign;
  v_figures := private.count_analytics(p_campaign, p_time_zone);
  perform private.keep_figures(p_campaign, 'analytics ' || p_time_zone, v_counted_at, v_figures);
  return v_figures;
end $$;

create function public.campaign_analytics(p_campaign uuid, p_time_zone text) returns jsonb
language sql volatile set search_path = '' as $$
  select private.analytics_of(p_campaign, p_time_zone)
$$;
revoke execute on all functions in schema private from public;
grant execute on function private.analytics_of(uuid, text) to authenticated, service_role;
revoke execute on function public.campaign_analytics(uuid, text) from public, anon, authenticated;
grant execute on function public.campaign_analytics(uuid, text) to authenticated, service_role;
