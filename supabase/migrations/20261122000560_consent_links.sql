-- A consent asked by email: the page behind the link, agreeing there, and taking it back.

-- What the page shows: { business_name, phone, agreed_at, opted_out }; null when there is no such message or its customer was erased.
create function public.read_consent_request(p_attempt uuid) returns jsonb
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

-- They agreed to the words. Doing it twice changes nothing. False when there is no such message, another number is theirs by now, or they opted
-- out of calls.
create function public.agree_by_link(p_attempt uuid, p_phone text, p_wording text, p_version text, p_evidence jsonb, p_now timestamptz) returns boolean
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

-- They take back all that they agreed to for calls. False when there is no such message.
create function public.withdraw_by_link(p_attempt uuid, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_attempt public.outreach_attempts;
begin
  select * into v_attempt from public.outreach_attempts where id = p_attempt and channel = 'email' and begun_at is not null;
  if v_attempt.customer_id is null then return false; end if;
  perform from public.customers where id = v_attempt.customer_id for no key update;
  update public.consents set revoked_at = p_now where customer_id = v_attempt.customer_id and channel in ('all', 'call') and revoked_at is null;
  if found then perform private.note(p_attempt, v_attempt.user_id, 'withdrew_from_calls', p_now, '{}'); end if;
  return true;
end $$;

revoke execute on function public.read_consent_request(uuid), public.agree_by_link(uuid, text, text, text, jsonb, timestamptz),
  public.withdraw_by_link(uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.read_consent_request(uuid), public.agree_by_link(uuid, text, text, text, jsonb, timestamptz),
  public.withdraw_by_link(uuid, timestamptz) to service_role;
