-- Everything the gateway knows of schema `public`, as one JSON value. Names of types come out qualified.
with relations as (
  select c.oid, c.relname, c.relkind
  from pg_catalog.pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'f', 'p') and not c.relispartition
),
keys as (
  select k.conrelid, k.contype, k.conkey
  from pg_catalog.pg_constraint k
  where k.conrelid in (select oid from relations) and k.contype in ('p', 'u')
),
tables as (
  select
    r.relname as name,
    coalesce((
      select json_agg(json_build_object(
        'name', a.attname,
        'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
        'base', pg_catalog.format_type(coalesce(nullif(t.typbasetype, 0), a.atttypid), null),
        'default', case
          when a.attidentity <> '' then
            pg_catalog.format('nextval(%L)', pg_catalog.pg_get_serial_sequence(r.oid::regclass::text, a.attname))
          when a.attgenerated = '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid)
        end
      ) order by a.attnum)
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_type t on t.oid = a.atttypid
      left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    ), '[]') as columns,
    coalesce((
      select json_agg(a.attname order by array_position(k.conkey, a.attnum))
      from keys k
      join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum = any (k.conkey)
      where k.conrelid = r.oid and k.contype = 'p'
    ), '[]') as primary_key
  from relations r
),
foreign_keys as (
  select
    k.conname as name,
    source.relname as "table",
    target.relname as target,
    (select json_agg(a.attname order by n.place)
      from unnest(k.conkey) with ordinality as n (number, place)
      join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.number) as columns,
    (select json_agg(a.attname order by n.place)
      from unnest(k.confkey) with ordinality as n (number, place)
      join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = n.number) as target_columns,
    exists (select from keys u where u.conrelid = k.conrelid and u.conkey @> k.conkey and u.conkey <@ k.conkey) as one_to_one,
    exists (select from keys p where p.conrelid = k.conrelid and p.contype = 'p' and p.conkey @> k.conkey) as in_primary_key
  from pg_catalog.pg_constraint k
  join relations source on source.oid = k.conrelid
  join relations target on target.oid = k.confrelid
  where k.contype = 'f' and k.conparentid = 0
),
functions as (
  select
    p.proname as name,
    coalesce((
      select json_agg(json_build_object(
        'name', coalesce(p.proargnames[a.place], ''),
        'type', pg_catalog.format_type(a.type, null),
        'required', a.input_place <= p.pronargs - p.pronargdefaults,
        'variadic', p.provariadic <> 0 and a.input_place = p.pronargs
      ) order by a.place)
      from (
        select type, place, row_number() over (order by place) as input_place
        from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality as every (type, place)
        where coalesce(p.proargmodes[place], 'i') in ('i', 'b', 'v')
      ) a
    ), '[]') as arguments,
    p.proretset as returns_set,
    p.prorettype = 'void'::regtype as returns_void,
    t.typtype = 'c' or (t.typtype = 'd' and b.typtype = 'c')
      or p.proargmodes && '{t}'::"char"[] or (p.proargmodes && '{o,b}'::"char"[] and t.oid = 'record'::regtype)
      or t.oid = 'record'::regtype as returns_composite,
    (select r.relname from relations r join pg_catalog.pg_class c on c.oid = r.oid where c.reltype = t.oid) as returns_table,
    p.provolatile as volatility,
    (select substr(s, 19) from unnest(p.proconfig) as s where s like 'statement_timeout=%') as statement_timeout
  from pg_catalog.pg_proc p
  join pg_catalog.pg_type t on t.oid = p.prorettype
  left join pg_catalog.pg_type b on b.oid = t.typbasetype
  where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
    and p.prorettype <> 'event_trigger'::regtype
),
role_settings as (
  select r.rolname as role, split_part(s, '=', 1) as name, substr(s, strpos(s, '=') + 1) as value
  from pg_catalog.pg_roles r, unnest(r.rolconfig) as s
  where pg_has_role('authenticator', r.oid, 'member') and r.rolname <> 'authenticator'
    and split_part(s, '=', 1) in (select g.name from pg_catalog.pg_settings g where g.context = 'user')
)
select json_build_object(
  'tables', (select coalesce(json_agg(t), '[]') from tables t),
  'foreignKeys', (select coalesce(json_agg(k), '[]') from foreign_keys k),
  'functions', (select coalesce(json_agg(f), '[]') from functions f),
  'roleSettings', (select coalesce(json_agg(s), '[]') from role_settings s)
) as schema
