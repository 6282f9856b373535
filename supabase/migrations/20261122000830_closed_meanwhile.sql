-- Who waited for a turn until the hours of a place ended is not contacted after them, nor who wrote something meanwhile that a person has to read, or
-- ended another channel.

-- Whether one of these, all of one campaign, lies outside the hours that its channel keeps to, by the places that the gate found.
create function private.any_closed(p_campaign public.campaigns, p_attempts uuid[], p_now timestamptz) returns boolean
language plpgsql stable set search_path = '' as $$
declare
  v_settings public.outreach_settings;
begin
  select * into v_settings from public.outreach_settings where user_id = p_campaign.user_id;
  return exists (
    with place as materialized (
      select distinct a.channel, array(select jsonb_array_elements_text(a.decision -> 'time_zones')) as zones,
        (select string_agg(r, ',') from jsonb_array_elements_text(a.decision -> 'regions') r) as regions
      from public.outreach_attempts a
      where a.id = any (p_attempts) and a.campaign_id = p_campaign.id and (a.channel <> 'email' or v_settings.email_within_hours)
    ), law as materialized (
      select array_to_string(l.regions, ',') as regions, l.hours from private.laws_of(private.rules_version(),
        array(select distinct p.regions from place p where p.regions is not null), coalesce(p_campaign.purpose, 'marketing'),
        coalesce(v_settings.countries, '{US}'), p_now) l
    )
    select from place p left join law l on l.regions = p.regions
    where not private.is_open(case when cardinality(p.zones) > 0 then p.zones else array[v_settings.time_zone] end,
      array[coalesce(v_settings.calling_hours, private.default_hours()), p_campaign.calling_hours] || l.hours, p_now));
end $$;
revoke execute on function private.any_closed(public.campaigns, uuid[], timestamptz) from public;
grant execute on function private.any_closed(public.campaigns, uuid[], timestamptz) to service_role;

drop function public.any_stopped(uuid[]);
-- What came in while a contact waited for its turn at the provider, after its last look: an opt-out of this customer or this contact, on whichever
-- channel, an answer that nobody read, the campaign's pause, an agreement that was taken back, a list on which the number stands, or the end of the
-- hours (looked at where p_now is given). True for one of them: nothing of the lot is sent then, and the claim looks anew at everybody.
create function public.any_stopped(p_attempts uuid[], p_now timestamptz default null) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from public.outreach_attempts a join public.campaigns c on c.id = a.campaign_id
      left join public.customers k on k.id = a.customer_id
    where a.id = any (p_attempts) and (c.status <> 'active' or exists (
      select from public.suppressions x
      where x.user_id = a.user_id and x.lifted_at is null and x.reason in ('opt_out', 'complaint', 'owner', 'import')
        -- The end of another channel asks for quiet on this one.
        and (x.channel in ('all', a.channel) or (x.at >= a.begun_at and x.reason in ('opt_out', 'complaint')))
        and x.contact_hash in (a.contact_hash, k.phone_hash, k.email_hash)) or exists (
      select from public.suppressions x
      where x.customer_id = a.customer_id and x.lifted_at is null and x.reason in ('opt_out', 'complaint', 'owner', 'import')
        and (x.channel in ('all', a.channel) or (x.at >= a.begun_at and x.reason in ('opt_out', 'complaint'))))
      -- Until somebody has read it.
      or k.reply_waiting_since is not null
      -- The one that the contact rests on; where another one is left the claim allows it again.
      or exists (select from public.consents n where n.customer_id = a.customer_id and n.id::text = a.decision ->> 'consent_id' and n.revoked_at is not null)
      or (a.channel <> 'email' and (k.list_stops & 12 > 0 or (k.list_stops & 3 > 0 and c.purpose = 'marketing'))))) or (p_now is not null and exists (
    select from public.campaigns c
    where c.id in (select a.campaign_id from public.outreach_attempts a where a.id = any (p_attempts)) and private.any_closed(c, p_attempts, p_now)))
$$;
revoke execute on function public.any_stopped(uuid[], timestamptz) from public, anon, authenticated;
grant execute on function public.any_stopped(uuid[], timestamptz) to service_role;
