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
