-- The customers whose place is not known, so that nobody may call them: without a time zone or without a region.

-- One page of an account's customers: { rows, total }, of which a search counts 10,000 at most. p_digits are those of a phone number among the words looked for.
-- p_state: opted_out, unknown_time_zone (the region or the zone is not known, so that nobody may call) or no_phone. With p_after the rows come in the order of their ids from there on, uncounted.
-- Ids first, from an index where there is one; the rows of the page alone are read whole.
create or replace function private.page_of_customers(p_user_id uuid, p_limit integer, p_offset integer, p_sort text, p_descending boolean, p_search text,
  p_digits text, p_tag text, p_region text, p_state text, p_after uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_where text := 'c.user_id = $1';
  v_order text;
  v_held uuid[];
  v_total integer;
  v_rows jsonb;
begin
  if private.is_foreign(p_user_id) then return '{"rows": [], "total": 0}'; end if;
  -- Gathered once, not for the count and again for the page.
  if p_state = 'opted_out' then v_held := array(select private.opted_out_customers(p_user_id)); end if;
  if p_search is not null then
    v_where := v_where || ' and (c.search_text like $2' || case when p_digits is not null then ' or c.search_text like $3' else '' end || ')';
  end if;
  if p_tag is not null then v_where := v_where || ' and c.tags @> array[$4]'; end if;
  if p_region is not null then v_where := v_where || ' and c.region = $5'; end if;
  v_where := v_where || case p_state
    when 'opted_out' then ' and c.id = any ($8)'
    when 'unknown_time_zone' then ' and c.phone is not null and (c.time_zones = ''{}'' or c.regions = ''{}'')'
    when 'no_phone' then ' and c.phone is null'
    else '' end;
  v_order := case p_sort
    when 'name' then case when p_descending then 'c.name desc nulls first, c.id desc' else 'c.name, c.id' end
    when 'leads' then case when p_descending then 'c.lead_count desc, c.id' else 'c.lead_count, c.id desc' end
    when 'created' then case when p_descending then 'c.created_at desc, c.id' else 'c.created_at, c.id desc' end
    else case when p_descending then 'c.last_contact_at desc nulls last, c.id' else 'c.last_contact_at nulls first, c.id desc' end end;
  if p_after is not null then
    v_where := v_where || ' and c.id > $9';
    v_order := 'c.id';
  else
    execute format('select count(*) from (select from public.customers c where %s limit %s) found', v_where,
      case when p_search is not null then '10000' else 'all' end) into v_total
      using p_user_id, private.like_pattern(lower(p_search)), private.like_pattern(p_digits), p_tag, p_region, p_limit, p_offset, v_held;
  end if;
  execute format($q$
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'phone', c.phone, 'email', c.email, 'region', c.region,
      'time_zones', c.time_zones, 'zone_source', c.zone_source, 'tags', c.tags, 'lead_count', c.lead_count,
      'last_contact_at', c.last_contact_at, 'created_at', c.created_at) order by %2$s), '[]')
    from public.customers c
    where c.id = any (array(select c.id from public.customers c where %1$s order by %2$s limit $6 offset $7)) $q$, v_where, v_order)
    into v_rows using p_user_id, private.like_pattern(lower(p_search)), private.like_pattern(p_digits), p_tag, p_region, p_limit, p_offset, v_held, p_after;
  return jsonb_build_object('rows', v_rows, 'total', v_total);
end $$;
