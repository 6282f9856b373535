-- A program that tells a consent tells the number that it is for. Where the customer was found by their address and has another number, it holds
-- for the one that was told.
create or replace function private.consent_number() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.phone_hash := coalesce(new.phone_hash, (select c.phone_hash from public.customers c where c.id = new.customer_id));
  return new;
end $$;

create or replace function public.record_consent(p_user_id uuid, p_consent jsonb, p_now timestamptz, p_phone text default null, p_email text default null,
  p_name text default null, p_actor uuid default null) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_customer uuid;
  v_id uuid;
  v_at timestamptz := least((p_consent ->> 'obtained_at')::timestamptz, p_now);
begin
  perform private.act_as(p_actor, p_now);
  select id into v_customer from public.customers where user_id = p_user_id and phone = p_phone;
  if v_customer is null then select id into v_customer from public.customers where user_id = p_user_id and email = p_email; end if;
  if v_customer is null and p_name is not null then v_customer := private.find_or_make_customer(p_user_id, p_phone, p_email, p_name); end if;
  if v_customer is null then raise exception 'customer_not_found' using errcode = 'PT404'; end if;
  -- One after the other for one customer, so that two of the same key are one, and a withdrawal under way is seen.
  perform from public.customers where id = v_customer for no key update;
  select id into v_id from public.consents where customer_id = v_customer and key = p_consent ->> 'key';
  if v_id is not null then return jsonb_build_object('id', v_id, 'customer_id', v_customer, 'is_new', false); end if;
  if private.withdrawn_since(p_user_id, v_customer, p_consent ->> 'channel', v_at) then
    raise exception 'consent_withdrawn' using errcode = 'PT409';
  end if;
  insert into public.consents (user_id, customer_id, key, channel, basis, purpose, wording, wording_version, source, evidence, obtained_at, phone_hash)
  values (p_user_id, v_customer, p_consent ->> 'key', p_consent ->> 'channel', p_consent ->> 'basis', p_consent ->> 'purpose', p_consent ->> 'wording',
    p_consent ->> 'wording_version', p_consent ->> 'source', coalesce(p_consent -> 'evidence', '{}'), v_at,
    case when p_phone is not null then private.contact_hash(p_phone) end)
  returning id into v_id;
  return jsonb_build_object('id', v_id, 'customer_id', v_customer, 'is_new', true);
end $$;

revoke execute on all functions in schema private from public;
