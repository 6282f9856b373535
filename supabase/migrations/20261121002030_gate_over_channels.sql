-- The gate over all channels: an opt-out of one channel alone, a landline, an answer that nobody has read, a person whom another campaign
-- holds out to measure by, and emails within the calling hours where the account wants that.

alter type private.gate_facts drop attribute invalid;
-- Why the contact can't be used over the channel; an answer of theirs waits for a reader; held out elsewhere.
alter type private.gate_facts add attribute fault text;
alter type private.gate_facts add attribute reply_waiting boolean;
alter type private.gate_facts add attribute held_out boolean;

-- What is said first where several count: the wish over all channels, the one over this channel, the contact itself.
create function private.stop_rank(p_refusal text) returns integer
language sql immutable set search_path = '' as $$
  select array_position('{opted_out,opted_out_channel,invalid_email,wrong_number}'::text[], p_refusal)
$$;

-- Customers whom a campaign holds out: while it runs, and as long after it as its effect is measured.
create function private.held_out(p_user_id uuid, p_now timestamptz) returns setof uuid
language sql stable set search_path = '' as $$
  select r.customer_id from public.campaigns c join public.campaign_recipients r on r.campaign_id = c.id and r.holdout
  where c.user_id = p_user_id and c.holdout_percent > 0 and r.customer_id is not null
    and (c.status in ('active', 'paused') or c.completed_at > p_now - make_interval(days => coalesce(
      (select s.attribution_days from public.outreach_settings s where s.user_id = p_user_id), 7)))
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.stop_rank(text), private.held_out(uuid, timestamptz) to service_role;
