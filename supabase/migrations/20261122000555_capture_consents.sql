-- Consents that come by the API: written down and taken back by phone number or email address; and the key that other programs show.

-- Stores what somebody agreed to, for the customer with this number, else with this address; where both are given and belong to two people
-- the number's counts. p_consent: { key, channel, basis, purpose, wording, wording_version, source, evidence, obtained_at }; the same key is the
-- same consent. p_name not null makes the customer where there is none. Answers { id, customer_id, is_new }.
create function public.record_consent(p_user_id uuid, p_consent jsonb, p_now timestamptz, p_phone text default null, p_email text default null,
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

-- Takes back all that the owners of this number and of this address agreed to over the channel; one that is for all channels goes as well.
-- Answers how many.
create function public.withdraw_consents(p_user_id uuid, p_channel text, p_now timestamptz, p_phone text default null, p_email text default null,
  p_actor uuid default null) returns integer
language plpgsql set search_path = '' as $$
declare
  v_customers uuid[] := array(select id from public.customers where user_id = p_user_id and (phone = p_phone or email = p_email) order by id);
  v_count integer;
begin
  perform private.act_as(p_actor, p_now);
  if cardinality(v_customers) = 0 then raise exception 'customer_not_found' using errcode = 'PT404'; end if;
  perform from public.customers where id = any (v_customers) order by id for no key update;
  update public.consents set revoked_at = p_now
    where customer_id = any (v_customers) and revoked_at is null and (channel = p_channel or 'all' in (channel, p_channel));
  get diagnostics v_count = row_count;
  return v_count;
end $$;

-- The one key of an account that other programs show. Kept as its hash; `shown` is how it begins.
create table public.api_keys (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  key_hash text not null unique check (key_hash ~ '^[0-9a-f]{64}$'),
  shown text not null check (length(shown) between 4 and 20),
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index api_keys_created_by_idx on public.api_keys (created_by);
alter table public.api_keys enable row level security;
revoke all on public.api_keys from anon, authenticated, service_role;
grant select (user_id, shown, created_at, last_used_at) on public.api_keys to authenticated;
grant select, insert, update, delete on public.api_keys to service_role;
create policy api_keys_select on public.api_keys for select to authenticated using (user_id in (select private.my_accounts()));

-- Makes the account's key, in place of the one before; without a hash that one goes. For the owner and for admins.
create function public.set_api_key(p_user_id uuid, p_actor uuid, p_now timestamptz, p_hash text default null, p_shown text default null) returns void
language plpgsql set search_path = '' as $$
begin
  perform private.act_as(p_actor, p_now);
  if p_actor <> p_user_id and not exists (
    select from public.team_members where user_id = p_user_id and member_id = p_actor and role = 'admin') then
    raise exception 'not_allowed' using errcode = 'PT403';
  end if;
  delete from public.api_keys where user_id = p_user_id;
  if p_hash is not null then
    insert into public.api_keys (user_id, key_hash, shown, created_by, created_at) values (p_user_id, p_hash, p_shown, p_actor, p_now);
  end if;
  insert into public.audit_log (user_id, actor_id, action, entity, entity_id, detail, at)
    values (p_user_id, p_actor, case when p_hash is null then 'api_key.removed' else 'api_key.made' end, 'api_key', p_user_id, '{}', p_now);
end $$;

-- Whose key this is; null: nobody's. That it was used is written down once a minute at most.
create function public.account_of_key(p_hash text, p_now timestamptz) returns uuid
language plpgsql set search_path = '' as $$
declare
  v_account uuid;
begin
  select user_id into v_account from public.api_keys where key_hash = p_hash;
  update public.api_keys set last_used_at = p_now
    where user_id = v_account and key_hash = p_hash and (last_used_at is null or last_used_at < p_now - interval '1 minute');
  return v_account;
end $$;

revoke execute on function public.record_consent(uuid, jsonb, timestamptz, text, text, text, uuid),
  public.withdraw_consents(uuid, text, timestamptz, text, text, uuid), public.set_api_key(uuid, uuid, timestamptz, text, text),
  public.account_of_key(text, timestamptz) from public, anon, authenticated;
grant execute on function public.record_consent(uuid, jsonb, timestamptz, text, text, text, uuid),
  public.withdraw_consents(uuid, text, timestamptz, text, text, uuid), public.set_api_key(uuid, uuid, timestamptz, text, text),
  public.account_of_key(text, timestamptz) to service_role;
