-- The exceptions in force that a campaign's calls would rest on: of its recipients once they are selected, else of those whom its criteria
-- match now. [{ id, rule, jurisdiction, channel, reason, starts_at, ends_at, ended_at, by, in_force }]; only accounts with an exception are looked at.
create function public.campaign_overrides(p_campaign uuid, p_now timestamptz) returns jsonb
language plpgsql stable set search_path = '' set statement_timeout = '5s' as $$
declare
  v_campaign public.campaigns;
  v_override public.rule_overrides;
  v_found boolean;
  v_answer jsonb := '[]';
begin
  select * into v_campaign from public.campaigns where id = p_campaign;
  if not found or not (v_campaign.outreach_method in ('call', 'multi')
    or exists (select from public.campaign_steps s where s.campaign_id = p_campaign and s.channel = 'call')) then return v_answer; end if;
  for v_override in select * from private.overrides_of(v_campaign.user_id, p_now) o where o.channel in ('voice', 'any') order by o.jurisdiction, o.id loop
    if v_campaign.selected_at is not null then
      v_found := exists (select from public.campaign_recipients r join public.customers c on c.id = r.customer_id
        where r.campaign_id = p_campaign and v_override.jurisdiction = any (c.regions));
    else
      execute format('select exists (select from (select true as matches, c.regions %s) m where coalesce(m.matches, false) and $1 = any (m.regions))',
        private.audience_sql(v_campaign.user_id, v_campaign.target_criteria, p_now)) into v_found using v_override.jurisdiction;
    end if;
    if v_found then
      v_answer := v_answer || (to_jsonb(v_override) - '{user_id,created_by,created_at}'::text[]
        || jsonb_build_object('by', private.email_of(v_override.created_by), 'in_force', true));
    end if;
  end loop;
  return v_answer;
end $$;
revoke execute on function public.campaign_overrides(uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.campaign_overrides(uuid, timestamptz) to service_role;
