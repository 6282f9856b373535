-- The facts that the gate judges by, with the regions that a person may be in and what they agreed to.

drop function private.gate(uuid, public.campaigns, private.gate_subject[], timestamptz, jsonb, text);
drop function private.facts_of_audience(uuid, jsonb, text, timestamptz);
drop function private.facts_of_subjects(uuid, private.gate_subject[], timestamptz);
alter type private.gate_facts add attribute regions text[];
-- As private.consent_rank counts, for calls; the consent itself of single people only.
alter type private.gate_facts add attribute consent_rank smallint;
alter type private.gate_facts add attribute consent_id uuid;
alter type private.gate_facts add attribute consent_basis text;

-- Of each person, as selected or as known now.
create function private.facts_of_subjects(p_user_id uuid, p_subjects private.gate_subject[], p_now timestamptz, p_purpose text) returns setof private.gate_facts
language plpgsql stable rows 100 set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_any_suppressed boolean := exists (select from public.suppressions where user_id = p_user_id and lifted_at is null);
  v_any_held_out boolean := exists (select from public.campaigns where user_id = p_user_id and holdout_percent > 0);
begin
  return query
  with subject as materialized (
    select s.ref, s.customer_id, s.channel, c.id is not null as known, case when s.channel = 'email' then s.email else s.phone end is not null as has_contact,
      case when s.channel = 'email' then case when c.email_invalid_at is not null then 'invalid_email' end
        when c.phone_invalid_at is not null then 'invalid_number' when s.channel = 'sms' and c.sms_invalid_at is not null then 'landline' end as fault,
      c.reply_waiting_since is not null as reply_waiting, c.last_lead_at, c.region, c.time_zones, c.regions,
      case when v_any_suppressed then case when s.phone = c.phone then c.phone_hash else private.contact_hash(s.phone) end end as phone_hash,
      case when v_any_suppressed then case when s.email = c.email then c.email_hash else private.contact_hash(s.email) end end as email_hash,
      case when v_any_suppressed and s.phone is distinct from c.phone then c.phone_hash end as known_phone_hash,
      case when v_any_suppressed and s.email is distinct from c.email then c.email_hash end as known_email_hash
    from unnest(p_subjects) s left join public.customers c on c.id = s.customer_id
  ), stop as materialized (
    select k.channel, x.* from (select distinct s.channel from subject s where v_any_suppressed) k, lateral private.stops(p_user_id, k.channel, array(
      select h from subject s, unnest(array[s.phone_hash, s.email_hash, s.known_phone_hash, s.known_email_hash]) h where h is not null),
      array(select s.customer_id from subject s)) x
  ), stopped as (
    select distinct on (found.ref) found.ref, found.id, found.refusal from (
      select s.ref, x.id, x.refusal from subject s join stop x on x.channel = s.channel and x.contact_hash = s.phone_hash where x.on_phone
      union all
      select s.ref, x.id, x.refusal from subject s join stop x on x.channel = s.channel and x.contact_hash = s.email_hash where x.on_email
      union all
      select s.ref, x.id, x.refusal from subject s join stop x on x.channel = s.channel and x.contact_hash in (s.known_phone_hash, s.known_email_hash)
        where x.on_other
      union all
      select s.ref, x.id, x.refusal from subject s join stop x on x.channel = s.channel and x.customer_id = s.customer_id where x.on_customer
    ) found order by found.ref, private.stop_rank(found.refusal)
  )
  select s.ref, 1, s.channel, s.known, s.has_contact, s.last_lead_at, s.region, s.time_zones, x.refusal, x.id,
    h.under_way, h.last_at, h.in_24h, h.oldest_24h, h.in_30d, h.oldest_30d, s.fault, s.reply_waiting,
    v_any_held_out and s.customer_id in (select k from private.held_out(p_user_id, p_now) k), s.regions, a.rank, a.id, a.basis
  from subject s left join stopped x on x.ref = s.ref left join private.pasts(p_user_id, p_subjects, p_now) h on h.ref = s.ref
  left join lateral (
    -- As private.consent_rank says, written out: to call it for everybody takes longer.
    select k.id, k.basis, case k.basis when 'express_written' then case when k.wording <> '' then 3 else 2 end when 'express' then 1 else 0 end::smallint as rank
    from public.consents k
    where s.channel = 'call' and k.customer_id = s.customer_id and k.channel in ('all', 'call') and k.revoked_at is null and k.obtained_at <= p_now
      and (k.purpose = 'marketing' or p_purpose = 'informational')
    order by rank desc, k.obtained_at desc limit 1
  ) a on true;
end $$;

create function private.facts_of_audience(p_user_id uuid, p_criteria jsonb, p_channel text, p_now timestamptz, p_purpose text) returns setof private.gate_facts
language plpgsql stable rows 100000 set search_path = '' as $$
declare
  v_keys private.stop_keys;
  v_opted_out private.stop_keys;
  v_over_channel private.stop_keys;
  v_bounced private.stop_keys;
  v_wrong private.stop_keys;
  v_contacted text := 'left join (select null::boolean as under_way, null::timestamptz as last_at, null::bigint as in_24h,
    null::timestamptz as oldest_24h, null::bigint as in_30d, null::timestamptz as oldest_30d) h on true';
begin
  for v_keys in select * from private.stop_keys_of(p_user_id, p_channel) loop
    case v_keys.refusal when 'opted_out' then v_opted_out := v_keys; when 'opted_out_channel' then v_over_channel := v_keys;
      when 'invalid_email' then v_bounced := v_keys; else v_wrong := v_keys; end case;
  end loop;
  if exists (select from public.campaigns k where k.user_id = p_user_id and exists (select from public.outreach_attempts a where a.campaign_id = k.id)) then
    -- A full join, of which only the rows of a left one are kept: how many match is the planner's guess, and on a bad one it would
    -- look through all contacts for each customer. A full join is hashed, whatever the guess.
    v_contacted := 'full join private.pasts($1, null, $5) h on h.ref = m.id';
  end if;
  return query execute format($q$
    select null::uuid, f.people, $2, true, f.has_contact, null::timestamptz, null::text, f.time_zones, f.stop, null::uuid,
      f.under_way, f.last_at, f.in_24h, f.oldest_24h, f.in_30d, f.oldest_30d, f.fault, f.reply_waiting, f.held_out, f.regions, f.consent_rank, null::uuid, null::text
    from (
      select m.time_zones, m.has_contact, m.stop, m.fault, m.reply_waiting, m.held_out, h.under_way, h.last_at, h.in_24h, h.oldest_24h, h.in_30d, h.oldest_30d,
        m.regions, m.consent_rank, count(*)::integer as people
      from (
        select true as matches, c.id, c.time_zones, c.regions, case when $2 = 'call' then c.%s end as consent_rank, case when $2 = 'email' then c.email else c.phone end is not null as has_contact,
          case when $2 = 'email' then case when c.email_invalid_at is not null then 'invalid_email' end
        when c.phone_invalid_at is not null then 'invalid_number' when $2 = 'sms' and c.sms_invalid_at is not null then 'landline' end as fault,
          c.reply_waiting_since is not null as reply_waiting, c.id = any ($6) as held_out,
          case when %s then 'opted_out' when %s then 'opted_out_channel' when %s then 'invalid_email' when %s then 'wrong_number' end as stop
        %s
      ) m %s
      where coalesce(m.matches, false)
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
    ) f $q$, case p_purpose when 'informational' then 'call_consent' else 'call_marketing_consent' end, private.stop_sql(v_opted_out, '$3'),
    private.stop_sql(v_over_channel, '$7'), private.stop_sql(v_bounced, '$8'), private.stop_sql(v_wrong, '$4'), private.audience_sql(p_user_id, p_criteria, p_now), v_contacted)
  using p_user_id, p_channel, v_opted_out, v_wrong, p_now, array(select k from private.held_out(p_user_id, p_now) k), v_over_channel, v_bounced;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.facts_of_subjects(uuid, private.gate_subject[], timestamptz, text),
  private.facts_of_audience(uuid, jsonb, text, timestamptz, text) to service_role;
