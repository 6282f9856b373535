-- Campaigns, their steps, their recipients, and the counts of each campaign.

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
  scheduled_at timestamptz,
  started_at timestamptz,
  resumed_at timestamptz,
  completed_at timestamptz,
  selected_at timestamptz,
  target_criteria jsonb not null default '{}' check (jsonb_typeof(target_criteria) = 'object' and pg_column_size(target_criteria) <= 16384),
  max_recipients integer check (max_recipients between 1 and 1000000),
  time_zone text check (private.valid_zones(array[time_zone])),
  -- Null: the account's hours alone apply. Otherwise both must be open.
  calling_hours jsonb check (private.valid_hours(calling_hours)),
  rate_limit_per_minute integer not null default 10 check (rate_limit_per_minute between 1 and 100000),
  max_attempts integer not null default 3 check (max_attempts between 1 and 10),
  -- Minutes before each further attempt, by disposition: {"no_answer": [240, 1440], ...}.
  retry_gaps jsonb not null default '{"no_answer":[240,1440],"busy":[20,120],"voicemail":[1440],"silent":[240],"provider_failed":[15,120]}'
    check (jsonb_typeof(retry_gaps) = 'object' and pg_column_size(retry_gaps) <= 4096),
  min_gap_minutes numeric(8, 3) check (min_gap_minutes >= 0),
  max_call_seconds integer not null default 300 check (max_call_seconds between 10 and 3600),
  budget numeric(12, 2) check (budget >= 0),
  -- Values of content variables that belong to the campaign: promotion, service_type, offer_code, booking_link.
  variables jsonb not null default '{}' check (jsonb_typeof(variables) = 'object' and pg_column_size(variables) <= 8192),
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
  -- The contact as it was when selected.
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
  unique (campaign_id, customer_id),
  foreign key (campaign_id, user_id) references public.campaigns (id, user_id) on delete cascade
);
create index campaign_recipients_due_idx on public.campaign_recipients (campaign_id, next_attempt_at, id) where status = 'pending';
create index campaign_recipients_open_idx on public.campaign_recipients (campaign_id) where status in ('queued', 'sent');
create index campaign_recipients_list_idx on public.campaign_recipients (campaign_id, updated_at desc, id);
create index campaign_recipients_customer_idx on public.campaign_recipients (customer_id);
create index campaign_recipients_lead_idx on public.campaign_recipients (lead_id);
create index campaign_recipients_user_idx on public.campaign_recipients (user_id);

create table public.campaign_results (
  campaign_id uuid primary key references public.campaigns (id) on delete cascade,
  user_id uuid not null,
  selected integer not null default 0,
  pending integer not null default 0,
  queued integer not null default 0,
  sent integer not null default 0,
  delivered integer not null default 0,
  answered integer not null default 0,
  failed integer not null default 0,
  opted_out integer not null default 0,
  skipped integer not null default 0,
  -- Recipients with at least one contact; of those, who was spoken to.
  contacted integer not null default 0,
  reached integer not null default 0,
  converted integer not null default 0,
  attempts integer not null default 0,
  cost numeric(14, 4) not null default 0,
  updated_at timestamptz not null default now()
) with (fillfactor = 50);
create index campaign_results_user_idx on public.campaign_results (user_id);

create trigger touch_updated_at before update on public.campaigns for each row execute function private.touch_updated_at();
create trigger touch_updated_at before update on public.campaign_steps for each row execute function private.touch_updated_at();
create trigger touch_updated_at before update on public.campaign_recipients for each row execute function private.touch_updated_at();

-- What recipients add to the counts, with the sign of each row: one definition, from which the running counts of the
-- three triggers and the recount are made.
do $do$
declare
  v_columns constant text := 'selected, pending, queued, sent, delivered, answered, failed, opted_out, skipped, contacted, reached, converted, attempts, cost';
  v_counts constant text := $sql$
    sum(sign)::integer,
    coalesce(sum(sign) filter (where status = 'pending'), 0)::integer,
    coalesce(sum(sign) filter (where status = 'queued'), 0)::integer,
    coalesce(sum(sign) filter (where status = 'sent'), 0)::integer,
    coalesce(sum(sign) filter (where status = 'delivered'), 0)::integer,
    coalesce(sum(sign) filter (where status = 'answered'), 0)::integer,
    coalesce(sum(sign) filter (where status = 'failed'), 0)::integer,
    coalesce(sum(sign) filter (where status = 'opted_out'), 0)::integer,
    coalesce(sum(sign) filter (where status = 'skipped'), 0)::integer,
    coalesce(sum(sign) filter (where attempts > 0), 0)::integer,
    coalesce(sum(sign) filter (where responded_at is not null), 0)::integer,
    coalesce(sum(sign) filter (where converted_at is not null), 0)::integer,
    coalesce(sum(sign * attempts), 0)::integer,
    coalesce(sum(sign * cost), 0)$sql$;
  v_fields constant text := 'campaign_id, user_id, status, attempts, responded_at, converted_at, cost';
  v_added text;
begin
  select string_agg(format('%1$s = r.%1$s + d.%1$s', c), ', ') into v_added from unnest(string_to_array(v_columns, ', ')) c;

  execute format($f$
    create function private.count_campaign(p_campaign uuid) returns setof public.campaign_results
    language sql stable security definer set search_path = '' as $body$
      select campaign_id, user_id, %s, now()
      from (select 1 as sign, %s from public.campaign_recipients where campaign_id = p_campaign) s
      group by campaign_id, user_id
    $body$ $f$, v_counts, v_fields);

  execute format($f$
    create function private.count_added_recipients() returns trigger
    language plpgsql security definer set search_path = '' as $body$
    begin
      insert into public.campaign_results as r (campaign_id, user_id, %1$s)
      select campaign_id, user_id, %2$s from (select 1 as sign, %3$s from new_rows) s group by campaign_id, user_id
      on conflict (campaign_id) do update set %4$s, updated_at = now();
      return null;
    end $body$ $f$, v_columns, v_counts, v_fields, replace(v_added, 'd.', 'excluded.'));

  execute format($f$
    create function private.count_changed_recipients() returns trigger
    language plpgsql security definer set search_path = '' as $body$
    begin
      update public.campaign_results r set %4$s, updated_at = now()
      from (
        select campaign_id, user_id, %2$s
        from (select 1 as sign, %3$s from new_rows union all select -1, %3$s from old_rows) s group by campaign_id, user_id
      ) d (campaign_id, user_id, %1$s)
      where r.campaign_id = d.campaign_id;
      return null;
    end $body$ $f$, v_columns, v_counts, v_fields, v_added);

  execute format($f$
    create function private.count_removed_recipients() returns trigger
    language plpgsql security definer set search_path = '' as $body$
    begin
      update public.campaign_results r set %4$s, updated_at = now()
      from (
        select campaign_id, user_id, %2$s from (select -1 as sign, %3$s from old_rows) s group by campaign_id, user_id
      ) d (campaign_id, user_id, %1$s)
      where r.campaign_id = d.campaign_id;
      return null;
    end $body$ $f$, v_columns, v_counts, v_fields, v_added);
end $do$;

create trigger count_added_recipients after insert on public.campaign_recipients
  referencing new table as new_rows for each statement execute function private.count_added_recipients();
create trigger count_changed_recipients after update on public.campaign_recipients
  referencing old table as old_rows new table as new_rows for each statement execute function private.count_changed_recipients();
create trigger count_removed_recipients after delete on public.campaign_recipients
  referencing old table as old_rows for each statement execute function private.count_removed_recipients();

-- Each campaign has its counts from the start, so that a page never meets a campaign without them.
create function private.open_results() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.campaign_results (campaign_id, user_id) values (new.id, new.user_id);
  return null;
end $$;
create trigger open_results after insert on public.campaigns for each row execute function private.open_results();

-- What will be said and to whom may change while nobody is being called; the pace and the limits at any time before the
-- end; a name always. A draft whose audience changes after a selection is selected anew.
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
    return new;
  end if;
  if old.status in ('completed', 'cancelled')
    and to_jsonb(old) - '{name,description,updated_at}'::text[] <> to_jsonb(new) - '{name,description,updated_at}'::text[] then
    raise exception 'campaign_not_editable' using errcode = 'PT409', detail = old.status;
  end if;
  if v_audience_changed or (old.status = 'active' and (old.agent_id, old.variables) is distinct from (new.agent_id, new.variables)) then
    raise exception 'campaign_not_editable' using errcode = 'PT409', detail = old.status;
  end if;
  return new;
end $$;
create trigger guard_campaign_edit before update on public.campaigns for each row execute function private.guard_campaign_edit();

create function private.guard_step_edit() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_status text;
begin
  select status into v_status from public.campaigns where id = coalesce(new.campaign_id, old.campaign_id);
  if v_status in ('active', 'completed', 'cancelled') or (v_status = 'paused' and tg_op <> 'UPDATE') then
    raise exception 'campaign_not_editable' using errcode = 'PT409', detail = v_status;
  end if;
  return coalesce(new, old);
end $$;
create trigger guard_step_edit before insert or update or delete on public.campaign_steps for each row execute function private.guard_step_edit();

alter table public.campaigns enable row level security;
alter table public.campaign_steps enable row level security;
alter table public.campaign_recipients enable row level security;
alter table public.campaign_results enable row level security;

revoke all on public.campaigns, public.campaign_steps, public.campaign_recipients, public.campaign_results from anon;
revoke all on public.campaigns, public.campaign_steps, public.campaign_recipients, public.campaign_results from authenticated;
-- Status, times and reasons are the engine's; recipients and counts are only read.
grant select, delete on public.campaigns to authenticated;
grant insert (user_id, agent_id, name, description, campaign_type, outreach_method, scheduled_at, target_criteria, max_recipients, time_zone, calling_hours,
  rate_limit_per_minute, max_attempts, retry_gaps, min_gap_minutes, max_call_seconds, budget, variables) on public.campaigns to authenticated;
grant update (agent_id, name, description, campaign_type, outreach_method, scheduled_at, target_criteria, max_recipients, time_zone, calling_hours,
  rate_limit_per_minute, max_attempts, retry_gaps, min_gap_minutes, max_call_seconds, budget, variables) on public.campaigns to authenticated;
grant select, delete on public.campaign_steps to authenticated;
grant insert (campaign_id, user_id, position, channel, wait_minutes, condition, subject, body, voicemail) on public.campaign_steps to authenticated;
grant update (position, channel, wait_minutes, condition, subject, body, voicemail) on public.campaign_steps to authenticated;
grant select on public.campaign_recipients, public.campaign_results to authenticated;

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
create policy campaign_results_select on public.campaign_results for select to authenticated using (user_id in (select private.my_accounts()));

revoke execute on all functions in schema private from public;
