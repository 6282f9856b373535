-- Rules of outreach as data, in versions that are never changed: what was decided by one stays what it was.

create table public.rule_versions (
  version integer primary key check (version > 0),
  loaded_at timestamptz not null,
  -- Of everything the files say, the area codes and ZIP prefixes too.
  checksum text not null check (length(checksum) between 1 and 128),
  summary jsonb not null default '{}'
);
-- Local to the person called, [opens, closes); line is that of the file.
create table public.calling_windows (
  version integer not null references public.rule_versions,
  line integer not null,
  jurisdiction text not null check (jurisdiction ~ '^(\*|[A-Z]{2}(-([A-Z0-9]{1,3}|\*))?)$'),
  day text not null check (day in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday')),
  opens text check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes text check (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
  closed boolean not null default false,
  as_weekday boolean not null default false,
  confidence text not null check (confidence in ('high', 'medium', 'low', 'policy')),
  source text not null,
  unique nulls not distinct (version, jurisdiction, day, opens),
  check (opens < closes and (opens is null) = (closes is null)),
  check ((opens is not null)::integer + closed::integer + as_weekday::integer = 1),
  check (day = 'holiday' or not as_weekday)
);
create table public.outreach_rules (
  version integer not null references public.rule_versions,
  line integer not null,
  jurisdiction text not null,
  channel text not null check (channel in ('voice', 'sms', 'email', 'any')),
  rule text not null,
  value text not null,
  confidence text not null check (confidence in ('high', 'medium', 'low', 'policy')),
  note text not null default '',
  overridable boolean not null default false,
  primary key (version, rule, channel, jurisdiction)
);
create table public.holiday_rules (
  version integer not null references public.rule_versions,
  line integer not null,
  jurisdiction text not null,
  rule text not null,
  observed text not null check (observed in ('none', 'fri-mon', 'mon')),
  name text not null,
  confidence text not null check (confidence in ('high', 'medium', 'low', 'policy')),
  source text not null,
  primary key (version, jurisdiction, rule)
);
-- The days on which those fall, the day itself and the one on which it is observed.
create table public.public_holidays (
  version integer not null references public.rule_versions,
  jurisdiction text not null,
  day date not null,
  name text not null,
  primary key (version, jurisdiction, day)
);

create function private.easter(p_year integer) returns date
language sql immutable set search_path = '' as $$
  -- Gregorian, after Meeus, Jones and Butcher.
  select make_date(p_year, (t.n / 31)::integer, (t.n % 31 + 1)::integer)
  from (select p_year % 19 as a, p_year / 100 as b, p_year % 100 as c) x,
    lateral (select (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30 as h) y,
    lateral (select (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7 as l) z,
    lateral (select h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114 as n) t
$$;

-- The day of a rule in a year: « 07-04 », « mon#3 jan », « mon#last may », « mon<=05-24 », « easter », each with « +n » or « -n » days.
create function private.holiday_in(p_rule text, p_year integer) returns date
language plpgsql immutable set search_path = '' as $$
declare
  v_part text[] := regexp_match(p_rule, '^(easter|\d\d-\d\d|[a-z]{3}#(?:\d|last) [a-z]{3}|[a-z]{3}<=\d\d-\d\d)([+-]\d+)?$');
  v_weekday integer := array_position('{mon,tue,wed,thu,fri,sat,sun}'::text[], left(p_rule, 3));
  v_day date;
begin
  if v_part is null then raise exception 'no rule of a holiday: %', p_rule; end if;
  if v_part[1] = 'easter' then
    v_day := private.easter(p_year);
  elsif v_part[1] ~ '^\d' then
    v_day := (p_year || '-' || v_part[1])::date;
  elsif v_part[1] like '%<=%' then
    v_day := (p_year || '-' || right(v_part[1], 5))::date;
    v_day := v_day - (extract(isodow from v_day)::integer - v_weekday + 7) % 7;
  else
    v_day := make_date(p_year, array_position('{jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec}'::text[], right(v_part[1], 3)), 1);
    if v_part[1] like '%#last%' then
      v_day := (v_day + interval '1 month - 1 day')::date;
      v_day := v_day - (extract(isodow from v_day)::integer - v_weekday + 7) % 7;
    else
      v_day := v_day + (v_weekday - extract(isodow from v_day)::integer + 7) % 7 + 7 * (substr(v_part[1], 5, 1)::integer - 1);
    end if;
  end if;
  return v_day + coalesce(v_part[2], '0')::integer;
end $$;

create function private.rules_version() returns integer
language sql stable set search_path = '' as $$
  select max(version) from public.rule_versions
$$;

-- p_rules: { checksum, windows, rules, holidays } as lib/core/rules writes them. Answers the version; nothing is loaded when the newest has
-- the same checksum. Who loads at the same time waits.
create function public.load_rules(p_rules jsonb, p_now timestamptz) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_version integer;
begin
  lock table public.rule_versions in share row exclusive mode;
  select version into v_version from public.rule_versions where version = private.rules_version() and checksum = p_rules ->> 'checksum';
  if found then return v_version; end if;
  v_version := coalesce(private.rules_version(), 0) + 1;
  insert into public.rule_versions (version, loaded_at, checksum, summary) values (v_version, p_now, p_rules ->> 'checksum', jsonb_build_object(
    'windows', jsonb_array_length(p_rules -> 'windows'), 'rules', jsonb_array_length(p_rules -> 'rules'),
    'holidays', jsonb_array_length(p_rules -> 'holidays')));
  insert into public.calling_windows (version, line, jurisdiction, day, opens, closes, closed, as_weekday, confidence, source)
    select v_version, x.line, x.jurisdiction, x.day, x.opens, x.closes, coalesce(x.closed, false), coalesce(x.as_weekday, false), x.confidence, x.source
    from jsonb_populate_recordset(null::public.calling_windows, p_rules -> 'windows') x;
  insert into public.outreach_rules (version, line, jurisdiction, channel, rule, value, confidence, note, overridable)
    select v_version, x.line, x.jurisdiction, x.channel, x.rule, x.value, x.confidence, coalesce(x.note, ''), coalesce(x.overridable, false)
    from jsonb_populate_recordset(null::public.outreach_rules, p_rules -> 'rules') x;
  insert into public.holiday_rules (version, line, jurisdiction, rule, observed, name, confidence, source)
    select v_version, x.line, x.jurisdiction, x.rule, x.observed, x.name, x.confidence, x.source
    from jsonb_populate_recordset(null::public.holiday_rules, p_rules -> 'holidays') x;
  insert into public.public_holidays (version, jurisdiction, day, name)
    select distinct on (h.jurisdiction, o.day) v_version, h.jurisdiction, o.day, h.name
    from public.holiday_rules h, generate_series(2025, 2060) y, lateral (select private.holiday_in(h.rule, y) as day) d,
      lateral (select d.day union select d.day + case
        when h.observed = 'fri-mon' and extract(isodow from d.day) = 6 then -1
        when h.observed <> 'none' and extract(isodow from d.day) >= 6 then 8 - extract(isodow from d.day)::integer else 0 end) o (day)
    where h.version = v_version
    order by h.jurisdiction, o.day, h.line;
  return v_version;
end $$;

-- The newest version: { version, loaded_at, checksum, windows, rules, holidays }; null where none is loaded.
create function public.newest_rules() returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('version', v.version, 'loaded_at', v.loaded_at, 'checksum', v.checksum,
    'windows', (select coalesce(jsonb_agg(to_jsonb(w) - 'version' order by w.line, w.opens), '[]') from public.calling_windows w where w.version = v.version),
    'rules', (select coalesce(jsonb_agg(to_jsonb(r) - 'version' order by r.line), '[]') from public.outreach_rules r where r.version = v.version),
    'holidays', (select coalesce(jsonb_agg(to_jsonb(h) - 'version' order by h.line), '[]') from public.holiday_rules h where h.version = v.version))
  from public.rule_versions v order by v.version desc limit 1
$$;

do $$
declare
  v_table text;
begin
  foreach v_table in array '{rule_versions,calling_windows,outreach_rules,holiday_rules,public_holidays}'::text[] loop
    execute format('alter table public.%I enable row level security', v_table);
    execute format('revoke all on public.%I from anon, authenticated, service_role', v_table);
    execute format('grant select on public.%I to authenticated, service_role', v_table);
    -- The law is no secret; nobody writes it but by loading a version.
    execute format('create policy %I on public.%I for select to authenticated using (true)', v_table || '_select', v_table);
  end loop;
end $$;
revoke execute on all functions in schema private from public;
revoke execute on function public.load_rules(jsonb, timestamptz), public.newest_rules() from public, anon, authenticated;
grant execute on function private.rules_version(), private.easter(integer), private.holiday_in(text, integer) to service_role;
grant execute on function public.newest_rules() to authenticated, service_role;
grant execute on function public.load_rules(jsonb, timestamptz) to service_role;
