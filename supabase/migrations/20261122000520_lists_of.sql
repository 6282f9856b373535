-- An account's lists as its owner sees them.

-- { max_age_days, relied, stale, lists }: those that count or are on their way, then the last twenty that are gone, each the newest first, with its
-- age in the account's own days and, of one under way, how many parts are there.
create function public.lists_of(p_user_id uuid, p_now timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'max_age_days', private.list_max_age(),
    'today', private.account_day(p_user_id, p_now),
    'relied', (select coalesce(jsonb_agg(r.region order by r.region), '[]') from public.relied_lists r where r.user_id = p_user_id),
    'stale', to_jsonb(private.stale_lists(p_user_id, p_now)),
    'lists', (select coalesce(jsonb_agg(to_jsonb(l) - '{user_id,number,file_key,reading,uploaded_by,ended_by,heard_at,settled,place,is_gone}'::text[]
        || jsonb_build_object('age_days', private.account_day(p_user_id, p_now) - l.as_of, 'by', private.email_of(l.uploaded_by),
          'parts_there', case when l.status = 'loading' then (select count(*) from private.list_parts p where p.list = l.number) end)
        order by l.is_gone, l.started_at desc, l.number desc), '[]')
      from (
        select x.*, x.status in ('replaced', 'removed', 'failed') as is_gone,
          row_number() over (partition by x.status in ('replaced', 'removed', 'failed') order by x.started_at desc, x.number desc) as place
        from public.do_not_call_lists x where x.user_id = p_user_id
      ) l
      where not l.is_gone or l.place <= 20))
$$;
revoke execute on function public.lists_of(uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.lists_of(uuid, timestamptz) to service_role;
