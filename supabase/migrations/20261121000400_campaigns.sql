-- Campaigns, their steps and their recipients.

-- What the API's schemas let in (lib/core), said again here, for a client may also write to the table itself: a value that the
-- engine can't read would stop the whole campaign.
create function private.valid_criteria(p_criteria jsonb) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
  v_key text;
  v_value jsonb;
  v_text text;
  v_valid boolean;
begin
  if jsonb_typeof(p_criteria) <> 'object' then return false; end if;
  for v_key, v_value in select key, value from jsonb_each(p_criteria) loop
    v_text := v_value #>> '{}';
    v_valid := case v_key
      when 'last_contact_days' then jsonb_typeof(v_value) = 'number' and v_text ~ '^[0-9]{1,4}$' and v_text::integer <= 3650
      when 'min_leads' then jsonb_typeof(v_value) = 'number' and v_text ~ '^[0-9]{1,6}$' and v_text::integer <= 100000
      when 'last_contact_before' then private.valid_instant(v_text)
      when 'last_contact_after' then private.valid_instant(v_text)
      when 'status' then v_text in ('New', 'Contacted', 'Closed')
      when 'agent_id' then pg_input_is_valid(v_text, 'uuid')
      when 'tags' then private.valid_list(v_value, 50, '^.{1,60}$')
      when 'regions' then private.valid_list(v_value, 100, '^[A-Z]{2}(-[A-Z0-9]{1,3})?$')
      else false end;
    if v_valid is not true then return false; end if;
  end loop;
  return true;
end $$;
create function private.valid_instant(p_text text) returns boolean
language sql immutable set search_path = '' as $$
  select coalesce(p_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})$'
    and pg_input_is_valid(p_text, 'timestamptz'), false)
$$;
create function private.valid_list(p_list jsonb, p_most integer, p_pattern text) returns boolean
language sql immutable set search_path = '' as $$
  select case when jsonb_typeof(p_list) = 'array' then jsonb_array_length(p_list) between 1 and p_most
    and not exists (select from jsonb_array_elements(p_list) e where jsonb_typeof(e) <> 'string' or e #>> '{}' !~ p_pattern) else false end
$$;

create function private.valid_gaps(p_gaps jsonb) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
  v_key text;
  v_gaps jsonb;
begin
  if jsonb_typeof(p_gaps) <> 'object' then return false; end if;
  for v_key, v_gaps in select key, value from jsonb_each(p_gaps) loop
    if v_key not in ('no_answer', 'busy', 'voicemail', 'silent', 'provider_failed') or jsonb_typeof(v_gaps) <> 'array' then return false; end if;
    if jsonb_array_length(v_gaps) > 9 or exists (
      select from jsonb_array_elements(v_gaps) g
      where case when jsonb_typeof(g) = 'number' then g::numeric not between 0 and 43200 else true end) then return false; end if;
  end loop;
  return true;
end $$;

create function private.valid_variables(p_variables jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select case when jsonb_typeof(p_variables) = 'object' then not exists (
    select from jsonb_each(p_variables) v where jsonb_typeof(v.value) <> 'string' or not case v.key
      when 'promotion' then length(v.value #>> '{}') <= 300
      when 'service_type' then length(v.value #>> '{}') <= 120
      when 'offer_code' then length(v.value #>> '{}') <= 60
      when 'booking_link' then v.value #>> '{}' ~ '^https?://[^\s]+$' and length(v.value #>> '{}') <= 500
      else false end) else false end
$$;

create table public.campaigns (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  agent_id uuid,
  name text not null check (length(trim(name)) between 1 and 120),
  description text check (length(description) <= 2000),
  campaign_type text not null default 'winback' check (campaign_type in ('winback', 'followup', 'promotional', 'feedback')),
  outreach_method text not null default 'call' check (outreach_method in ('call', 'email', 'sms', 'multi')),
  status text not null default 'draft' check (status in ('draft', 'scheduled', 'active', 'paused', 'completed', 'cancelled')),
  -- Why the campaign is paused: 'owner', or the reason it paused itself.
  pause_reason text,
  scheduled_at timestamptz check (isfinite(scheduled_at)),
  started_at timestamptz,
  resumed_at timestamptz,
  completed_at timestamptz,
  selected_at timestamptz,
  target_criteria jsonb not null default '{}' check (private.valid_criteria(target_criteria)),
  max_recipients integer check (max_recipients between 1 and 1000000),
  time_zone text check (time_zone is null or private.valid_zones(array[time_zone])),
  -- Null: the account's hours alone apply. Otherwise both must be open.
  calling_hours jsonb check (private.valid_hours(calling_hours)),
  rate_limit_per_minute integer not null default 10 check (rate_limit_per_minute between 1 and 100000),
  max_attempts integer not null default 3 check (max_attempts between 1 and 10),
  -- Minutes before each further attempt, by disposition: {"no_answer": [240, 1440], ...}.
  retry_gaps jsonb not null default '{"no_answer":[240,1440],"busy":[20,120],"voicemail":[1440],"silent":[240],"provider_failed":[15,120]}'
    check (private.valid_gaps(retry_gaps)),
  -- Upper limits also keep out NaN, which is greater than every number.
  min_gap_minutes numeric(8, 3) check (min_gap_minutes between 0 and 43200),
  max_call_seconds integer not null default 300 check (max_call_seconds between 10 and 3600),
  budget numeric(12, 2) check (budget between 0 and 1000000),
  -- Values of content variables that belong to the campaign: promotion, service_type, offer_code, booking_link.
  variables jsonb not null default '{}' check (private.valid_variables(variables)),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint campaigns_id_user_id_key unique (id, user_id),
  constraint campaigns_agent_of_account foreign key (agent_id, user_id) references public.agents (id, user_id)
);
create index campaigns_user_id_created_at_idx on public.campaigns (user_id, created_at desc);
create index campaigns_agent_id_idx on public.campaigns (agent_id, user_id);
create index campaigns_live_idx on public.campaigns (status, scheduled_at) where status in ('scheduled', 'active');

create table public.campaign_steps (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null,
  user_id uuid not null,
  position integer not null default 1 check (position between 1 and 20),
  channel text not null check (channel in ('call', 'email', 'sms')),
  wait_minutes integer not null default 0 check (wait_minutes between 0 and 525600),
  condition text not null default 'always' check (condition in ('always', 'not_reached', 'no_response', 'not_converted')),
  subject text check (length(subject) <= 200),
  body text not null check (length(body) <= 20000),
  -- For calls: what is left on an answering machine; null leaves nothing.
  voicemail text check (length(voicemail) <= 1000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (campaign_id, position),
  foreign key (campaign_id, user_id) references public.campaigns (id, user_id) on delete cascade
);
create index campaign_steps_user_id_idx on public.campaign_steps (user_id);

create table public.campaign_recipients (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null,
  user_id uuid not null,
  customer_id uuid references public.customers (id) on delete set null,
  lead_id uuid references public.leads (id) on delete set null,
  -- The contact as it was when selected, or when last taken to be called.
  name text,
  phone text,
  email text,
  last_contact_at timestamptz,
  status text not null default 'pending'
    check (status in ('pending', 'queued', 'sent', 'delivered', 'answered', 'failed', 'opted_out', 'skipped')),
  -- Why it waits, was skipped or failed: a code that the pages put in words.
  reason text,
  step integer not null default 1,
  -- Contacts that really went out; a refusal for want of capacity is none.
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  last_attempt_at timestamptz,
  last_disposition text,
  sent_at timestamptz,
  delivered_at timestamptz,
  responded_at timestamptz,
  converted_at timestamptz,
  outcome text check (outcome in ('interested', 'booked', 'callback', 'not_interested', 'opt_out', 'wrong_number', 'no_decision')),
  response_data jsonb,
  error_message text,
  cost numeric(12, 4) not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- In this order it also finds the recipients of a customer.
  unique (customer_id, campaign_id),
  foreign key (campaign_id, user_id) references public.campaigns (id, user_id) on delete cascade
);
create index campaign_recipients_due_idx on public.campaign_recipients (campaign_id, next_attempt_at, id) where status = 'pending';
create index campaign_recipients_open_idx on public.campaign_recipients (campaign_id) where status in ('queued', 'sent');
create index campaign_recipients_list_idx on public.campaign_recipients (campaign_id, updated_at desc, id);
create index campaign_recipients_lead_idx on public.campaign_recipients (lead_id);
create index campaign_recipients_user_idx on public.campaign_recipients (user_id);

create trigger touch_updated_at before update on public.campaigns for each row execute function private.touch_updated_at();
create trigger touch_updated_at before update on public.campaign_steps for each row execute function private.touch_updated_at();
create trigger touch_updated_at before update on public.campaign_recipients for each row execute function private.touch_updated_at();

-- What will be said and to whom may change while nobody is being called; the pace and the limits at any time before the end; a name
-- always. A draft whose audience changes after a selection is selected anew (with the owner's rights: a client can't delete recipients).
create function private.guard_campaign_edit() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_audience_changed boolean := (old.target_criteria, old.max_recipients, old.outreach_method)
    is distinct from (new.target_criteria, new.max_recipients, new.outreach_method);
begin
  if old.status in ('draft', 'scheduled') then
    if v_audience_changed and old.selected_at is not null then
      delete from public.campaign_recipients where campaign_id = old.id;
      new.selected_at := null;
    end if;
    -- Without a time nothing would ever start it.
    if new.status = 'scheduled' and old.scheduled_at is not null and new.scheduled_at is null then new.status := 'draft'; end if;
    return new;
  end if;
  if old.status in ('completed', 'cancelled')
    and to_jsonb(old) - '{name,description,updated_at}'::text[] <> to_jsonb(new) - '{name,description,updated_at}'::text[] then
    raise exception 'campaign_not_editable' using errcode = 'PT409', detail = old.status;
  end if;
  -- A call may be under way whose lead will need the agent.
  if v_audience_changed or (old.agent_id is not null and new.agent_id is null) or (old.status = 'active' and (old.agent_id, old.variables) is distinct from (new.agent_id, new.variables)) then
    raise exception 'campaign_not_editable' using errcode = 'PT409', detail = old.status;
  end if;
  return new;
end $$;
create trigger guard_campaign_edit before update on public.campaigns for each row execute function private.guard_campaign_edit();

-- The shared lock makes an edit and a start wait for each other: what the launch checks saw is what is said.
create function private.guard_step_edit() returns trigger
language plpgsql set search_path = '' as $$
declare
  v_status text;
begin
  select status into v_status from public.campaigns where id = coalesce(new.campaign_id, old.campaign_id) for share;
  -- Recipients stand at a position; while paused the words may change, not the order.
  if v_status in ('active', 'completed', 'cancelled') or (v_status = 'paused' and tg_op <> 'UPDATE')
    or (v_status = 'paused' and (old.position, old.channel) is distinct from (new.position, new.channel)) then
    raise exception 'campaign_not_editable' using errcode = 'PT409', detail = v_status;
  end if;
  return coalesce(new, old);
end $$;
create trigger guard_step_edit before insert or update or delete on public.campaign_steps for each row execute function private.guard_step_edit();

alter table public.campaigns enable row level security;
alter table public.campaign_steps enable row level security;
alter table public.campaign_recipients enable row level security;

revoke all on public.campaigns, public.campaign_steps, public.campaign_recipients from anon, authenticated, service_role;
grant select, insert, update, delete on public.campaigns, public.campaign_steps, public.campaign_recipients to service_role;
-- Status, times and reasons are the engine's; recipients and counts are only read.
grant select, delete on public.campaigns to authenticated;
grant insert (user_id, agent_id, name, description, campaign_type, outreach_method, scheduled_at, target_criteria, max_recipients, time_zone, calling_hours,
  rate_limit_per_minute, max_attempts, retry_gaps, min_gap_minutes, max_call_seconds, budget, variables) on public.campaigns to authenticated;
grant update (agent_id, name, description, campaign_type, outreach_method, scheduled_at, target_criteria, max_recipients, time_zone, calling_hours,
  rate_limit_per_minute, max_attempts, retry_gaps, min_gap_minutes, max_call_seconds, budget, variables) on public.campaigns to authenticated;
grant select, delete on public.campaign_steps to authenticated;
grant insert (campaign_id, user_id, position, channel, wait_minutes, condition, subject, body, voicemail) on public.campaign_steps to authenticated;
grant update (position, channel, wait_minutes, condition, subject, body, voicemail) on public.campaign_steps to authenticated;
grant select on public.campaign_recipients to authenticated;

create policy campaigns_select on public.campaigns for select to authenticated using (user_id in (select private.my_accounts()));
create policy campaigns_insert on public.campaigns for insert to authenticated with check (user_id in (select private.my_accounts()));
create policy campaigns_update on public.campaigns for update to authenticated using (user_id in (select private.my_accounts())) with check (user_id in (select private.my_accounts()));
-- Only what never contacted anybody may vanish.
create policy campaigns_delete on public.campaigns for delete to authenticated using (user_id in (select private.my_accounts()) and status = 'draft');

create policy campaign_steps_select on public.campaign_steps for select to authenticated using (user_id in (select private.my_accounts()));
create policy campaign_steps_insert on public.campaign_steps for insert to authenticated with check (user_id in (select private.my_accounts()));
create policy campaign_steps_update on public.campaign_steps for update to authenticated using (user_id in (select private.my_accounts())) with check (user_id in (select private.my_accounts()));
create policy campaign_steps_delete on public.campaign_steps for delete to authenticated using (user_id in (select private.my_accounts()));

create policy campaign_recipients_select on public.campaign_recipients for select to authenticated using (user_id in (select private.my_accounts()));

revoke execute on all functions in schema private from public;
grant execute on function private.valid_criteria(jsonb), private.valid_instant(text), private.valid_list(jsonb, integer, text),
  private.valid_gaps(jsonb), private.valid_variables(jsonb) to authenticated, service_role;
