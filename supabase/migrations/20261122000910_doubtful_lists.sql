-- A file that looks unlike the list that it would replace does so only when somebody says that it may; and lists come from every country that the
-- account calls.

drop function public.complete_list(uuid, uuid, uuid, timestamptz);
-- As before, and refused with list_doubtful, unless p_replace, where far fewer numbers would count than before: the upload stays as it is, all there.
-- The log keeps how many numbers somebody gave up knowingly.
create function public.complete_list(p_user_id uuid, p_list uuid, p_actor uuid, p_now timestamptz, p_replace boolean default false) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_list public.do_not_call_lists;
  v_old public.do_not_call_lists;
  v_refusals jsonb;
  v_customers integer;
  v_is_doubtful boolean := false;
begin
  perform pg_advisory_xact_lock(hashtextextended('complete_list:' || p_user_id::text, 0));
  select * into v_list from public.do_not_call_lists where id = p_list and user_id = p_user_id for update;
  if not found then raise exception 'not_found'; end if;
  if v_list.status = 'ready' then return '{"customers": 0, "replaced": null}'; end if;
  if v_list.status <> 'loading' then raise exception 'list_not_loading'; end if;
  if (select count(*) from private.list_parts where list = v_list.number) < v_list.parts then raise exception 'list_incomplete'; end if;
  if v_list.taken = 0 then raise exception 'list_empty'; end if;
  if v_list.region is not null then
    select * into v_old from public.do_not_call_lists l
      where l.user_id = p_user_id and l.status = 'ready' and l.kind = v_list.kind and l.region = v_list.region for update;
    if v_old.as_of > v_list.as_of then raise exception 'list_older'; end if;
    -- Perhaps another file than was meant: most of its lines are no numbers, or not a tenth is left of those that count.
    v_is_doubtful := v_old.id is not null and (v_list.taken * 10 < v_old.taken or v_list.refused * 2 > v_list.rows);
    if v_is_doubtful and not p_replace then raise exception 'list_doubtful'; end if;
    update public.do_not_call_lists set status = 'replaced', ended_at = p_now, ended_by = p_actor, settled = false where id = v_old.id;
  end if;
  select jsonb_agg(x.refusal order by x.line) into v_refusals from (
    select r.refusal || jsonb_build_object('line', (r.refusal ->> 'line')::integer + p.before) as refusal, (r.refusal ->> 'line')::integer + p.before as line
    from (select refusals, coalesce(sum(lines) over (order by part rows between unbounded preceding and 1 preceding), 0) as before
      from private.list_parts where list = v_list.number) p, jsonb_array_elements(p.refusals) r (refusal)
    order by 2 limit 100) x;
  delete from private.list_parts where list = v_list.number;
  update public.do_not_call_lists set status = 'ready', ready_at = p_now, refusals = coalesce(v_refusals, '[]'), settled = false
    where id = p_list returning * into v_list;
  v_customers := private.refresh_stops(v_list);
  perform private.log_list(v_list, 'list.uploaded', p_actor, jsonb_build_object('replaced', v_old.id,
    'confirmed', case when v_is_doubtful then v_old.taken end), p_now);
  return jsonb_build_object('customers', v_customers, 'replaced', v_old.taken);
end $$;
revoke execute on function public.complete_list(uuid, uuid, uuid, timestamptz, boolean) from public, anon, authenticated;
grant execute on function public.complete_list(uuid, uuid, uuid, timestamptz, boolean) to service_role;

-- { max_age_days, countries, relied, stale, lists }: those that count or are on their way, then the last twenty that are gone, each the newest
-- first, with its age in the account's own days and, of one under way, how many parts are there.
create or replace function public.lists_of(p_user_id uuid, p_now timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'max_age_days', private.list_max_age(),
    'countries', coalesce((select to_jsonb(s.countries) from public.outreach_settings s where s.user_id = p_user_id), '["US"]'),
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
