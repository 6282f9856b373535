-- A campaign's recipients for a file, page by page in the order of their ids, which no change of a recipient moves.
create function public.export_recipients(p_campaign uuid, p_limit integer, p_after uuid default null, p_status text default null, p_outcome text default null,
  p_reason text default null, p_words text default null, p_digits text default null)
returns setof public.campaign_recipients
language plpgsql stable set search_path = '' as $$
declare
  v_found uuid[];
begin
  if p_words is not null then v_found := private.find_customers(p_words, p_digits, 10001); end if;
  -- Words that many people have are looked for on the way.
  if cardinality(v_found) <= 10000 then p_words := null; else v_found := null; end if;
  return query execute format('select r.* %s and ($8::uuid is null or r.id > $8) order by r.id limit $9', private.recipient_filter())
    using p_campaign, p_status, p_outcome, p_reason, v_found, p_words, p_digits, p_after, least(greatest(p_limit, 0), 1000);
end $$;

revoke execute on function public.export_recipients(uuid, integer, uuid, text, text, text, text, text) from public, anon;
grant execute on function public.export_recipients(uuid, integer, uuid, text, text, text, text, text) to authenticated, service_role;
