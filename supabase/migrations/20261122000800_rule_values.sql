-- What the newest rules say by name, for what code asks of them: [{ rule, jurisdiction, channel, value }].
create function public.rule_values(p_rules text[]) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('rule', r.rule, 'jurisdiction', r.jurisdiction, 'channel', r.channel, 'value', r.value)
    order by r.rule, r.jurisdiction, r.channel), '[]')
  from public.outreach_rules r where r.version = (select max(v.version) from public.rule_versions v) and r.rule = any (p_rules[1:40])
$$;
revoke execute on function public.rule_values(text[]) from public, anon;
grant execute on function public.rule_values(text[]) to authenticated, service_role;
