-- Where a customer may be: every region that may apply, with what says so, and every time zone.

-- The country of a calling code, the largest where several share one; North American numbers go by their area code.
create table private.calling_codes (code text primary key, region text not null);
grant select on private.calling_codes to service_role;
insert into private.calling_codes (code, region) values
  ('20', 'EG'), ('211', 'SS'), ('212', 'MA'), ('213', 'DZ'), ('216', 'TN'), ('218', 'LY'), ('220', 'GM'), ('221', 'SN'), ('222', 'MR'), ('223', 'ML'), ('224', 'GN'), ('225', 'CI'),
  ('226', 'BF'), ('227', 'NE'), ('228', 'TG'), ('229', 'BJ'), ('230', 'MU'), ('231', 'LR'), ('232', 'SL'), ('233', 'GH'), ('234', 'NG'), ('235', 'TD'), ('236', 'CF'), ('237', 'CM'),
  ('238', 'CV'), ('239', 'ST'), ('240', 'GQ'), ('241', 'GA'), ('242', 'CG'), ('243', 'CD'), ('244', 'AO'), ('245', 'GW'), ('246', 'IO'), ('247', 'AC'), ('248', 'SC'), ('249', 'SD'),
  ('250', 'RW'), ('251', 'ET'), ('252', 'SO'), ('253', 'DJ'), ('254', 'KE'), ('255', 'TZ'), ('256', 'UG'), ('257', 'BI'), ('258', 'MZ'), ('260', 'ZM'), ('261', 'MG'), ('262', 'RE'),
  ('263', 'ZW'), ('264', 'NA'), ('265', 'MW'), ('266', 'LS'), ('267', 'BW'), ('268', 'SZ'), ('269', 'KM'), ('27', 'ZA'), ('290', 'SH'), ('291', 'ER'), ('297', 'AW'), ('298', 'FO'),
  ('299', 'GL'), ('30', 'GR'), ('31', 'NL'), ('32', 'BE'), ('33', 'FR'), ('34', 'ES'), ('350', 'GI'), ('351', 'PT'), ('352', 'LU'), ('353', 'IE'), ('354', 'IS'), ('355', 'AL'),
  ('356', 'MT'), ('357', 'CY'), ('358', 'FI'), ('359', 'BG'), ('36', 'HU'), ('370', 'LT'), ('371', 'LV'), ('372', 'EE'), ('373', 'MD'), ('374', 'AM'), ('375', 'BY'), ('376', 'AD'),
  ('377', 'MC'), ('378', 'SM'), ('380', 'UA'), ('381', 'RS'), ('382', 'ME'), ('383', 'XK'), ('385', 'HR'), ('386', 'SI'), ('387', 'BA'), ('389', 'MK'), ('39', 'IT'), ('40', 'RO'),
  ('41', 'CH'), ('420', 'CZ'), ('421', 'SK'), ('423', 'LI'), ('43', 'AT'), ('44', 'GB'), ('45', 'DK'), ('46', 'SE'), ('47', 'NO'), ('48', 'PL'), ('49', 'DE'), ('500', 'FK'),
  ('501', 'BZ'), ('502', 'GT'), ('503', 'SV'), ('504', 'HN'), ('505', 'NI'), ('506', 'CR'), ('507', 'PA'), ('508', 'PM'), ('509', 'HT'), ('51', 'PE'), ('52', 'MX'), ('53', 'CU'),
  ('54', 'AR'), ('55', 'BR'), ('56', 'CL'), ('57', 'CO'), ('58', 'VE'), ('590', 'GP'), ('591', 'BO'), ('592', 'GY'), ('593', 'EC'), ('594', 'GF'), ('595', 'PY'), ('596', 'MQ'),
  ('597', 'SR'), ('598', 'UY'), ('599', 'CW'), ('60', 'MY'), ('61', 'AU'), ('62', 'ID'), ('63', 'PH'), ('64', 'NZ'), ('65', 'SG'), ('66', 'TH'), ('670', 'TL'), ('672', 'NF'),
  ('673', 'BN'), ('674', 'NR'), ('675', 'PG'), ('676', 'TO'), ('677', 'SB'), ('678', 'VU'), ('679', 'FJ'), ('680', 'PW'), ('681', 'WF'), ('682', 'CK'), ('683', 'NU'), ('685', 'WS'),
  ('686', 'KI'), ('687', 'NC'), ('688', 'TV'), ('689', 'PF'), ('690', 'TK'), ('691', 'FM'), ('692', 'MH'), ('7', 'RU'), ('81', 'JP'), ('82', 'KR'), ('84', 'VN'), ('850', 'KP'),
  ('852', 'HK'), ('853', 'MO'), ('855', 'KH'), ('856', 'LA'), ('86', 'CN'), ('880', 'BD'), ('886', 'TW'), ('90', 'TR'), ('91', 'IN'), ('92', 'PK'), ('93', 'AF'), ('94', 'LK'),
  ('95', 'MM'), ('960', 'MV'), ('961', 'LB'), ('962', 'JO'), ('963', 'SY'), ('964', 'IQ'), ('965', 'KW'), ('966', 'SA'), ('967', 'YE'), ('968', 'OM'), ('970', 'PS'), ('971', 'AE'),
  ('972', 'IL'), ('973', 'BH'), ('974', 'QA'), ('975', 'BT'), ('976', 'MN'), ('977', 'NP'), ('98', 'IR'), ('992', 'TJ'), ('993', 'TM'), ('994', 'AZ'), ('995', 'GE'), ('996', 'KG'),
  ('998', 'UZ');

alter table public.customers add column postcode text check (length(postcode) <= 20);
-- All regions that may apply: those that an address, a postcode and the number say, in this order; place_sources says which said it.
alter table public.customers add column regions text[] not null default '{}' check (cardinality(regions) <= 3);
alter table public.customers add column place_sources text[] not null default '{}'
  check (cardinality(place_sources) <= 3 and place_sources <@ '{address,postcode,area_code}'::text[]);
alter table public.customers drop constraint customers_zone_source_check;
alter table public.customers add constraint customers_zone_source_check check (zone_source in ('area_code', 'address', 'region'));
grant insert (postcode), update (postcode) on public.customers to authenticated;

-- Null where the code says nothing: a ZIP code by its first three digits, a Canadian one by its first letter.
create function private.postcode_region(p_postcode text) returns text
language sql stable set search_path = '' as $$
  select case
    when n ~ '^[0-9]{5}(-?[0-9]{4})?$' then (select z.region from private.us_zip3 z where left(n, 3) between z.first and z.last)
    -- X is the Northwest Territories and Nunavut.
    when n ~ '^[ABCEGHJ-NPRSTVY][0-9][A-Z]([0-9][A-Z][0-9])?$' then 'CA-' || ('{"A": "NL", "B": "NS", "C": "PE", "E": "NB", "G": "QC", "H": "QC",
      "J": "QC", "K": "ON", "L": "ON", "M": "ON", "N": "ON", "P": "ON", "R": "MB", "S": "SK", "T": "AB", "V": "BC", "Y": "YT"}'::jsonb ->> left(n, 1)) end
  from (select upper(replace(p_postcode, ' ', '')) as n) x
$$;
create function private.phone_region(p_phone text) returns text
language sql stable set search_path = '' as $$
  select case when p_phone like '+1%' then (select region from private.nanp_areas where area_code = substr(p_phone, 3, 3))
    else (select region from private.calling_codes where code in (substr(p_phone, 2, 1), substr(p_phone, 2, 2), substr(p_phone, 2, 3))) end
$$;

-- What somebody wrote is an address and stays; the number fills in what is missing. The law of every region counts, for an area code is
-- evidence and no proof; of the time zones an address decides. Zones that somebody chose stay until they are taken away.
create or replace function private.locate_customer() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_said text;
  v_post text := private.postcode_region(new.postcode);
  v_phone text := private.phone_region(new.phone);
  v_lives text;
  v_is_chosen boolean := cardinality(new.time_zones) > 0;
begin
  if tg_op = 'UPDATE' then
    if new.email is distinct from old.email then new.email_invalid_at := null; end if;
    if new.phone is distinct from old.phone then new.phone_invalid_at := null; end if;
    -- A region that was only read from the number is nobody's word; the import says when it has it from an address.
    if new.region is distinct from old.region or 'address' = any (new.place_sources) then v_said := new.region; end if;
    if new.time_zones is not distinct from old.time_zones then v_is_chosen := coalesce(old.zone_source = 'address', false); end if;
  else
    v_said := new.region;
  end if;
  -- Only whoever may live in North America has a postcode of there: Berlin's 10115 is no street of New York.
  if v_said is not null and split_part(v_said, '-', 1) not in ('US', 'CA') or (v_said is null and new.phone not like '+1%') then v_post := null; end if;
  new.regions := '{}';
  new.place_sources := '{}';
  if v_said is not null then
    new.regions := array[v_said];
    new.place_sources := '{address}';
  end if;
  if v_post is not null and v_post <> all (new.regions) then
    new.regions := new.regions || v_post;
    new.place_sources := new.place_sources || 'postcode'::text;
  end if;
  if v_phone is not null and v_phone <> all (new.regions) then
    new.regions := new.regions || v_phone;
    new.place_sources := new.place_sources || 'area_code'::text;
  end if;
  new.region := coalesce(v_said, v_post, v_phone);
  if v_is_chosen then
    new.zone_source := 'address';
    return new;
  end if;
  v_lives := coalesce(v_said, v_post);
  new.time_zones := coalesce(
    private.region_zones(v_lives),
    -- More than four zones is as good as none: no call until an address is known.
    (select a.time_zones from private.nanp_areas a where new.phone like '+1%' and a.area_code = substr(new.phone, 3, 3)
      and cardinality(a.time_zones) <= 4 and coalesce(v_lives = a.region, true)),
    '{}');
  new.zone_source := case when cardinality(new.time_zones) > 0 then case when v_lives is null then 'area_code' else 'region' end end;
  return new;
end $$;
drop trigger locate_customer on public.customers;
create trigger locate_customer before insert or update of phone, email, region, postcode, time_zones on public.customers
  for each row execute function private.locate_customer();

alter table public.customers disable trigger touch_updated_at;
update public.customers set region = region,
  place_sources = case when region is distinct from private.phone_region(phone) and region is not null then '{address}' else '{}' end::text[];
alter table public.customers enable trigger touch_updated_at;

-- What the rows say of the customers besides name and contact: tags are added, an address says where they live.
create or replace function private.describe_customers(p_rows private.import_row[]) returns void
language plpgsql set search_path = '' as $$
begin
  -- As many as the table takes, those that the customer has already first.
  update public.customers c set tags = n.tags
  from (
    select t.id, array_agg(t.tag order by t.is_new, t.tag) as tags
    from (
      select x.id, x.tag, x.is_new, row_number() over given as place, sum(octet_length(x.tag) + 8) over given as size
      from (
        select k.id, g.tag, bool_and(g.is_new) as is_new
        from unnest(p_rows) r
        join public.customers k on k.id = r.customer_id,
        lateral (select unnest(k.tags), false union all select unnest(r.tags), true) g (tag, is_new)
        where cardinality(r.tags) > 0
        group by k.id, g.tag
      ) x
      window given as (partition by x.id order by x.is_new, x.tag)
    ) t
    where t.place <= 50 and t.size <= 8000
    group by t.id
  ) n
  where c.id = n.id and not c.tags @> n.tags;

  update public.customers c set region = coalesce(n.region, c.region), postcode = coalesce(n.postcode, c.postcode),
    place_sources = case when n.region is not null then '{address}'::text[] else c.place_sources end
  from (
    select distinct on (r.customer_id) r.customer_id as id, r.region, left(btrim(r.data ->> 'postal_code'), 20) as postcode
    from unnest(p_rows) r
    where r.region is not null or private.postcode_region(r.data ->> 'postal_code') is not null
    order by r.customer_id, r.at desc nulls last, r.ord
  ) n
  where c.id = n.id and c.zone_source is distinct from 'address' and not 'address' = any (c.place_sources)
    and (n.region is not null or n.postcode is distinct from c.postcode);
end $$;

revoke execute on all functions in schema private from public;
grant execute on function private.postcode_region(text), private.phone_region(text) to service_role;
