-- A campaign's touches are written as a whole.

-- Puts p_steps (lib/core/steps.ts) in place of the campaign's steps, in one go: with the caller's own rights, so that RLS and the guard of
-- steps apply. A step keeps its id by its position, and what does not change is not written: while a campaign is paused the words may
-- change. Answers how many steps there are.
create function public.set_campaign_steps(p_campaign uuid, p_steps jsonb) returns integer
language plpgsql set search_path = '' as $$
declare
  v_user_id uuid;
  v_count integer;
begin
  if jsonb_typeof(p_steps) is distinct from 'array' or jsonb_array_length(p_steps) > 10 then
    raise exception 'invalid_input' using errcode = 'PT400';
  end if;
  -- Two that write at once wait for each other.
  select user_id into v_user_id from public.campaigns where id = p_campaign for no key update;
  if not found then raise exception 'campaign_not_found' using errcode = 'PT404'; end if;
  v_count := jsonb_array_length(p_steps);

  delete from public.campaign_steps where campaign_id = p_campaign and position > v_count;
  update public.campaign_steps s set channel = w.channel, wait_minutes = w.wait_minutes, condition = w.condition, subject = w.subject,
    preview_text = w.preview_text, body = w.body, voicemail = w.voicemail, weight = w.weight, variants = w.variants
  from private.written_steps(p_steps) w
  where s.campaign_id = p_campaign and s.position = w.place
    and (s.channel, s.wait_minutes, s.condition, s.subject, s.preview_text, s.body, s.voicemail, s.weight, s.variants)
      is distinct from (w.channel, w.wait_minutes, w.condition, w.subject, w.preview_text, w.body, w.voicemail, w.weight, w.variants);
  insert into public.campaign_steps
    (campaign_id, user_id, position, channel, wait_minutes, condition, subject, preview_text, body, voicemail, weight, variants)
  select p_campaign, v_user_id, w.place, w.channel, w.wait_minutes, w.condition, w.subject, w.preview_text, w.body, w.voicemail, w.weight, w.variants
  from private.written_steps(p_steps) w
  where not exists (select from public.campaign_steps s where s.campaign_id = p_campaign and s.position = w.place);
  return v_count;
end $$;

-- With what the table would fill in for what is left out.
create function private.written_steps(p_steps jsonb)
returns table (place integer, channel text, wait_minutes numeric, condition text, subject text, preview_text text, body text, voicemail text,
  weight integer, variants jsonb)
language sql immutable set search_path = '' as $$
  select e.nth::integer, w.channel, round(coalesce(w.wait_minutes, 0), 3), coalesce(w.condition, 'always'), w.subject, w.preview_text,
    coalesce(w.body, ''), w.voicemail, coalesce(w.weight, 50), coalesce(w.variants, '[]')
  from jsonb_array_elements(p_steps) with ordinality e (step, nth),
    jsonb_to_record(e.step) w (channel text, wait_minutes numeric, condition text, subject text, preview_text text, body text, voicemail text,
      weight integer, variants jsonb)
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.written_steps(jsonb) to authenticated, service_role;
revoke execute on function public.set_campaign_steps(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.set_campaign_steps(uuid, jsonb) to authenticated, service_role;
