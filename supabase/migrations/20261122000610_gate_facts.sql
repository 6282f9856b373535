-- The facts that the gate judges by, with the regions that a person may be in, what they agreed to, the lists that their number stands on,
-- and how long they are left in peace after an opt-out.

alter type private.gate_facts add attribute regions text[];
-- As private.consent_rank counts, for calls; the consent itself of single people only.
alter type private.gate_facts add attribute consent_rank smallint;
alter type private.gate_facts add attribute consent_id uuid;
alter type private.gate_facts add attribute consent_basis text;
-- Bits as customers.list_stops.
alter type private.gate_facts add attribute list_stops smallint;
alter type private.gate_facts add attribute quiet_until timestamptz;

-- Where the law asks the same of people: by this number they are counted together, for to compare the arrays takes longer than all else.
alter table public.customers add column place_key bigint not null
  generated always as (hash_array_extended(time_zones, hash_array_extended(regions, 0))) stored;

-- The wishes that quiet follows: a wish that holds for every channel says more than quiet does; whoever wrote START took it back, and no owner did.
create index suppressions_quiet_idx on public.suppressions (user_id, at)
  where reason in ('opt_out', 'complaint') and (lifted_by is not null or (lifted_at is null and channel <> 'all'));

-- Until when customers are left in peace on every channel: so many days after they opted out of one, and after an opt-out or a complaint that the
-- business took back. What they took back themselves, by START, or agreed to since, ends it. Of p_customers, or of all of the account.
create function private.quiet_customers(p_user_id uuid, p_days integer, p_now timestamptz, p_customers uuid[] default null)
returns table (customer_id uuid, until timestamptz)
language plpgsql stable rows 10 set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  v_since timestamptz := p_now - make_interval(days => p_days);
begin
  -- Most accounts have none.
  if not exists (select from public.suppressions x where x.user_id = p_user_id and x.at > v_since and x.at <= p_now
    and x.reason in ('opt_out', 'complaint') and (x.lifted_by is not null or (x.lifted_at is null and x.channel <> 'all'))) then return; end if;
  return query
  with person as (
    select c.id, c.phone, c.email from public.customers c where c.id = any (p_customers)
  ), found as (
    select p.id, x.id as wish from person p, lateral (
      select k.id from public.suppressions k where k.customer_id = p.id and k.user_id = p_user_id offset 0) x
    union
    select p.id, x.id from person p, unnest(array[p.phone, p.email]) a (contact), lateral (
      select k.id from public.suppressions k where k.user_id = p_user_id and k.contact = a.contact offset 0) x
    union
    select w.id, x.id from public.suppressions x, lateral (
      select x.customer_id as id union select c.id from public.customers c where c.user_id = p_user_id and c.phone = x.contact
      union select c.id from public.customers c where c.user_id = p_user_id and c.email = x.contact) w
    where p_customers is null and x.user_id = p_user_id and x.at > v_since
      and x.reason in ('opt_out', 'complaint') and (x.lifted_by is not null or (x.lifted_at is null and x.channel <> 'all'))
  )
  select f.id, max(x.at) + make_interval(days => p_days) from found f join public.suppressions x on x.id = f.wish
  where x.reason in ('opt_out', 'complaint') and x.at > v_since and x.at <= p_now
    and (x.lifted_by is not null or (x.lifted_at is null and x.channel <> 'all'))
    and not exists (select from public.suppressions y where y.user_id = p_user_id and y.lifted_at >= x.at and y.lifted_by is null
      and (y.customer_id = f.id or y.contact = x.contact))
    and not exists (select from public.consents k where k.customer_id = f.id and k.revoked_at is null and k.obtained_at > x.at)
  group by f.id;
end $$;

-- What is known of the contacts of a few people, by the people; and of all of an account (ref is the customer), by its campaigns, for a look at
-- each person's would take longer than all else. Two functions, for each wants a plan of its own.
create function private.pasts_of_subjects(p_subjects private.gate_subject[], p_now timestamptz)
returns table (ref uuid, under_way boolean, last_at timestamptz, in_24h bigint, oldest_24h timestamptz, in_30d bigint, oldest_30d timestamptz)
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  v_day timestamptz := p_now - interval '24 hours';
  v_month timestamptz := p_now - interval '30 days';
begin
  return query
  with contact as (
    select s.ref, a.recipient_id, a.state, a.counted, a.begun_at
      from unnest(p_subjects) s, lateral (select x.* from public.outreach_attempts x where x.customer_id = s.customer_id offset 0) a
  )
  select a.ref, bool_or(a.state in ('reserved', 'dispatched') and a.recipient_id <> a.ref),
    max(a.begun_at) filter (where a.counted and a.begun_at > v_month),
    count(*) filter (where a.counted and a.begun_at > v_day), min(a.begun_at) filter (where a.counted and a.begun_at > v_day),
    count(*) filter (where a.counted and a.begun_at > v_month), min(a.begun_at) filter (where a.counted and a.begun_at > v_month)
  from contact a
  group by a.ref;
end $$;

-- An attempt is begun within its lease, so a day more than is counted holds all of them.
create function private.pasts_of_account(p_user_id uuid, p_now timestamptz)
returns table (ref uuid, under_way boolean, last_at timestamptz, in_24h bigint, oldest_24h timestamptz, in_30d bigint, oldest_30d timestamptz)
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_day timestamptz := p_now - interval '24 hours';
  v_month timestamptz := p_now - interval '30 days';
  v_leases timestamptz := p_now - interval '31 days';
begin
  return query
  with contact as (
    select a.customer_id as ref, a.recipient_id, a.state, a.counted, a.begun_at
      from public.campaigns k join public.outreach_attempts a on a.campaign_id = k.id and a.reserved_at > v_leases
      where k.user_id = p_user_id
    union all
    select a.customer_id, a.recipient_id, a.state, a.counted, a.begun_at
      from public.outreach_attempts a
      where a.user_id = p_user_id and a.state in ('reserved', 'dispatched') and a.reserved_at <= v_leases
  )
  select a.ref, bool_or(a.state in ('reserved', 'dispatched') and a.recipient_id <> a.ref),
    max(a.begun_at) filter (where a.counted and a.begun_at > v_month),
    count(*) filter (where a.counted and a.begun_at > v_day), min(a.begun_at) filter (where a.counted and a.begun_at > v_day),
    count(*) filter (where a.counted and a.begun_at > v_month), min(a.begun_at) filter (where a.counted and a.begun_at > v_month)
  from contact a
  group by a.ref;
end $$;

-- Of each person, as selected or as known now. Planned once a connection, and always by the indexes: a plan made while a table was small would
-- read all of it for each person later.
create function private.facts_of_subjects(p_user_id uuid, p_subjects private.gate_subject[], p_now timestamptz, p_purpose text, p_quiet_days integer) returns setof private.gate_facts
language plpgsql stable rows 100 set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  v_any_suppressed boolean := exists (select from public.suppressions where user_id = p_user_id and lifted_at is null);
  v_any_held_out boolean := exists (select from public.campaigns where user_id = p_user_id and holdout_percent > 0);
begin
  return query
  with subject as materialized (
    select s.ref, s.customer_id, s.channel, c.id is not null as known, case when s.channel = 'email' then s.email else s.phone end is not null as has_contact,
      case when s.channel = 'email' then case when c.email_invalid_at is not null then 'invalid_email' end
        when c.phone_invalid_at is not null then 'invalid_number' when s.channel = 'sms' and c.sms_invalid_at is not null then 'landline' end as fault,
      c.reply_waiting_since is not null as reply_waiting, c.last_lead_at, c.region, c.time_zones, c.regions, c.list_stops, c.phone_hash as own_hash,
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
    v_any_held_out and s.customer_id in (select k from private.held_out(p_user_id, p_now) k), s.regions, a.rank, a.id, a.basis,
    s.list_stops, q.until
  from subject s left join stopped x on x.ref = s.ref left join private.pasts_of_subjects(p_subjects, p_now) h on h.ref = s.ref
  left join private.quiet_customers(p_user_id, p_quiet_days, p_now, array(select z.customer_id from subject z)) q on q.customer_id = s.customer_id
  left join lateral (
    -- As private.consent_rank says, written out: to call it for everybody takes longer.
    select k.id, k.basis, case k.basis when 'express_written' then case when k.wording <> '' then 3 else 2 end when 'express' then 1 else 0 end::smallint as rank
    from public.consents k
    where s.channel = 'call' and k.customer_id = s.customer_id and k.channel in ('all', 'call') and k.revoked_at is null and k.obtained_at <= p_now
      -- It holds for the number that it was given for.
      and (k.phone_hash is null or k.phone_hash = s.own_hash)
      and (k.purpose = 'marketing' or p_purpose = 'informational')
    order by rank desc, k.obtained_at desc limit 1
  ) a on true;
end $$;

-- Of all who match, as they are known now: people who are alike are counted. Nobody has been selected yet, so nobody came back since.
-- One pass over the customers. Suppressions are few beside them and looked up on the way, as constants, which become a hash table: by the
-- contact, which a row begins with; by its hash, at the end of the row, only those of erased customers. What is yes or no of a customer
-- becomes one number, for the fewer columns people are counted by, the sooner it is done:
--   1 contact, 2 contact found wrong, 4 landline, 8 reply unread, 16 held out; 64 to 256 the refusal; from 512 on the consent; then the lists.
-- Contacts count only of those who have to wait because of them: p_gap, p_day and p_month are the limits.
create function private.facts_of_audience(p_user_id uuid, p_criteria jsonb, p_channel text, p_now timestamptz, p_purpose text, p_quiet_days integer,
  p_gap interval, p_day integer, p_month integer) returns setof private.gate_facts
language plpgsql stable rows 1000 set search_path = '' as $$
declare
  v_keys private.stop_keys;
  v_opted_out private.stop_keys;
  v_over_channel private.stop_keys;
  v_bounced private.stop_keys;
  v_wrong private.stop_keys;
  v_held_out uuid[] := array(select k from private.held_out(p_user_id, p_now) k);
  v_quiet uuid[];
  v_quiet_until timestamptz[];
  v_contacted text := 'left join (select null::boolean as under_way, null::timestamptz as last_at, null::bigint as in_24h,
    null::timestamptz as oldest_24h, null::bigint as in_30d, null::timestamptz as oldest_30d) h on true';
begin
  select array_agg(k.customer_id), array_agg(k.until) into v_quiet, v_quiet_until from private.quiet_customers(p_user_id, p_quiet_days, p_now) k;
  for v_keys in select * from private.stop_keys_of(p_user_id, p_channel) loop
    case v_keys.refusal when 'opted_out' then v_opted_out := v_keys; when 'opted_out_channel' then v_over_channel := v_keys;
      when 'invalid_email' then v_bounced := v_keys; else v_wrong := v_keys; end case;
  end loop;
  if exists (select from public.campaigns k where k.user_id = p_user_id and exists (select from public.outreach_attempts a where a.campaign_id = k.id)) then
    -- A full join, of which only the rows of a left one are kept: how many match is the planner's guess, and on a bad one it would
    -- look through all contacts for each customer. A full join is hashed, whatever the guess.
    v_contacted := 'full join (select * from private.pasts_of_account($1, $5) p
      where p.under_way or p.last_at + $10 > $5 or p.in_24h >= $11 or p.in_30d >= $12) h on h.ref = m.id';
  end if;
  return query execute format($q$
    select null::uuid, f.people, $2, true, f.flags & 1 > 0, null::timestamptz, null::text, k.time_zones,
      (array['opted_out', 'opted_out_channel', 'invalid_email', 'wrong_number'])[f.flags >> 6 & 7], null::uuid,
      f.under_way, f.last_at, f.in_24h, f.oldest_24h, f.in_30d, f.oldest_30d,
      case when f.flags & 2 > 0 then case when $2 = 'email' then 'invalid_email' else 'invalid_number' end when f.flags & 4 > 0 then 'landline' end,
      f.flags & 8 > 0, f.flags & 16 > 0, k.regions, nullif((f.flags >> 9 & 7) - 1, -1)::smallint, null::uuid, null::text,
      (f.flags >> 12)::smallint, f.quiet_until
    from (
      select min(m.found) as found, m.flags, m.quiet_until, h.under_way, h.last_at, h.in_24h, h.oldest_24h, h.in_30d, h.oldest_30d, count(*)::integer as people
      from (
        select true as matches, c.id, c.ctid as found, c.place_key, %s as flags, %s as quiet_until
        %s
      ) m %s
      where coalesce(m.matches, false)
      group by m.place_key, m.flags, m.quiet_until, h.under_way, h.last_at, h.in_24h, h.oldest_24h, h.in_30d, h.oldest_30d
    ) f, lateral (select c.time_zones, c.regions from public.customers c where c.ctid = f.found offset 0) k $q$,
    concat_ws(' + ',
      case p_channel when 'email' then '(c.email is not null)::integer + 2 * (c.email_invalid_at is not null)::integer'
        else '(c.phone is not null)::integer + 2 * (c.phone_invalid_at is not null)::integer + 4096 * c.list_stops' end,
      case p_channel when 'sms' then '4 * (c.sms_invalid_at is not null)::integer'
        when 'call' then format('512 * (coalesce(c.%I, -1) + 1)', case p_purpose when 'informational' then 'call_consent' else 'call_marketing_consent' end) end,
      '8 * (c.reply_waiting_since is not null)::integer',
      case when cardinality(v_held_out) > 0 then '16 * (c.id = any ($6))::integer' end,
      format('64 * case when %s then 1 when %s then 2 when %s then 3 when %s then 4 else 0 end', private.stop_sql(v_opted_out, '$3'),
        private.stop_sql(v_over_channel, '$7'), private.stop_sql(v_bounced, '$8'), private.stop_sql(v_wrong, '$4'))),
    case when v_quiet is null then 'null::timestamptz' else 'case when c.id = any ($9) then ($13)[array_position($9, c.id)] end' end,
    private.audience_sql(p_user_id, p_criteria, p_now), v_contacted)
  using p_user_id, p_channel, v_opted_out, v_wrong, p_now, v_held_out, v_over_channel, v_bounced, v_quiet, p_gap, p_day, p_month, v_quiet_until;
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.quiet_customers(uuid, integer, timestamptz, uuid[]),
  private.pasts_of_subjects(private.gate_subject[], timestamptz), private.pasts_of_account(uuid, timestamptz),
  private.facts_of_subjects(uuid, private.gate_subject[], timestamptz, text, integer),
  private.facts_of_audience(uuid, jsonb, text, timestamptz, text, integer, interval, integer, integer) to service_role;
