-- The inbox of message providers is emptied in lots, apart from that of calls.

create or replace function public.lease_events(p_now timestamptz, p_limit integer default 100) returns setof public.provider_events
language sql set search_path = '' as $$
  with due as (
    select id from public.provider_events where processed_at is null and next_try_at <= p_now and tries < 20 and provider = 'vapi'
    order by next_try_at, id limit p_limit for update skip locked
  ), lent as (
    update public.provider_events e set next_try_at = p_now + interval '1 minute', tries = e.tries + 1
    from due where e.id = due.id returning e.*
  )
  select * from lent order by id
$$;

create function public.lease_message_events(p_now timestamptz, p_limit integer default 100) returns setof public.provider_events
language sql set search_path = '' as $$
  with due as (
    select id from public.provider_events where processed_at is null and next_try_at <= p_now and tries < 20 and provider <> 'vapi'
    order by next_try_at, id limit p_limit for update skip locked
  ), lent as (
    update public.provider_events e set next_try_at = p_now + interval '1 minute', tries = e.tries + 1
    from due where e.id = due.id returning e.*
  )
  select * from lent order by id
$$;

drop index public.provider_events_waiting_idx;
create index provider_events_calls_waiting_idx on public.provider_events (next_try_at) where processed_at is null and provider = 'vapi';
create index provider_events_messages_waiting_idx on public.provider_events (next_try_at) where processed_at is null and provider <> 'vapi';

revoke execute on function public.lease_message_events(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.lease_message_events(timestamptz, integer) to service_role;
