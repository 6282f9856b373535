-- What a campaign brought about beside its own conversations; and what a question to a provider of messages needs.

-- A lead that somebody makes after a campaign reached them (a conversation, a message that arrived) is the campaign's doing, as far as one can
-- tell; the holdout says how far. Leads that come out of attempts are counted with them.
create function private.attribute_leads() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from new_rows where customer_id is not null and outreach_attempt_id is null) then return null; end if;
  update public.campaign_recipients r set converted_at = l.created_at,
    status = case when r.status in ('pending', 'delivered', 'failed') then 'answered' else r.status end,
    reason = case when r.status in ('pending', 'delivered', 'failed') then null else r.reason end,
    next_attempt_at = case when r.status in ('pending', 'delivered', 'failed') then null else r.next_attempt_at end
  from (
    select n.customer_id, min(n.created_at) as created_at from new_rows n
    where n.customer_id is not null and n.outreach_attempt_id is null and isfinite(n.created_at) group by n.customer_id
  ) l, public.outreach_settings s
  where r.customer_id = l.customer_id and r.converted_at is null and r.outcome is distinct from 'opt_out' and s.user_id = r.user_id
    and greatest(r.responded_at, r.delivered_at) between l.created_at - make_interval(days => s.attribution_days) and l.created_at;
  return null;
end $$;
create trigger attribute_leads after insert on public.leads
  referencing new table as new_rows for each statement execute function private.attribute_leads();

-- Attempts that need a question to their provider; each is lent to one worker for a minute.
drop function public.lease_doubtful(timestamptz, integer);
create function public.lease_doubtful(p_now timestamptz, p_limit integer default 100)
returns table (attempt_id uuid, channel text, provider_ref text, state text, begun_at timestamptz, dispatched_at timestamptz, reconcile_tries integer,
  assistant_id text, contact text, content jsonb, batch_id uuid)
language sql set search_path = '' as $$
  with due as (
    select id from public.outreach_attempts
    where state <> 'ended' and begun_at is not null and lease_expires_at <= p_now
    order by lease_expires_at limit p_limit for update skip locked
  ), lent as (
    update public.outreach_attempts a set lease_expires_at = p_now + interval '1 minute', reconcile_tries = a.reconcile_tries + 1
    from due where a.id = due.id returning a.*
  )
  select l.id, l.channel, l.provider_ref, l.state, l.begun_at, l.dispatched_at, l.reconcile_tries, l.assistant_id,
    case l.channel when 'email' then r.email else r.phone end, l.content, l.batch_id
  from lent l join public.campaign_recipients r on r.id = l.recipient_id order by l.begun_at, l.id
$$;

-- A message that is still on its way is asked after less and less often.
create function public.await_receipt(p_attempt uuid, p_check_at timestamptz) returns void
language sql set search_path = '' as $$
  update public.outreach_attempts set lease_expires_at = p_check_at where id = p_attempt and state = 'dispatched'
$$;

revoke execute on all functions in schema private from public;
revoke execute on function public.lease_doubtful(timestamptz, integer), public.await_receipt(uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.lease_doubtful(timestamptz, integer), public.await_receipt(uuid, timestamptz) to service_role;
