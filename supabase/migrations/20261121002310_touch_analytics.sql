-- What came of each touch of a campaign and of each of its variants.

-- Answers null when there is no such campaign, else
--   touches: [{ step, channel, people, sent, arrived, opened, clicked, replied, spoke, responded, converted, bounced, failed, complained,
--     opted_out, cost }] in their order, those that nobody got yet with noughts. People, but for sent: how often, and cost: US dollars.
--     converted stands with the touch that did it: the contact whose outcome it was, else the last one before it.
--   variants: [{ step, channel, variant, people, arrived, responded, converted }] of the steps that have some; converted at any time
--     after that touch, whichever touch did it: that is what a variant is to lead to.
--   effect: as above.
-- What happened in an attempt as a set of bits, and its place: the step with its channel (0 call, 1 email, 2 sms). Numbers are grouped and
-- joined in a quarter of the time that so many columns take.
create view private.attempts_in_places with (security_invoker = true) as
  select campaign_id, recipient_id, step, number, begun_at, counted, cost,
    step * 4 + case channel when 'call' then 0 when 'email' then 1 else 2 end as place, coalesce(ascii(variant), 0) as variant,
    case when delivered_at is null then 0 else 1 end + case when opened_at is null then 0 else 2 end + case when clicked_at is null then 0 else 4 end
      + case when replied_at is null then 0 else 8 end
      + case when channel = 'call' and (disposition in ('conversed', 'transferred') or outcome not in ('no_decision', 'wrong_number')) then 16 else 0 end
      + case when disposition = 'bounced' then 32 else 0 end
      + case when disposition in ('undelivered', 'blocked', 'filtered', 'landline', 'invalid_number', 'provider_failed') then 64 else 0 end
      + case when complained_at is null then 0 else 128 end + case when outcome = 'opt_out' then 256 else 0 end
      + case when outcome in ('interested', 'booked', 'callback') then 512 else 0 end as bits
  from public.outreach_attempts;
revoke all on private.attempts_in_places from public, anon, authenticated;

-- Each person is counted once with a touch, with all that came of its tries; the tries are read once.
-- Without a look at who asks: that would keep it from being done by several processes at once.
create function private.count_touches(p_campaign uuid) returns jsonb
language sql stable set search_path = '' set work_mem = '64MB' as $$
  with person as materialized (
    select recipient_id, place, coalesce(max(variant) filter (where counted), 0) as variant, coalesce(bit_or(bits) filter (where counted), 0) as bits,
      count(*) filter (where counted) as sent, sum(cost) as cost
    from private.attempts_in_places where campaign_id = p_campaign group by recipient_id, place
  ), people as materialized (
    select place, variant, bits, count(*) as n, sum(sent) as sent from person where sent > 0 group by place, variant, bits
  ), tallied as materialized (
    select place, variant, sum(n) as people, sum(sent) as sent, sum(n) filter (where bits & 1 > 0) as arrived, sum(n) filter (where bits & 2 > 0) as opened,
      sum(n) filter (where bits & 4 > 0) as clicked, sum(n) filter (where bits & 8 > 0) as replied, sum(n) filter (where bits & 16 > 0) as spoke,
      sum(n) filter (where bits & (4 + 8 + 16) > 0) as responded, sum(n) filter (where bits & 32 > 0) as bounced,
      sum(n) filter (where bits & 64 > 0 and bits & (1 + 16 + 32) = 0) as failed, sum(n) filter (where bits & 128 > 0) as complained,
      sum(n) filter (where bits & 256 > 0) as opted_out
    from people group by place, variant
  ), totals as (
    select place, sum(people) as people, sum(sent) as sent, sum(arrived) as arrived, sum(opened) as opened, sum(clicked) as clicked, sum(replied) as replied,
      sum(spoke) as spoke, sum(responded) as responded, sum(bounced) as bounced, sum(failed) as failed, sum(complained) as complained, sum(opted_out) as opted_out
    from tallied group by place
  ), won as materialized (
    select r.id, r.converted_at, a.place, a.variant, a.begun_at, a.bits
    from public.campaign_recipients r join private.attempts_in_places a on a.recipient_id = r.id
    where r.campaign_id = p_campaign and r.converted_at is not null and a.campaign_id = p_campaign and a.counted
  ), later as (
    select place, variant, count(*) as converted from (
      select place, max(variant) as variant from won where variant > 0 group by id, place, converted_at having converted_at >= min(begun_at)) w
    group by place, variant
  ), decisive as (
    select distinct on (id) place from won
    order by id, bits & 512 desc, begun_at <= converted_at desc, begun_at desc, place desc
  ), conversions as (
    select place, count(*) as converted from decisive group by place
  ), spent as (
    select place, sum(cost) as cost from person where cost is not null group by place
  ), places as (
    select position * 4 + case channel when 'call' then 0 when 'email' then 1 else 2 end as place from public.campaign_steps where campaign_id = p_campaign
    union select place from totals union select place from spent
  ), touches as (
    select place, place / 4 as step, (array['call', 'email', 'sms'])[1 + place % 4] as channel, coalesce(people, 0) as people, coalesce(sent, 0) as sent,
      coalesce(arrived, 0) as arrived, coalesce(opened, 0) as opened, coalesce(clicked, 0) as clicked, coalesce(replied, 0) as replied,
      coalesce(spoke, 0) as spoke, coalesce(responded, 0) as responded, coalesce(converted, 0) as converted, coalesce(bounced, 0) as bounced,
      coalesce(failed, 0) as failed, coalesce(complained, 0) as complained, coalesce(opted_out, 0) as opted_out, coalesce(cost, 0) as cost
    from places left join totals using (place) left join conversions using (place) left join spent using (place)
  )
  select jsonb_build_object(
    'touches', (select coalesce(jsonb_agg(to_jsonb(t) - 'place' order by t.place), '[]') from touches t),
    'variants', (select coalesce(jsonb_agg(jsonb_build_object('step', v.place / 4, 'channel', (array['call', 'email', 'sms'])[1 + v.place % 4],
      'variant', chr(v.variant), 'people', v.people, 'arrived', coalesce(v.arrived, 0), 'responded', coalesce(v.responded, 0), 'converted', coalesce(l.converted, 0))
      order by v.place, v.variant), '[]') from tallied v left join later l using (place, variant) where v.variant > 0))
$$;

-- Figures that were worked out a moment ago, for who looks again while nothing has happened.
create table private.kept_figures (
  campaign_id uuid not null references public.campaigns (id) on delete cascade,
  part text not null,
  -- When the campaign's counts changed last, as this saw it.
  counted_at timestamptz not null,
  made_at timestamptz not null default now(),
  figures jsonb not null,
  primary key (campaign_id, part)
);

-- What moves no count of the campaign, such as a second email that is opened too, is seen half a minute later. Null: to be worked out.
create function private.kept_figures_of(p_campaign uuid, p_part text) returns jsonb
language sql stable set search_path = '' as $$
  select k.figures from private.kept_figures k join public.campaign_results r on r.campaign_id = k.campaign_id and r.updated_at = k.counted_at
  where k.campaign_id = p_campaign and k.part = p_part and k.made_at > now() - interval '30 seconds'
$$;
-- p_counted_at: as it was before they were worked out.
create function private.keep_figures(p_campaign uuid, p_part text, p_counted_at timestamptz, p_figures jsonb) returns void
language sql volatile set search_path = '' as $$
  insert into private.kept_figures (campaign_id, part, counted_at, figures) select p_campaign, p_part, p_counted_at, p_figures where p_counted_at is not null
  on conflict (campaign_id, part) do update set counted_at = excluded.counted_at, made_at = excluded.made_at, figures = excluded.figures
$$;

-- With the owner's rights, once it is sure whose campaign it is.
create function private.touches_of(p_campaign uuid, p_now timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_campaign public.campaigns;
  v_counted_at timestamptz;
  v_figures jsonb;
begin
  select * into v_campaign from public.campaigns where id = p_campaign and not private.is_foreign(user_id);
  if not found then return null; end if;
  v_figures := private.kept_figures_of(p_campaign, 'touches');
  if v_figures is null then
    select updated_at into v_counted_at from public.campaign_results where campaign_id = p_campaign;
    v_figures := private.count_touches(p_campaign);
    perform private.keep_figures(p_campaign, 'touches', v_counted_at, v_figures);
  end if;
  -- Who comes back changes no count.
  return v_figures || jsonb_build_object('effect', private.effect_of(v_campaign, p_now));
end $$;

create function public.campaign_touches(p_campaign uuid, p_now timestamptz) returns jsonb
language sql volatile set search_path = '' as $$
  select private.touches_of(p_campaign, p_now)
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.touches_of(uuid, timestamptz) to authenticated, service_role;
revoke execute on function public.campaign_touches(uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.campaign_touches(uuid, timestamptz) to authenticated, service_role;
