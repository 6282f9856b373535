-- Who waits for the law's hours waits for an opening, as who waits for the account's.

-- The owner's rights, once it is sure whose campaign it is: a policy asked for each of 100,000 rows takes most of the time, and keeps
-- the counts from being read from the index alone.
create or replace function private.waiting_recipients(p_campaign uuid, p_now timestamptz) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_due integer;
  v_waiting integer;
  v_later jsonb;
  v_openings jsonb := '[]';
  v_at timestamptz := p_now;
  v_place jsonb;
begin
  if private.is_foreign((select user_id from public.campaigns where id = p_campaign)) then return null; end if;
  select count(*) into v_due from public.campaign_recipients where campaign_id = p_campaign and status = 'pending' and next_attempt_at <= p_now;
  select count(*) into v_waiting from public.campaign_recipients where campaign_id = p_campaign and status = 'pending' and next_attempt_at > p_now;
  select coalesce(jsonb_agg(jsonb_build_object('reason', g.reason, 'count', case when v_waiting <= 2000 then g.n end, 'at', g.at) order by g.at), '[]')
    into v_later from (
      select w.reason, count(*) as n, min(w.next_attempt_at) as at from (
        select reason, next_attempt_at from public.campaign_recipients
        where campaign_id = p_campaign and status = 'pending' and next_attempt_at > p_now order by next_attempt_at limit 2000
      ) w group by w.reason
    ) g;
  for v_step in 1..3 loop
    select min(w.next_attempt_at) into v_at from (
      select reason, next_attempt_at from public.campaign_recipients
      where campaign_id = p_campaign and status = 'pending' and next_attempt_at > v_at order by next_attempt_at limit 2000
    ) w where w.reason in ('outside_hours', 'state_hours');
    exit when v_at is null;
    select to_jsonb(p) || jsonb_build_object('at', v_at) into v_place from private.waiting_places(p_campaign, v_at) p;
    v_openings := v_openings || v_place;
  end loop;
  return jsonb_build_object('due', v_due, 'waiting', v_waiting, 'later', v_later, 'openings', v_openings);
end $$;
