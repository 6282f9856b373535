-- Starting, pausing, stopping and completing campaigns; the breaker; what the sweep takes up. Every change of status is guarded
-- by the status it expects, so two clicks or two servers are harmless.

create function private.release_reserved(p_campaign uuid, p_now timestamptz, p_why text) returns void
language plpgsql set search_path = '' as $$
declare
  v_ids uuid[];
  v_attempt public.outreach_attempts;
begin
  v_ids := array(
    select id from public.outreach_attempts where campaign_id = p_campaign and state = 'reserved' and begun_at is null order by id for update);
  -- All of them before the first is given back, for that takes the counts: whoever holds one of them may be waiting for the counts.
  perform from public.campaign_recipients
    where id in (select recipient_id from public.outreach_attempts where id = any (v_ids)) order by id for update;
  for v_attempt in select * from public.outreach_attempts where id = any (v_ids) loop
    perform private.release(v_attempt, p_now, p_why, null);
  end loop;
end $$;

-- Answers { ok, status, selected } or { ok: false, code, status }.
create function public.start_campaign(p_campaign uuid, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_campaign public.campaigns;
  v_selected integer;
begin
  select * into v_campaign from public.campaigns where id = p_campaign for no key update;
  if not found then return jsonb_build_object('ok', false, 'code', 'campaign_not_found'); end if;
  if v_campaign.status = 'active' then return jsonb_build_object('ok', false, 'code', 'campaign_already_active', 'status', v_campaign.status); end if;
  if v_campaign.status in ('completed', 'cancelled') then
    return jsonb_build_object('ok', false, 'code', 'campaign_finished', 'status', v_campaign.status);
  end if;
  -- Also one that was paused before its time came.
  if v_campaign.started_at is null and v_campaign.scheduled_at > p_now then
    update public.campaigns set status = 'scheduled', pause_reason = null where id = p_campaign;
    return jsonb_build_object('ok', true, 'status', 'scheduled', 'selected', 0);
  end if;
  v_selected := public.select_recipients(p_campaign, p_now);
  if v_selected = 0 then return jsonb_build_object('ok', false, 'code', 'campaign_without_recipients', 'status', v_campaign.status); end if;
  update public.campaigns set status = 'active', pause_reason = null, started_at = coalesce(started_at, p_now), resumed_at = p_now where id = p_campaign;
  return jsonb_build_object('ok', true, 'status', 'active', 'selected', v_selected);
end $$;

-- p_reason: 'owner', or why the campaign pauses itself. When this returns, no further contact of the campaign begins.
create function public.pause_campaign(p_campaign uuid, p_reason text, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_status text;
begin
  select status into v_status from public.campaigns where id = p_campaign for no key update;
  if not found then return jsonb_build_object('ok', false, 'code', 'campaign_not_found'); end if;
  if v_status not in ('active', 'scheduled') then return jsonb_build_object('ok', false, 'code', 'campaign_not_active', 'status', v_status); end if;
  update public.campaigns set status = 'paused', pause_reason = p_reason where id = p_campaign;
  perform private.release_reserved(p_campaign, p_now, 'campaign_paused');
  return jsonb_build_object('ok', true, 'status', 'paused');
end $$;

-- Ends a campaign for good. Who was not contacted is skipped with that reason; contacts under way finish and are recorded.
create function public.stop_campaign(p_campaign uuid, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_status text;
begin
  select status into v_status from public.campaigns where id = p_campaign for no key update;
  if not found then return jsonb_build_object('ok', false, 'code', 'campaign_not_found'); end if;
  if v_status not in ('active', 'scheduled', 'paused') then return jsonb_build_object('ok', false, 'code', 'campaign_not_active', 'status', v_status); end if;
  update public.campaigns set status = 'cancelled', completed_at = p_now where id = p_campaign;
  perform private.release_reserved(p_campaign, p_now, 'campaign_stopped');
  update public.campaign_recipients set
    status = case when attempts > 0 then 'failed' else 'skipped' end, reason = 'campaign_stopped', next_attempt_at = null
    where campaign_id = p_campaign and status = 'pending';
  return jsonb_build_object('ok', true, 'status', 'cancelled');
end $$;

-- After contacts ended: completes a campaign with nothing left; pauses one whose provider fails at least half of five or more
-- attempts within two minutes. Answers the status and, when it changed, true.
create function public.settle_campaign(p_campaign uuid, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_campaign public.campaigns;
  v_ended integer;
  v_failed integer;
begin
  select * into v_campaign from public.campaigns where id = p_campaign;
  if not found or v_campaign.status <> 'active' then return jsonb_build_object('status', v_campaign.status, 'changed', false); end if;
  select count(*), count(*) filter (where disposition in ('provider_failed', 'billing', 'unknown') or state = 'reserved') into v_ended, v_failed
  from public.outreach_attempts
  -- reserved_at only bounds the search: a reservation is begun within its lease.
  where campaign_id = p_campaign and reserved_at > p_now - interval '30 minutes' and begun_at > greatest(p_now - interval '10 minutes', v_campaign.resumed_at)
    and ((state in ('ended', 'unknown') and ended_at > p_now - interval '2 minutes'
        and (counted or disposition = 'provider_failed'))
      -- Begun, and the provider did not answer: as good as failed until it is found.
      or (state = 'reserved' and error is not null and begun_at > p_now - interval '2 minutes'));
  if v_ended >= 5 and v_failed * 2 >= v_ended then
    perform public.pause_campaign(p_campaign, 'provider_failing', p_now);
    return jsonb_build_object('status', 'paused', 'changed', true);
  end if;
  if exists (select from public.campaign_recipients where campaign_id = p_campaign and status in ('queued', 'sent'))
    or exists (select from public.campaign_recipients where campaign_id = p_campaign and status = 'pending') then
    return jsonb_build_object('status', 'active', 'changed', false);
  end if;
  perform from public.campaigns where id = p_campaign for no key update;
  update public.campaigns set status = 'completed', completed_at = p_now
    where id = p_campaign and status = 'active' and selected_at is not null
      and not exists (select from public.campaign_recipients r where r.campaign_id = p_campaign and r.status in ('pending', 'queued', 'sent'));
  return jsonb_build_object('status', case when found then 'completed' else 'active' end, 'changed', found);
end $$;

-- Reservations whose worker died before it began go back to the queue. Answers how many.
-- Campaign by campaign in one order, each held first: two sweeps, or a sweep and a stop, can't wait for each other in a circle.
create function public.release_expired(p_now timestamptz, p_limit integer default 500) returns integer
language plpgsql set search_path = '' as $$
declare
  v_campaign uuid;
  v_attempt public.outreach_attempts;
  v_count integer := 0;
begin
  for v_campaign in
    select distinct campaign_id from (
      select campaign_id from public.outreach_attempts
      where state = 'reserved' and begun_at is null and lease_expires_at <= p_now order by lease_expires_at limit p_limit
    ) expired order by campaign_id
  loop
    perform from public.campaigns where id = v_campaign for share;
    for v_attempt in
      -- Nobody is waited for here who may be waiting for the counts, which the first release takes.
      select a.* from public.outreach_attempts a join public.campaign_recipients r on r.id = a.recipient_id
      where a.campaign_id = v_campaign and a.state = 'reserved' and a.begun_at is null and a.lease_expires_at <= p_now
      limit p_limit - v_count for update of a, r skip locked
    loop
      perform private.release(v_attempt, p_now, 'lease_expired', null);
      v_count := v_count + 1;
    end loop;
  end loop;
  return v_count;
end $$;

-- Attempts that need a question to their provider; each is lent to one worker for a minute.
create function public.lease_doubtful(p_now timestamptz, p_limit integer default 100)
returns table (attempt_id uuid, channel text, provider_ref text, state text, begun_at timestamptz, reconcile_tries integer, assistant_id text)
language sql set search_path = '' as $$
  with due as (
    select id from public.outreach_attempts
    where state <> 'ended' and begun_at is not null and lease_expires_at <= p_now
    order by lease_expires_at limit p_limit for update skip locked
  ), lent as (
    update public.outreach_attempts a set lease_expires_at = p_now + interval '1 minute', reconcile_tries = a.reconcile_tries + 1
    from due where a.id = due.id returning a.*
  )
  select id, channel, provider_ref, state, begun_at, reconcile_tries, assistant_id from lent order by begun_at, id
$$;

-- Events that were stored and not yet applied; each is lent to one worker for a minute. Given up after 20 tries, fourteen hours; they
-- stay in the inbox, and the provider is asked after their attempts.
create function public.lease_events(p_now timestamptz, p_limit integer default 100) returns setof public.provider_events
language sql set search_path = '' as $$
  with due as (
    select id from public.provider_events where processed_at is null and next_try_at <= p_now and tries < 20
    order by next_try_at, id limit p_limit for update skip locked
  ), lent as (
    update public.provider_events e set next_try_at = p_now + interval '1 minute', tries = e.tries + 1
    from due where e.id = due.id returning e.*
  )
  select * from lent order by id
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.release_reserved(uuid, timestamptz, text) to service_role;
revoke execute on function public.start_campaign(uuid, timestamptz), public.pause_campaign(uuid, text, timestamptz), public.stop_campaign(uuid, timestamptz),
  public.settle_campaign(uuid, timestamptz), public.release_expired(timestamptz, integer), public.lease_doubtful(timestamptz, integer),
  public.lease_events(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.start_campaign(uuid, timestamptz), public.pause_campaign(uuid, text, timestamptz), public.stop_campaign(uuid, timestamptz),
  public.settle_campaign(uuid, timestamptz), public.release_expired(timestamptz, integer), public.lease_doubtful(timestamptz, integer),
  public.lease_events(timestamptz, integer) to service_role;
