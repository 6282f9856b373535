-- Sequences of touches over three channels: steps with conditions and variants, and what is known of a recipient between two touches.

create function private.valid_variants(p_variants jsonb) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
  v_variant jsonb;
  v_names text[] := '{}';
begin
  if jsonb_typeof(p_variants) <> 'array' or jsonb_array_length(p_variants) > 4 then return false; end if;
  for v_variant in select jsonb_array_elements(p_variants) loop
    if jsonb_typeof(v_variant) <> 'object' then return false; end if;
    if exists (select from jsonb_each(v_variant) f where not case f.key
      when 'name' then jsonb_typeof(f.value) = 'string' and f.value #>> '{}' ~ '^[B-E]$'
      when 'weight' then case when jsonb_typeof(f.value) = 'number' then f.value #>> '{}' ~ '^[0-9]{1,3}$' and (f.value #>> '{}')::integer between 1 and 100 else false end
      when 'subject' then f.value = 'null' or (jsonb_typeof(f.value) = 'string' and length(f.value #>> '{}') <= 200)
      when 'preview_text' then f.value = 'null' or (jsonb_typeof(f.value) = 'string' and length(f.value #>> '{}') <= 200)
      when 'body' then jsonb_typeof(f.value) = 'string' and length(f.value #>> '{}') between 1 and 20000
      when 'voicemail' then f.value = 'null' or (jsonb_typeof(f.value) = 'string' and length(f.value #>> '{}') <= 1000)
      else false end) then return false; end if;
    if not v_variant ?& '{name,weight,body}' or v_variant ->> 'name' = any (v_names) then return false; end if;
    v_names := v_names || (v_variant ->> 'name');
  end loop;
  return true;
end $$;

-- A rehearsal compresses days into minutes.
alter table public.campaign_steps alter column wait_minutes type numeric(10, 3);
alter table public.campaign_steps drop constraint campaign_steps_condition_check;
alter table public.campaign_steps
  add constraint campaign_steps_condition_check check (condition in ('always', 'not_reached', 'no_response', 'not_converted', 'clicked')),
  add column preview_text text check (length(preview_text) <= 200),
  -- The step's own content is variant A; these are B to E. A recipient gets one of them, by weight, always the same.
  add column weight integer not null default 50 check (weight between 1 and 100),
  add column variants jsonb not null default '[]' check (private.valid_variants(variants));
grant insert (preview_text, weight, variants), update (preview_text, weight, variants) on public.campaign_steps to authenticated;

-- In percent: that many of the people selected are contacted by nobody, so that what the campaign brought about can be measured.
alter table public.campaigns add column holdout_percent integer not null default 0 check (holdout_percent between 0 and 50);
grant insert (holdout_percent), update (holdout_percent) on public.campaigns to authenticated;

alter table public.campaign_recipients
  -- Contacts over the step they stand at; attempts counts all.
  add column step_attempts integer not null default 0,
  -- By a person, not by a scanner of a mailbox.
  add column opened_at timestamptz,
  add column clicked_at timestamptz,
  -- When they talked or wrote to us.
  add column spoke_at timestamptz,
  add column holdout boolean not null default false;
update public.campaign_recipients set step_attempts = attempts, spoke_at = responded_at where attempts > 0;
create index campaign_recipients_holdout_idx on public.campaign_recipients (customer_id) where holdout;

alter table public.outreach_attempts drop constraint outreach_attempts_disposition_check;
alter table public.outreach_attempts drop column attention;
alter table public.outreach_attempts
  add constraint outreach_attempts_disposition_check check (disposition in ('conversed', 'voicemail', 'no_answer', 'busy', 'silent', 'transferred',
    'transfer_failed', 'invalid_number', 'capacity', 'provider_failed', 'billing', 'cancelled', 'unknown', 'delivered', 'sent', 'undelivered',
    'bounced', 'blocked', 'filtered', 'landline', 'opted_out')),
  add column variant text check (variant ~ '^[A-E]$'),
  -- What was sent, as it was sent: subject, preview_text, body, links, from; an email is made from it again byte by byte.
  add column content jsonb,
  -- Of whom was sent together, under one idempotency key.
  add column batch_id uuid,
  -- Who it went to survives an erasure as a hash: an old link still ends all contact.
  add column contact_hash bytea check (octet_length(contact_hash) = 32),
  add column delivered_at timestamptz,
  add column opened_at timestamptz,
  add column clicked_at timestamptz,
  add column replied_at timestamptz,
  -- When a person last said what it came to.
  add column judged_at timestamptz,
  add column complained_at timestamptz,
  add column segments integer check (segments between 0 and 100);
-- As before; and a reply that nobody has judged yet.
alter table public.outreach_attempts add column attention text generated always as (case
    when outcome = 'opt_out' then null
    -- Who writes again after their first answer was judged needs the owner again.
    when replied_at is not null and (outcome is null or replied_at > judged_at) then 'reply'
    when outcome in ('callback', 'wrong_number') then outcome
    when disposition = 'transfer_failed' then 'transfer_failed'
    when state = 'unknown' and settle_failures >= 8 then 'not_recorded'
    when state = 'unknown' then 'unknown'
  end) stored;
create index outreach_attempts_attention_idx on public.outreach_attempts (user_id, reserved_at, id) where attention <> coalesce(reviewed_for, '');

alter table public.outreach_settings
  -- «Name <address>» is made of these two.
  add column email_sender text check (email_sender ~ '^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$' and length(email_sender) <= 320),
  add column email_reply_to text check (email_reply_to ~ '^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$' and length(email_reply_to) <= 320),
  -- E.164, or the id of a Twilio messaging service.
  add column sms_sender text check (sms_sender ~ '^(\+[1-9][0-9]{6,14}|MG[0-9a-f]{32})$'),
  -- Whether emails keep to the calling hours too; calls and texts always do.
  add column email_within_hours boolean not null default false,
  -- A lead of somebody whom a campaign reached counts for it within so many days.
  add column attribution_days integer not null default 7 check (attribution_days between 0 and 90),
  add column estimated_sms_cost numeric(8, 4) not null default 0.0120 check (estimated_sms_cost between 0 and 10),
  add column estimated_email_cost numeric(8, 4) not null default 0.0009 check (estimated_email_cost between 0 and 10);
create index outreach_settings_sms_sender_idx on public.outreach_settings (sms_sender) where sms_sender is not null;

alter table public.customers
  -- Set when a provider says that texts can't reach the number (a landline).
  add column sms_invalid_at timestamptz,
  -- Somebody has to read what they wrote before they are contacted again.
  add column reply_waiting_since timestamptz;
create function private.forget_channel_faults() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.sms_invalid_at := null;
  return new;
end $$;
create trigger forget_channel_faults before update of phone on public.customers
  for each row when (old.phone is distinct from new.phone) execute function private.forget_channel_faults();

revoke execute on all functions in schema private from public;
grant execute on function private.valid_variants(jsonb) to authenticated, service_role;
