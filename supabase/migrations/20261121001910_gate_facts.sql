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
  select x.id, case when x.reason = 'wrong_number' then 'wrong_number' when x.reason = 'hard_bounce' then 'invalid_email' when x.channel = 'all' then 'opted_out' else 'opted_out_channel' end, x.contact, x.contact_hash, x.customer_id,
    p_channel <> 'email' or w.of_person, p_channel = 'email' or w.of_person, w.of_person, x.reason <> 'wrong_number'
  from held x, lateral (select x.reason not in ('wrong_number', 'hard_bounce') as of_person) w
  where x.channel in ('all', p_channel);
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
