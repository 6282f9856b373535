-- The preview asks the consent that a campaign of its purpose needs; once a campaign began it keeps its purpose.

drop function public.preview_audience(uuid, jsonb, text, timestamptz, integer);
-- How many match, some of them, and how many would be skipped or wait now, by reason; before any campaign exists.
-- p_purpose: that of the campaign, marketing or informational. places: whose law refuses or closes, the largest twenty:
-- [{ decision, reason, place, people, opens_at }].
create function public.preview_audience(p_user_id uuid, p_criteria jsonb, p_channel text, p_now timestamptz, p_sample integer default 10,
  p_purpose text default 'marketing')
returns jsonb
language plpgsql stable set search_path = '' set work_mem = '32MB' set jit = off set statement_timeout = '5s' as $$
declare
  v_campaign public.campaigns;
  v_answer jsonb;
  v_sample jsonb := '[]';
begin
  v_campaign.purpose := p_purpose;
  with verdict as materialized (
    select g.decision, g.reason, g.place, min(g.until) as opens_at, sum(g.people) as n
    from private.gate(p_user_id, v_campaign, null, p_now, p_criteria, p_channel) g group by 1, 2, 3
  ), place as (
    select * from verdict where place is not null order by n desc, place limit 20
  ), refusal as (
    select decision, reason, sum(n) as n from verdict group by 1, 2
  )
  select jsonb_build_object(
    'matching', (select coalesce(sum(n), 0) from verdict),
    'skipped', coalesce((select jsonb_object_agg(reason, n) from refusal where decision = 'skip'), '{}'),
    'waiting', coalesce((select jsonb_object_agg(reason, n) from refusal where decision = 'postpone'), '{}'),
    'places', coalesce((select jsonb_agg(jsonb_build_object('decision', decision, 'reason', reason, 'place', place, 'people', n, 'opens_at', opens_at)
      order by n desc, place) from place), '[]'))
  into v_answer;
  if v_answer -> 'matching' <> '0' then
    with sample as (
      select f.place, c.id as customer_id, c.latest_lead_id as lead_id, c.name, c.phone, c.email, c.last_contact_at, c.lead_count
      from unnest(private.matching_customers(p_user_id, p_criteria, p_now, least(greatest(p_sample, 0), 100))) with ordinality f (id, place)
      join public.customers c on c.id = f.id
    )
    select coalesce(jsonb_agg(to_jsonb(sample) - 'place' order by place), '[]') into v_sample from sample;
  end if;
  return v_answer || jsonb_build_object('sample', v_sample);
end $$;

create function private.guard_purpose() returns trigger
language plpgsql set search_path = '' as $$
begin
  if old.status not in ('draft', 'scheduled') then raise exception 'campaign_not_editable' using errcode = 'PT409', detail = old.status; end if;
  return new;
end $$;
create trigger guard_purpose before update of purpose on public.campaigns
  for each row when (old.purpose is distinct from new.purpose) execute function private.guard_purpose();

revoke execute on function private.guard_purpose() from public;
revoke execute on function public.preview_audience(uuid, jsonb, text, timestamptz, integer, text) from public, anon, authenticated;
grant execute on function public.preview_audience(uuid, jsonb, text, timestamptz, integer, text) to service_role;
