-- How many of a campaign's people a message arrived with, who opened one, and who followed a link in one: counted like everything else.

alter table public.campaign_results
  add column arrived integer not null default 0,
  add column opened integer not null default 0,
  add column clicked integer not null default 0;

-- A lot of a hundred pieces of news changes one row of counts a hundred times over, each time more slowly: such a lot writes its
-- changes down here and has them counted together at its end (private.count_now), in one transaction with everything else.
create table private.count_changes (
  xact xid8 not null default pg_current_xact_id(),
  like public.campaign_results
);
alter table private.count_changes alter column updated_at drop not null;
create function private.count_later() returns void language sql set search_path = '' as $$ select set_config('rekindle.count_later', 'on', true) $$;

-- The one definition of the counts, as before and with these.
do $do$
declare
  v_columns constant text := 'selected, pending, queued, sent, delivered, answered, failed, opted_out, skipped, contacted, reached, converted, attempts, cost, arrived, opened, clicked';
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
    coalesce(sum(sign * cost), 0),
    coalesce(sum(sign) filter (where delivered_at is not null), 0)::integer,
    coalesce(sum(sign) filter (where opened_at is not null), 0)::integer,
    coalesce(sum(sign) filter (where clicked_at is not null), 0)::integer$sql$;
  v_fields constant text := 'campaign_id, user_id, status, attempts, responded_at, converted_at, cost, delivered_at, opened_at, clicked_at';
  v_added text;
begin
  select string_agg(format('%1$s = r.%1$s + d.%1$s', c), ', ') into v_added from unnest(string_to_array(v_columns, ', ')) c;

  -- The new columns stand behind the time.
  execute format($f$
    create or replace function private.count_campaign(p_campaign uuid) returns setof public.campaign_results
    language sql stable security definer set search_path = '' as $body$
      select campaign_id, user_id, selected, pending, queued, sent, delivered, answered, failed, opted_out, skipped, contacted, reached, converted,
        attempts, cost, now(), arrived, opened, clicked
      from (
        select campaign_id, user_id, %2$s
        from (select id as campaign_id, user_id from public.campaigns where id = p_campaign) c
        left join (select 1 as sign, %3$s from public.campaign_recipients where campaign_id = p_campaign) s using (campaign_id, user_id)
        group by campaign_id, user_id
      ) x (campaign_id, user_id, %1$s)
    $body$ $f$, v_columns, v_counts, v_fields);

  execute format($f$
    create or replace function private.count_added_recipients() returns trigger
    language plpgsql security definer set search_path = '' as $body$
    begin
      insert into public.campaign_results as r (campaign_id, user_id, %1$s)
      select campaign_id, user_id, %2$s from (select 1 as sign, %3$s from new_rows) s group by campaign_id, user_id
      on conflict (campaign_id) do update set %4$s, updated_at = now();
      return null;
    end $body$ $f$, v_columns, v_counts, v_fields, replace(v_added, 'd.', 'excluded.'));

  execute format($f$
    create or replace function private.count_changed_recipients() returns trigger
    language plpgsql security definer set search_path = '' as $body$
    begin
      if current_setting('rekindle.count_later', true) = 'on' then
        insert into private.count_changes (campaign_id, user_id, %1$s)
        select campaign_id, user_id, %2$s
        from (select 1 as sign, %3$s from new_rows union all select -1, %3$s from old_rows) s group by campaign_id, user_id;
        return null;
      end if;
      update public.campaign_results r set %4$s, updated_at = now()
      from (
        select campaign_id, user_id, %2$s
        from (select 1 as sign, %3$s from new_rows union all select -1, %3$s from old_rows) s group by campaign_id, user_id
      ) d (campaign_id, user_id, %1$s)
      where r.campaign_id = d.campaign_id;
      return null;
    end $body$ $f$, v_columns, v_counts, v_fields, v_added);

  execute format($f$
    create function private.count_now() returns void
    language plpgsql security definer set search_path = '' as $body$
    begin
      perform set_config('rekindle.count_later', 'off', true);
      with change as (
        delete from private.count_changes where xact = pg_current_xact_id() returning *
      )
      update public.campaign_results r set %2$s, updated_at = now()
      from (select campaign_id, %1$s from change group by campaign_id) d
      where r.campaign_id = d.campaign_id;
    end $body$ $f$, (select string_agg(format('sum(%1$s) as %1$s', c), ', ') from unnest(string_to_array(v_columns, ', ')) c), v_added);

  execute format($f$
    create or replace function private.count_removed_recipients() returns trigger
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

update public.campaign_results r set arrived = n.arrived, opened = n.opened, clicked = n.clicked
from (
  select campaign_id, count(delivered_at) as arrived, count(opened_at) as opened, count(clicked_at) as clicked
  from public.campaign_recipients where num_nonnulls(delivered_at, opened_at, clicked_at) > 0 group by campaign_id
) n
where r.campaign_id = n.campaign_id;

-- As before; $5 may ask for these too.
create or replace function private.recipient_filter() returns text
language sql immutable set search_path = '' as $$
  select 'from public.campaign_recipients r where r.campaign_id = $1
    and ($2::text is null or r.status = $2) and ($3::text is null or r.outcome = $3) and ($4::text is null or r.reason = $4)
    and ($5::text is null or case $5 when ''contacted'' then r.attempts > 0 when ''reached'' then r.responded_at is not null
      when ''converted'' then r.converted_at is not null when ''arrived'' then r.delivered_at is not null
      when ''opened'' then r.opened_at is not null when ''clicked'' then r.clicked_at is not null else false end)
    and ($6::uuid[] is null or r.customer_id = any ($6))'
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.count_later(), private.count_now() to service_role;
