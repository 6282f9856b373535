-- What a person writes down by hand is no newer than what an import or the API brings: an agreement of before a withdrawal does not count again
-- because somebody finds its paper. They say the day alone, so of that day itself it is left open which came first.
create function private.refuse_withdrawn() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Of another account's customer nobody learns anything: the policy refuses them.
  if not private.is_foreign(new.user_id) and private.withdrawn_since(new.user_id, new.customer_id, new.channel, new.obtained_at + interval '1 day') then
    raise exception 'consent_withdrawn' using errcode = 'PT409';
  end if;
  return new;
end $$;
create trigger refuse_withdrawn before insert on public.consents
  for each row when (auth.uid() is not null) execute function private.refuse_withdrawn();

revoke execute on all functions in schema private from public;
