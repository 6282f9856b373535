-- The gate in two halves: what is known of people, gathered for the hundred of a claim one by one and for the hundred thousand of a
-- preview by kinds; and the rules, which are one text for both.

drop function private.gate(uuid, public.campaigns, private.gate_subject[], timestamptz, uuid[], text);
drop type private.gate_past;

-- What the rules look at, of one person or, without a ref, of so many people who are alike in it. stop is the refusal that a suppression
-- makes; the last six are their contacts.
create type private.gate_facts as (ref uuid, people integer, channel text, known boolean, has_contact boolean, invalid boolean, last_lead_at timestamptz,
  region text, time_zones text[], stop text, suppression_id uuid,
  under_way boolean, last_at timestamptz, in_24h bigint, oldest_24h timestamptz, in_30d bigint, oldest_30d timestamptz);

-- The suppressions that count over a channel, with what they count on: the phone, the address, another contact that the customer has by
-- now, the customer. Who asks by e-mail not to be contacted is not called either; that a contact is wrong says nothing of the others.
-- p_hashes and p_customers: those alone; null for all of the account.
create function private.stops(p_user_id uuid, p_channel text, p_hashes bytea[] default null, p_customers uuid[] default null)
returns table (id uuid, refusal text, contact text, contact_hash bytea, customer_id uuid, on_phone boolean, on_email boolean, on_other boolean, on_customer boolean)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
  with held as (
    select x.id, x.contact, x.contact_hash, x.customer_id, x.channel, x.reason
      from public.suppressions x where p_hashes is null and x.user_id = p_user_id and x.lifted_at is null
    union all
    -- Once, although it may be found both ways.
    (select x.id, x.contact, x.contact_hash, x.customer_id, x.channel, x.reason
      from public.suppressions x where x.user_id = p_user_id and x.lifted_at is null and x.contact_hash = any (p_hashes)
    union
    select x.id, x.contact, x.contact_hash, x.customer_id, x.channel, x.reason
      from public.suppressions x where x.user_id = p_user_id and x.lifted_at is null and x.customer_id = any (p_customers))
  )
  select x.id, case x.reason when 'wrong_number' then 'wrong_number' else 'opted_out' end, x.contact, x.contact_hash, x.customer_id,
    p_channel <> 'email' or w.of_person, p_channel = 'email' or w.of_person, w.of_person, x.reason <> 'wrong_number'
  from held x, lateral (select x.reason not in ('wrong_number', 'hard_bounce') as of_person) w
  where x.channel in ('all', p_channel);
end $$;

-- Of a few people by the people, one by one («offset 0» keeps the planner from reading all attempts instead); of all (p_subjects is null,
-- ref is the customer) by the account's campaigns, for a look at each person's would take longer than all else.
-- An attempt is begun within its lease, so a day more than is counted holds all of them.
-- The instants are worked out beforehand, not for each attempt.
create function private.pasts(p_user_id uuid, p_subjects private.gate_subject[], p_now timestamptz)
returns table (ref uuid, under_way boolean, last_at timestamptz, in_24h bigint, oldest_24h timestamptz, in_30d bigint, oldest_30d timestamptz)
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_day timestamptz := p_now - interval '24 hours';
  v_month timestamptz := p_now - interval '30 days';
  v_leases timestamptz := p_now - interval '31 days';
begin
  return query
  with contact as (
    select s.ref, a.recipient_id, a.state, a.counted, a.begun_at
      from unnest(p_subjects) s, lateral (select x.* from public.outreach_attempts x where x.customer_id = s.customer_id offset 0) a
    union all
    select a.customer_id, a.recipient_id, a.state, a.counted, a.begun_at
      from public.campaigns k join public.outreach_attempts a on a.campaign_id = k.id and a.reserved_at > v_leases
      where k.user_id = p_user_id and p_subjects is null
    union all
    select a.customer_id, a.recipient_id, a.state, a.counted, a.begun_at
      from public.outreach_attempts a
      where a.user_id = p_user_id and a.state in ('reserved', 'dispatched') and a.reserved_at <= v_leases and p_subjects is null
  )
  select a.ref, bool_or(a.state in ('reserved', 'dispatched') and a.recipient_id <> a.ref),
    max(a.begun_at) filter (where a.counted and a.begun_at > v_month),
    count(*) filter (where a.counted and a.begun_at > v_day), min(a.begun_at) filter (where a.counted and a.begun_at > v_day),
    count(*) filter (where a.counted and a.begun_at > v_month), min(a.begun_at) filter (where a.counted and a.begun_at > v_month)
  from contact a
  group by a.ref;
end $$;

-- Of each person, as selected or as known now.
create function private.facts_of_subjects(p_user_id uuid, p_subjects private.gate_subject[], p_now timestamptz) returns setof private.gate_facts
language plpgsql stable rows 100 set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_any_suppressed boolean := exists (select from public.suppressions where user_id = p_user_id and lifted_at is null);
begin
  return query
  with subject as materialized (
    select s.ref, s.customer_id, s.channel, c.id is not null as known, case when s.channel = 'email' then s.email else s.phone end is not null as has_contact,
      case when s.channel = 'email' then c.email_invalid_at else c.phone_invalid_at end is not null as invalid, c.last_lead_at, c.region, c.time_zones,
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
    ) found order by found.ref, (found.refusal = 'wrong_number')
  )
  select s.ref, 1, s.channel, s.known, s.has_contact, s.invalid, s.last_lead_at, s.region, s.time_zones, x.refusal, x.id,
    h.under_way, h.last_at, h.in_24h, h.oldest_24h, h.in_30d, h.oldest_30d
  from subject s left join stopped x on x.ref = s.ref left join private.pasts(p_user_id, p_subjects, p_now) h on h.ref = s.ref;
end $$;

-- By what the customers are known who are refused, for each refusal.
create type private.stop_keys as (refusal text, phones text[], emails text[], phone_hashes bytea[], email_hashes bytea[], customers uuid[]);
create function private.stop_keys_of(p_user_id uuid, p_channel text) returns setof private.stop_keys
language sql stable set search_path = '' as $$
  select x.refusal, array_agg(x.contact) filter (where x.on_phone and x.contact like '+%'),
    array_agg(x.contact) filter (where x.on_email and x.contact like '%@%'),
    array_agg(x.contact_hash) filter (where x.on_phone and x.contact is null),
    array_agg(x.contact_hash) filter (where x.on_email and x.contact is null),
    array_agg(x.customer_id) filter (where x.on_customer and x.customer_id is not null)
  from private.stops(p_user_id, p_channel) x group by x.refusal
$$;
-- The condition on customer c; without what nobody is known by.
create function private.stop_sql(p_keys private.stop_keys, p_name text) returns text
language sql immutable set search_path = '' as $$
  select coalesce(string_agg(format('c.%s = any ((%s).%s)', k.of_customer, p_name, k.of_keys), ' or '), 'false')
  from (values (p_keys.customers is not null, 'id', 'customers'), (p_keys.phones is not null, 'phone', 'phones'),
    (p_keys.emails is not null, 'email', 'emails'), (p_keys.phone_hashes is not null, 'phone_hash', 'phone_hashes'),
    (p_keys.email_hashes is not null, 'email_hash', 'email_hashes')) k (wanted, of_customer, of_keys)
  where k.wanted
$$;

-- Of all who match, as they are known now: people who are alike are counted. Nobody has been selected yet, so nobody came back since.
-- One pass over the customers: suppressions are few beside them and looked up on the way, as constants, which become a hash table. By
-- the contact, which a row begins with; by its hash, at the end of the row, only those of erased customers.
create function private.facts_of_audience(p_user_id uuid, p_criteria jsonb, p_channel text, p_now timestamptz) returns setof private.gate_facts
language plpgsql stable rows 100000 set search_path = '' as $$
declare
  v_keys private.stop_keys;
  v_opted_out private.stop_keys;
  v_wrong private.stop_keys;
  v_contacted text := 'left join (select null::boolean as under_way, null::timestamptz as last_at, null::bigint as in_24h,
    null::timestamptz as oldest_24h, null::bigint as in_30d, null::timestamptz as oldest_30d) h on true';
begin
  for v_keys in select * from private.stop_keys_of(p_user_id, p_channel) loop
    if v_keys.refusal = 'wrong_number' then v_wrong := v_keys; else v_opted_out := v_keys; end if;
  end loop;
  if exists (select from public.campaigns k where k.user_id = p_user_id and exists (select from public.outreach_attempts a where a.campaign_id = k.id)) then
    -- A full join, of which only the rows of a left one are kept: how many match is the planner's guess, and on a bad one it would
    -- look through all contacts for each customer. A full join is hashed, whatever the guess.
    v_contacted := 'full join private.pasts($1, null, $5) h on h.ref = m.id';
  end if;
  return query execute format($q$
    select null::uuid, f.people, $2, true, f.has_contact, f.invalid, null::timestamptz, null::text, f.time_zones, f.stop, null::uuid,
      f.under_way, f.last_at, f.in_24h, f.oldest_24h, f.in_30d, f.oldest_30d
    from (
      select m.time_zones, m.has_contact, m.invalid, m.stop, h.under_way, h.last_at, h.in_24h, h.oldest_24h, h.in_30d, h.oldest_30d,
        count(*)::integer as people
      from (
        select true as matches, c.id, c.time_zones, case when $2 = 'email' then c.email else c.phone end is not null as has_contact,
          case when $2 = 'email' then c.email_invalid_at else c.phone_invalid_at end is not null as invalid,
          case when %s then 'opted_out' when %s then 'wrong_number' end as stop
        %s
      ) m %s
      where coalesce(m.matches, false)
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ) f $q$, private.stop_sql(v_opted_out, '$3'), private.stop_sql(v_wrong, '$4'), private.audience_sql(p_user_id, p_criteria, p_now), v_contacted)
  using p_user_id, p_channel, v_opted_out, v_wrong, p_now;
end $$;
