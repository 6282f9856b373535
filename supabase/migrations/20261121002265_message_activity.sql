-- What happens in a campaign says over which channel it happened; what scanners do is no news.
drop function public.campaign_activity(uuid, integer);
create function public.campaign_activity(p_campaign uuid, p_limit integer default 10)
returns table (id bigint, at timestamptz, kind text, detail jsonb, attempt_id uuid, channel text, recipient_id uuid, name text, phone text, email text)
language sql stable set search_path = '' as $$
  select e.id, e.at, e.kind,
    -- What the assistant wrote down may be long, and is read where the call is.
    jsonb_strip_nulls(jsonb_build_object('disposition', e.detail -> 'disposition', 'outcome', e.detail -> 'outcome', 'why', e.detail -> 'why',
      'to', e.detail -> 'to', 'channel', e.detail -> 'channel', 'method', e.detail -> 'method')),
    a.id, a.channel, r.id, r.name, r.phone, r.email
  from (
    select x.id, x.channel, x.recipient_id, x.opened_at, x.clicked_at from public.outreach_attempts x
    where x.campaign_id = p_campaign order by x.reserved_at desc limit 200
  ) a
  join public.attempt_events e on e.attempt_id = a.id
  join public.campaign_recipients r on r.id = a.recipient_id
  where e.kind not in ('reserved', 'begun', 'queued', 'ringing', 'forwarding', 'line_closed', 'message_accepted', 'message_sent')
    and (e.kind not in ('opened', 'clicked') or e.at >= case e.kind when 'opened' then a.opened_at else a.clicked_at end)
  order by e.at desc, e.id desc limit least(greatest(p_limit, 1), 50)
$$;

revoke execute on function public.campaign_activity(uuid, integer) from public, anon, authenticated;
grant execute on function public.campaign_activity(uuid, integer) to authenticated, service_role;
