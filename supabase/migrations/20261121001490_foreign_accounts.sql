-- Whose account it is, asked first by functions that read with their owner's rights: under row level security no comparison of patterns
-- may use an index, and a policy is asked for each of a hundred thousand rows.

-- True for an account that is none of the person's. A client whose token names nobody is a stranger everywhere; «role» is the client's
-- own also where the owner's rights hold.
create function private.is_foreign(p_user_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select (auth.uid() is not null or current_setting('role') in ('anon', 'authenticated')) and not exists (select from private.my_accounts() a where a = p_user_id)
$$;

revoke execute on all functions in schema private from public;
