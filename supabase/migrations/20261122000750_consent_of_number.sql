-- Somebody agrees to be called at a number. An agreement says which one it was, and holds for no other that the customer has later.

-- Of the number that the customer had when it was written down; null where they had none.
alter table public.consents add column phone_hash bytea;
alter table public.consents disable trigger user;
update public.consents k set phone_hash = c.phone_hash from public.customers c where c.id = k.customer_id;
alter table public.consents enable trigger user;

create function private.consent_number() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.phone_hash := (select c.phone_hash from public.customers c where c.id = new.customer_id);
  return new;
end $$;
create trigger consent_number before insert on public.consents for each row execute function private.consent_number();

-- As before, of those that are for the number.
create or replace function private.note_consents() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_customers uuid[];
begin
  select array_agg(distinct customer_id) into v_customers from changed where channel in ('all', 'call');
  if v_customers is null then return null; end if;
  -- In one order for everyone; who waited here sees below what the others wrote.
  perform from public.customers c where c.id = any (v_customers) order by c.id for no key update;
  update public.customers c set call_marketing_consent = n.marketing, call_consent = n.any
  from (
    select w as id, max(private.consent_rank(k.basis, k.wording)) filter (where k.purpose = 'marketing') as marketing,
      max(private.consent_rank(k.basis, k.wording)) filter (where k.id is not null) as any
    from unnest(v_customers) w join public.customers h on h.id = w
    left join public.consents k on k.customer_id = w and k.channel in ('all', 'call') and k.revoked_at is null
      and (k.phone_hash is null or k.phone_hash = h.phone_hash)
    group by w
  ) n
  where c.id = n.id and (c.call_marketing_consent, c.call_consent) is distinct from (n.marketing, n.any);
  return null;
end $$;

create function private.count_consents() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  select max(private.consent_rank(k.basis, k.wording)) filter (where k.purpose = 'marketing'), max(private.consent_rank(k.basis, k.wording))
    into new.call_marketing_consent, new.call_consent
  from public.consents k
  where k.customer_id = new.id and k.channel in ('all', 'call') and k.revoked_at is null and (k.phone_hash is null or k.phone_hash = new.phone_hash);
  return new;
end $$;
-- After seal_customer, by its name.
create trigger tell_consents before update of phone on public.customers
  for each row when (old.phone is distinct from new.phone) execute function private.count_consents();

create or replace function private.facts_of_subjects(p_user_id uuid, p_subjects private.gate_subject[], p_now timestamptz, p_purpose text, p_quiet_days integer) returns setof private.gate_facts
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
  from subject s left join stopped x on x.ref = s.ref left join private.pasts(p_user_id, p_subjects, p_now) h on h.ref = s.ref
  left join private.quiet_customers(p_user_id, p_quiet_days, p_now, array(select z.customer_id from subject z)) q on q.customer_id = s.customer_id
  left join lateral (
    -- As private.consent_rank says, written out: to call it for everybody takes longer.
    select k.id, k.basis, case k.basis when 'express_written' then case when k.wording <> '' then 3 else 2 end when 'express' then 1 else 0 end::smallint as rank
    from public.consents k
    where s.channel = 'call' and k.customer_id = s.customer_id and k.channel in ('all', 'call') and k.revoked_at is null and k.obtained_at <= p_now
      and (k.phone_hash is null or k.phone_hash = s.own_hash)
      and (k.purpose = 'marketing' or p_purpose = 'informational')
    order by rank desc, k.obtained_at desc limit 1
  ) a on true;
end $$;

create or replace function public.read_consent_request(p_attempt uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('business_name', s.business_name, 'phone', case when c.phone_invalid_at is null then c.phone end,
    'agreed_at', (select max(k.obtained_at) from public.consents k
      where k.customer_id = c.id and k.channel in ('all', 'call') and k.purpose = 'marketing' and k.basis = 'express_written' and k.wording <> ''
        and k.revoked_at is null and (k.phone_hash is null or k.phone_hash = c.phone_hash)),
    'opted_out', exists (select from public.suppressions x
      where x.user_id = a.user_id and x.lifted_at is null and x.channel in ('all', 'call') and x.reason in ('opt_out', 'complaint', 'owner', 'import', 'wrong_number')
        and (x.customer_id = c.id or x.contact_hash in (c.phone_hash, c.email_hash))))
  from public.outreach_attempts a
  join public.customers c on c.id = a.customer_id
  left join public.outreach_settings s on s.user_id = a.user_id
  where a.id = p_attempt and a.channel = 'email' and a.begun_at is not null
$$;

create or replace function public.agree_by_link(p_attempt uuid, p_phone text, p_wording text, p_version text, p_evidence jsonb, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
  v_request jsonb;
begin
  select * into v_attempt from public.outreach_attempts where id = p_attempt;
  -- One after the other for one customer: the second finds what the first stored.
  perform from public.customers where id = v_attempt.customer_id for no key update;
  v_request := public.read_consent_request(p_attempt);
  if v_request is null or v_request ->> 'phone' is distinct from p_phone or (v_request ->> 'opted_out')::boolean then return false; end if;
  if exists (select from public.consents where customer_id = v_attempt.customer_id and channel = 'call' and wording = p_wording and revoked_at is null
    and evidence ->> 'method' = 'page' and (phone_hash is null or phone_hash = private.contact_hash(p_phone))) then return true; end if;
  insert into public.consents (user_id, customer_id, channel, basis, purpose, wording, wording_version, source, evidence, obtained_at)
  values (v_attempt.user_id, v_attempt.customer_id, 'call', 'express_written', 'marketing', p_wording, p_version, 'our page, by a link in an email',
    p_evidence || jsonb_build_object('method', 'page', 'attempt_id', p_attempt, 'phone_hash', private.contact_hash(p_phone)), p_now);
  perform private.note(p_attempt, v_attempt.user_id, 'agreed_to_calls', p_now, '{}');
  return true;
end $$;

revoke execute on all functions in schema private from public;
