-- Five digits are a ZIP code in one country and a postcode in twenty others: whose number or address is elsewhere lives in no state of
-- the United States because of them, nor by its clock.

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

alter table public.customers disable trigger touch_updated_at;
update public.customers set postcode = postcode where postcode is not null and (phone not like '+1%' or region not like 'US%');
alter table public.customers enable trigger touch_updated_at;

revoke execute on all functions in schema private from public;
