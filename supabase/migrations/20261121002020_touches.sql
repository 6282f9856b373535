-- The rules of a sequence, said once: who still gets a touch, which comes next, which variant it is, and what remains at the end.

-- Whether a touch is for somebody, by what is known of them now. An opt-out, a conversion, a conversation that decided something and a
-- reply that somebody has to read end every sequence; a click is a response too, and ends it but for the touches that ask for it.
create function private.meets(p_condition text, p_r public.campaign_recipients) returns boolean
language sql immutable set search_path = '' as $$
  select p_r.converted_at is null and coalesce(p_r.outcome, 'no_decision') in ('no_decision', 'wrong_number')
    and case p_condition
      when 'not_reached' then p_r.responded_at is null and p_r.opened_at is null
      when 'clicked' then p_r.clicked_at is not null and p_r.spoke_at is null
      -- A talk that came to nothing may be followed up; what was written waits for its reader.
      when 'not_converted' then p_r.spoke_at is null or p_r.last_disposition in ('conversed', 'transferred')
      else p_r.responded_at is null end
$$;

-- Whether it can still come to be for them: a click may follow.
create function private.may_meet(p_condition text, p_r public.campaign_recipients) returns boolean
language sql immutable set search_path = '' as $$
  select private.meets(p_condition, p_r) or (p_condition = 'clicked' and p_r.clicked_at is null and p_r.spoke_at is null
    and p_r.converted_at is null and coalesce(p_r.outcome, 'no_decision') in ('no_decision', 'wrong_number'))
$$;

-- The next touch that may be for them after the one they stand at, and when it is due; no row when there is none. A wait counts from the
-- touch before it. Who waits for a click is due at the end of the wait, or at once when it has been made already.
create function private.next_touch(p_r public.campaign_recipients, p_from timestamptz, out step integer, out due_at timestamptz)
language sql stable set search_path = '' as $$
  select s.position, case when s.condition = 'clicked' and p_r.clicked_at is not null then p_from
    else p_from + make_interval(secs => 60 * s.wait_minutes::float8) end
  from public.campaign_steps s
  where s.campaign_id = p_r.campaign_id and s.position > p_r.step and private.may_meet(s.condition, p_r)
  order by s.position limit 1
$$;

-- What a recipient is at the end of their sequence.
create function private.final_status(p_r public.campaign_recipients) returns text
language sql immutable set search_path = '' as $$
  select case when p_r.outcome = 'opt_out' then 'opted_out'
    when p_r.converted_at is not null or p_r.responded_at is not null then 'answered'
    when p_r.delivered_at is not null then 'delivered'
    when p_r.attempts > 0 then 'failed'
    else 'skipped' end
$$;

-- Null where a step has one content only. The same person gets the same one, in every process and at every time.
create function private.variant_of(p_step public.campaign_steps, p_recipient uuid) returns text
language sql immutable set search_path = '' as $$
  select case when p_step.variants <> '[]' then (
    select v.name
    from (
      select w.name, sum(w.weight) over (order by w.name) as upto, sum(w.weight) over () as total
      from (select 'A' as name, p_step.weight
        union all select x ->> 'name', (x ->> 'weight')::integer from jsonb_array_elements(p_step.variants) x) w
    ) v
    where v.upto > (hashtextextended(p_recipient::text || p_step.id::text, 0) & 9223372036854775807) % v.total
    order by v.upto limit 1) end
$$;

-- The words of a step for a variant; the step's own where the variant is A or was removed meanwhile.
create function private.step_content(p_step public.campaign_steps, p_variant text,
  out subject text, out preview_text text, out body text, out voicemail text)
language sql immutable set search_path = '' as $$
  select case when v is null then p_step.subject else v ->> 'subject' end, case when v is null then p_step.preview_text else v ->> 'preview_text' end,
    coalesce(v ->> 'body', p_step.body), case when v is null then p_step.voicemail else v ->> 'voicemail' end
  from (select (select x from jsonb_array_elements(p_step.variants) x where x ->> 'name' = p_variant) as v) found
$$;

-- Held out by a number of the person and the campaign: about that share of any group, the same at every look.
create function private.is_held_out(p_campaign uuid, p_customer uuid, p_percent integer) returns boolean
language sql immutable set search_path = '' as $$
  select p_percent > 0 and (hashtextextended(p_customer::text || p_campaign::text, 1) & 9223372036854775807) % 10000 < p_percent * 100
$$;

revoke execute on all functions in schema private from public;
grant execute on function private.meets(text, public.campaign_recipients), private.may_meet(text, public.campaign_recipients),
  private.next_touch(public.campaign_recipients, timestamptz), private.final_status(public.campaign_recipients),
  private.variant_of(public.campaign_steps, uuid), private.step_content(public.campaign_steps, text), private.is_held_out(uuid, uuid, integer) to service_role;
