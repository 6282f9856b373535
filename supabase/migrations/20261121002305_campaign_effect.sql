-- What contacting people brought about, against those who were held out.

-- Answers { contacted, contacted_back, held_out, held_out_back, until }; null where nobody is held out, or before the start. Everybody
-- selected who is not held out stands with the contacted, whether or not they could be: only so are the two groups alike. Back is who
-- made a lead from the start until p_now, or until so many days after the end as conversions count for.
create function private.effect_of(p_campaign public.campaigns, p_now timestamptz) returns jsonb
language plpgsql stable set search_path = '' set work_mem = '64MB' as $$
declare
  v_until timestamptz := least(p_now, p_campaign.completed_at + make_interval(days => coalesce(
    (select attribution_days from public.outreach_settings where user_id = p_campaign.user_id), 7)));
  v_effect jsonb;
begin
  if p_campaign.started_at is null
    or not exists (select from public.campaign_recipients where campaign_id = p_campaign.id and holdout) then return null; end if;
  with people as (
    select customer_id, holdout from public.campaign_recipients where campaign_id = p_campaign.id
  ), back as materialized (
    -- What a conversation came to may have been corrected since.
    select distinct l.customer_id from public.agents g join public.leads l on l.agent_id = g.id
      left join public.outreach_attempts a on a.id = l.outreach_attempt_id
    where g.user_id = p_campaign.user_id and l.created_at between p_campaign.started_at and v_until and l.customer_id is not null
      and (l.outreach_attempt_id is null or a.outcome in ('interested', 'booked', 'callback'))
  )
  select jsonb_build_object('contacted', count(*) filter (where not p.holdout), 'contacted_back', count(b.customer_id) filter (where not p.holdout),
      'held_out', count(*) filter (where p.holdout), 'held_out_back', count(b.customer_id) filter (where p.holdout), 'until', v_until)
    into v_effect from people p left join back b on b.customer_id = p.customer_id;
  return v_effect;
end $$;

revoke execute on all functions in schema private from public;
