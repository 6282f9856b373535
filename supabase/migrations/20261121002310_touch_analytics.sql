-- What came of each touch of a campaign and of each of its variants.

-- Answers null when there is no such campaign, else
--   touches: [{ step, channel, people, sent, arrived, opened, clicked, replied, spoke, responded, converted, bounced, failed, complained,
--     opted_out, cost }] in their order, those that nobody got yet with noughts. People, but for sent: how often, and cost: US dollars.
--     converted stands with the touch that did it: the contact whose outcome it was, else the last one before it.
--   variants: [{ step, channel, variant, people, arrived, responded, converted }] of the steps that have some; converted at any time
--     after that touch, whichever touch did it: that is what a variant is to lead to.
--   effect: as above.
-- What happened in an attempt is a set of bits, and a place is the step with its channel (0 call, 1 email, 2 sms): a person's attempts at a
-- step are joined by one aggregate over numbers, where one for each thing takes four times as long.
create function private.touches_of(p_campaign uuid, p_now timestamptz) returns jsonb
language sql stable security definer set search_path = '' set work_mem = '64MB' as $$
  with attempts as materialized (
    select recipient_id, step * 4 + case channel when 'call' then 0 when 'email' then 1 else 2 end as place, coalesce(ascii(variant), 0) as variant, begun_at,
      counted, cost, case when delivered_at is null then 0 else 1 end + case when opened_at is null then 0 else 2 end
        + case when clicked_at is null then 0 else 4 end + case when replied_at is null then 0 else 8 end
        + case when channel = 'call' and (disposition in ('conversed', 'transferred') or outcome not in ('no_decision', 'wrong_number')) then 16 else 0 end
        + case when disposition = 'bounced' then 32 else 0 end
        + case when disposition in ('undelivered', 'blocked', 'filtered', 'landline', 'invalid_number', 'provider_failed') then 64 else 0 end
        + case when complained_at is null then 0 else 128 end + case when outcome = 'opt_out' then 256 else 0 end
        + case when outcome in ('interested', 'booked', 'callback') then 512 else 0 end as bits
    from public.outreach_attempts where campaign_id = p_campaign
  ), won as materialized (
    select id, converted_at from public.campaign_recipients where campaign_id = p_campaign and converted_at is not null
  ), touched as (
    select recipient_id, place, max(variant) as variant, min(begun_at) as begun_at, count(*) as sent, bit_or(bits) as bits
    from attempts where counted group by recipient_id, place
  ), tallied as materialized (
    select t.place, t.variant, count(*) as people, sum(t.sent) as sent, count(*) filter (where t.bits & 1 > 0) as arrived,
      count(*) filter (where t.bits & 2 > 0) as opened, count(*) filter (where t.bits & 4 > 0) as clicked, count(*) filter (where t.bits & 8 > 0) as replied,
      count(*) filter (where t.bits & 16 > 0) as spoke, count(*) filter (where t.bits & (4 + 8 + 16) > 0) as responded,
      count(*) filter (where t.bits & 32 > 0) as bounced, count(*) filter (where t.bits & 64 > 0 and t.bits & (1 + 16 + 32) = 0) as failed,
      count(*) filter (where t.bits & 128 > 0) as complained, count(*) filter (where t.bits & 256 > 0) as opted_out,
      count(*) filter (where w.converted_at >= t.begun_at) as converted_later
    from touched t left join won w on w.id = t.recipient_id group by t.place, t.variant
  ), decisive as (
    select distinct on (w.id) a.place from won w join attempts a on a.recipient_id = w.id and a.counted
    order by w.id, a.bits & 512 desc, a.begun_at <= w.converted_at desc, a.begun_at desc, a.place desc
  ), totals as (
    select place, sum(people) as people, sum(sent) as sent, sum(arrived) as arrived, sum(opened) as opened, sum(clicked) as clicked, sum(replied) as replied,
      sum(spoke) as spoke, sum(responded) as responded, sum(bounced) as bounced, sum(failed) as failed, sum(complained) as complained, sum(opted_out) as opted_out
    from tallied group by place
  ), conversions as (
    select place, count(*) as converted from decisive group by place
  ), spent as (
    select place, sum(cost) as cost from attempts where cost is not null group by place
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
      'variant', chr(v.variant), 'people', v.people, 'arrived', v.arrived, 'responded', v.responded, 'converted', v.converted_later)
      order by v.place, v.variant), '[]') from tallied v where v.variant > 0),
    'effect', private.effect_of(c, p_now))
  from public.campaigns c where c.id = p_campaign and not private.is_foreign(c.user_id)
$$;

create function public.campaign_touches(p_campaign uuid, p_now timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select private.touches_of(p_campaign, p_now)
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.touches_of(uuid, timestamptz) to authenticated, service_role;
revoke execute on function public.campaign_touches(uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.campaign_touches(uuid, timestamptz) to authenticated, service_role;
