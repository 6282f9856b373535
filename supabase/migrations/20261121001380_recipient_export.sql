-- A campaign's recipients for a file: the same people as the list shows for the same filters, whatever the page.

-- In the order of their ids, which no change moves, so that nobody is left out or written twice; those after p_after.
create function public.export_recipients(p_campaign uuid, p_limit integer, p_after uuid default null, p_status text default null,
  p_outcome text default null, p_reason text default null, p_words text default null, p_digits text default null)
returns setof public.campaign_recipients
language plpgsql stable set search_path = '' set statement_timeout = '20s' as $$
begin
  return query execute 'select r.* ' || private.recipient_filter() || ' and ($8::uuid is null or r.id > $8) order by r.id limit $9'
    using p_campaign, p_status, p_outcome, p_reason, null::uuid[], p_words, p_digits, p_after, least(greatest(p_limit, 0), 1000);
end $$;

revoke execute on function public.export_recipients(uuid, integer, uuid, text, text, text, text, text) from public, anon;
grant execute on function public.export_recipients(uuid, integer, uuid, text, text, text, text, text) to authenticated, service_role;
