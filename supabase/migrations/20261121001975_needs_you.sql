-- How many calls need the owner, for the mark beside «Calls» on every page: up to p_most, from its own index, whatever the account has.
create function public.needs_you(p_account uuid, p_most integer default 100) returns integer
language sql stable set search_path = '' as $$
  select count(*)::integer from (
    select from public.outreach_attempts where user_id = p_account and attention <> coalesce(reviewed_for, '') limit least(greatest(p_most, 0), 1000)) found
$$;

revoke execute on function public.needs_you(uuid, integer) from public, anon, authenticated;
grant execute on function public.needs_you(uuid, integer) to authenticated, service_role;
