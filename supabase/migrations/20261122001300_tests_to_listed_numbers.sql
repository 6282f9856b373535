-- A number on the account's own do-not-call list, or one that belongs to somebody else by now, is not called or texted to try a campaign either.

create function private.is_barred(p_user_id uuid, p_phone text) returns boolean
language sql stable set search_path = '' as $$
  select coalesce(private.stops_on_lists(p_user_id, private.list_hash(private.contact_hash(p_phone))), 0) & 12 > 0
$$;

-- What is left to judge of the others stays as it was.
alter function public.begin_test_call(uuid, uuid, uuid, text, text, integer, timestamptz, uuid) set schema private;
create function public.begin_test_call(p_user_id uuid, p_actor uuid, p_request_key uuid, p_phone text, p_assistant_id text,
  p_seconds integer, p_now timestamptz, p_campaign uuid default null) returns jsonb
language sql set search_path = '' as $$
  select case when private.is_barred(p_user_id, p_phone) then jsonb_build_object('decision', 'refuse', 'code', 'test_number_on_list')
    else private.begin_test_call(p_user_id, p_actor, p_request_key, p_phone, p_assistant_id, p_seconds, p_now, p_campaign) end
$$;

alter function public.begin_test_message(uuid, uuid, uuid, text, text, timestamptz, uuid) set schema private;
create function public.begin_test_message(p_user_id uuid, p_actor uuid, p_request_key uuid, p_channel text, p_contact text,
  p_now timestamptz, p_campaign uuid default null) returns jsonb
language sql set search_path = '' as $$
  select case when p_channel = 'sms' and private.is_barred(p_user_id, p_contact) then jsonb_build_object('decision', 'refuse', 'code', 'test_number_on_list')
    else private.begin_test_message(p_user_id, p_actor, p_request_key, p_channel, p_contact, p_now, p_campaign) end
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.is_barred(uuid, text) to service_role;
revoke execute on function public.begin_test_call(uuid, uuid, uuid, text, text, integer, timestamptz, uuid),
  public.begin_test_message(uuid, uuid, uuid, text, text, timestamptz, uuid) from public, anon, authenticated;
grant execute on function public.begin_test_call(uuid, uuid, uuid, text, text, integer, timestamptz, uuid),
  public.begin_test_message(uuid, uuid, uuid, text, text, timestamptz, uuid) to service_role;
