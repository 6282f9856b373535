-- What the list of campaigns and a campaign's page ask, as the person who asks: row level security says what there is.

-- When something happens next: a start that is set, else the earliest attempt of whoever waits; null when nothing will by itself.
create function private.next_activity(p_campaign uuid, p_status text, p_scheduled_at timestamptz) returns timestamptz
language sql stable set search_path = '' as $$
  select case p_status
    when 'scheduled' then p_scheduled_at
    when 'active' then (
      select next_attempt_at from public.campaign_recipients
      where campaign_id = p_campaign and status = 'pending' order by next_attempt_at limit 1)
  end
$$;

-- Which campaigns stand on a page, in order, when something happens next in each, and how many match in all. The first row's
-- total stands in every row; a page behind the last one is one row with nothing but the total.
-- By last change, those that call come first: their counts change all the time, and they would change places with each other.
-- p_from and p_to: days in the account's time zone, both included.
create function public.list_campaigns(p_limit integer, p_offset integer, p_user_id uuid default null, p_status text default null, p_type text default null,
  p_search text default null, p_from date default null, p_to date default null, p_sort text default null, p_direction text default null)
returns table (id uuid, next_at timestamptz, total integer)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_up boolean := coalesce(p_direction = 'asc', false);
  v_zone text := coalesce((select s.time_zone from public.outreach_settings s where s.user_id = p_user_id), 'America/New_York');
begin
  return query
  with matching as materialized (
    select c.id, c.name, c.status, c.scheduled_at, c.created_at, r.answered, r.converted,
      (r.selected - r.pending - r.queued - r.sent)::numeric / nullif(r.selected, 0) as done,
      case when c.status = 'active' then 'infinity' else greatest(c.updated_at, r.updated_at) end as changed_at,
      case when p_sort = 'next' then private.next_activity(c.id, c.status, c.scheduled_at) end as next_at
    from public.campaigns c left join public.campaign_results r on r.campaign_id = c.id
    where (p_user_id is null or c.user_id = p_user_id)
      and (p_status is null or c.status = p_status)
      and (p_type is null or c.campaign_type = p_type)
      and (p_from is null or c.created_at >= p_from::timestamp at time zone v_zone)
      and (p_to is null or c.created_at < (p_to + 1)::timestamp at time zone v_zone)
      and (p_search is null or strpos(lower(c.name), lower(p_search)) > 0)
  ), keyed as (
    select m.*,
      case when p_sort = 'name' then lower(m.name) end as words,
      case p_sort when 'status' then array_position('{active,scheduled,paused,draft,completed,cancelled}'::text[], m.status)::numeric
        when 'progress' then m.done when 'answered' then m.answered::numeric when 'converted' then m.converted::numeric end as figure,
      case when p_sort = 'next' then m.next_at
        when p_sort in ('name', 'status', 'progress', 'answered', 'converted') then null else m.changed_at end as moment
    from matching m
  ), page as (
    select k.id, k.status, k.scheduled_at, k.next_at, row_number() over (order by
      case when v_up then k.words end, case when not v_up then k.words end desc nulls last,
      case when v_up then k.figure end nulls last, case when not v_up then k.figure end desc nulls last,
      case when v_up then k.moment end nulls last, case when not v_up then k.moment end desc nulls last,
      k.created_at desc, k.id) as place
    from keyed k
  ), shown as (
    select * from page where place > p_offset and place <= p_offset + p_limit
  )
  select s.id, case when p_sort = 'next' then s.next_at else private.next_activity(s.id, s.status, s.scheduled_at) end, c.n
  from (select count(*)::integer as n from matching) c left join shown s on true
  order by s.place;
end $$;

-- What happened last in a campaign's calls, latest first. Reservations and what the line does in between are left out.
create function public.campaign_activity(p_campaign uuid, p_limit integer default 10)
returns table (id bigint, at timestamptz, kind text, detail jsonb, attempt_id uuid, recipient_id uuid, name text, phone text, email text)
language sql stable set search_path = '' as $$
  select e.id, e.at, e.kind,
    -- What the assistant wrote down may be long, and is read where the call is.
    jsonb_strip_nulls(jsonb_build_object('disposition', e.detail -> 'disposition', 'outcome', e.detail -> 'outcome', 'why', e.detail -> 'why', 'to', e.detail -> 'to')),
    a.id, r.id, r.name, r.phone, r.email
  from (
    select x.id, x.recipient_id from public.outreach_attempts x where x.campaign_id = p_campaign order by x.reserved_at desc limit 200
  ) a
  join public.attempt_events e on e.attempt_id = a.id
  join public.campaign_recipients r on r.id = a.recipient_id
  where e.kind not in ('reserved', 'begun', 'queued', 'ringing', 'forwarding', 'line_closed')
  order by e.at desc, e.id desc limit least(greatest(p_limit, 1), 50)
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.next_activity(uuid, text, timestamptz) to authenticated, service_role;
revoke execute on function public.list_campaigns(integer, integer, uuid, text, text, text, date, date, text, text),
  public.campaign_activity(uuid, integer) from public, anon, authenticated;
grant execute on function public.list_campaigns(integer, integer, uuid, text, text, text, date, date, text, text),
  public.campaign_activity(uuid, integer) to authenticated, service_role;
