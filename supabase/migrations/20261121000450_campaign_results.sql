-- The counts of each campaign, kept by triggers and always equal to a recount.

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

-- What recipients add to the counts, with the sign of each row: one definition, from which the running counts of the
-- three triggers and the recount are made.
do $do$
declare
  v_columns constant text := 'selected, pending, queued, sent, delivered, answered, failed, opted_out, skipped, contacted, reached, converted, attempts, cost';
  v_counts constant text := $sql$
    coalesce(sum(sign), 0)::integer,
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
      from (select id as campaign_id, user_id from public.campaigns where id = p_campaign) c
      left join (select 1 as sign, %s from public.campaign_recipients where campaign_id = p_campaign) s using (campaign_id, user_id)
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

alter table public.campaign_results enable row level security;
revoke all on public.campaign_results from anon, authenticated, service_role;
-- Written by the triggers alone.
grant select on public.campaign_results to authenticated, service_role;

create policy campaign_results_select on public.campaign_results for select to authenticated using (user_id in (select private.my_accounts()));

revoke execute on all functions in schema private from public;
