-- A share of those who are selected is held out: they stand among the recipients and are contacted by nobody.

create or replace function public.select_recipients(p_campaign uuid, p_now timestamptz) returns integer
language plpgsql set search_path = '' as $$
declare
  v_campaign public.campaigns;
  v_count integer;
begin
  select * into v_campaign from public.campaigns where id = p_campaign for no key update;
  if not found then return 0; end if;
  if v_campaign.selected_at is null and v_campaign.status in ('draft', 'scheduled', 'paused') then
    -- Who was here last comes first. A microsecond keeps that order in both indexes, which then grow at one end only.
    insert into public.campaign_recipients
      (campaign_id, user_id, customer_id, lead_id, name, phone, email, last_contact_at, next_attempt_at, updated_at, holdout, status, reason)
    select v_campaign.id, v_campaign.user_id, r.id, r.latest_lead_id, r.name, r.phone, r.email, r.last_contact_at,
      case when not r.held_out then p_now + (r.rank - 1000000) * interval '1 microsecond' end, now() - r.rank * interval '1 microsecond',
      r.held_out, case when r.held_out then 'skipped' else 'pending' end, case when r.held_out then 'holdout' end
    from (
      select c.*, private.is_held_out(v_campaign.id, c.id, v_campaign.holdout_percent) as held_out, row_number() over (order by c.last_contact_at desc nulls last, c.phone) as rank
      from unnest(private.matching_customers(v_campaign.user_id, v_campaign.target_criteria, p_now)) m join public.customers c on c.id = m
    ) r
    order by r.rank
    limit v_campaign.max_recipients
    on conflict (campaign_id, customer_id) do nothing;
    get diagnostics v_count = row_count;
    if v_count > 0 then update public.campaigns set selected_at = p_now where id = p_campaign; end if;
  end if;
  select selected into v_count from public.campaign_results where campaign_id = p_campaign;
  return coalesce(v_count, 0);
end $$;
