-- A campaign is not paused for the provider's failing where a worker or the database failed.

-- After contacts ended: completes a campaign with nothing left; pauses one whose provider fails at least half of five or more
-- attempts within two minutes. Answers the status and, when it changed, true. An attempt that was lost on our side, between its beginning and the
-- request, says nothing about the provider; one that the provider took and does not know afterwards does.
create or replace function public.settle_campaign(p_campaign uuid, p_now timestamptz) returns jsonb
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
        and (counted or disposition = 'provider_failed')
        and (disposition is distinct from 'unknown' or ((error is not null or provider_ref is not null) and settle_failures < 8)))
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
