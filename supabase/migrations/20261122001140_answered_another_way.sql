-- Who was called and writes, or was written to and answers another way, is read by the owner too, and left in peace until then: what they wrote
-- was stored and shown to nobody.

-- As before; the attempt may be a call, whose own outcome does not count for more than what was written afterwards.
create or replace function private.note_reply(p_customer public.customers, p_attempt public.outreach_attempts, p_message uuid, p_at timestamptz, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  if p_attempt.id is not null then
    -- An answer to an answer needs the owner again.
    update public.outreach_attempts set replied_at = p_at, reviewed_at = null, reviewed_for = null,
      -- What the call itself came to says nothing about what they wrote afterwards.
      judged_at = coalesce(judged_at, case when channel = 'call' then begun_at end) where id = p_attempt.id;
    perform private.note(p_attempt.id, p_attempt.user_id, 'replied', p_at, jsonb_build_object('message_id', p_message));
    update public.campaign_recipients r set spoke_at = least(r.spoke_at, p_at), responded_at = least(r.responded_at, p_at),
      status = case when r.status in ('pending', 'delivered', 'failed') then 'answered' else r.status end,
      reason = case when r.status in ('pending', 'delivered', 'failed') then null else r.reason end,
      next_attempt_at = case when r.status in ('pending', 'delivered', 'failed') then null else r.next_attempt_at end
      where r.id = p_attempt.recipient_id;
  end if;
  update public.customers set reply_waiting_since = coalesce(reply_waiting_since, p_at), last_answered_at = greatest(last_answered_at, p_at)
    where id = p_customer.id and p_attempt.id is not null;
end $$;
