import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { advisors, genTypes, migrate } from "@/local/postgres/migrate";
import { type Stack, startStack } from "../support/stack";
import { buildReceptionist, type Expected } from "./receptionist";

const NEW_COLUMNS = "{customer_name,customer_email,customer_id,import_key,outreach_attempt_id}";
const OLD_ROWS = `
  select 'lead' as kind, id, to_jsonb(t) - '${NEW_COLUMNS}'::text[] as content from public.leads t
  union all select 'agent', id, to_jsonb(t) from public.agents t
  union all select 'profile', id, to_jsonb(t) from public.profiles t order by id`;
const OLD_TRIGGERS = `
  select tgname, tgenabled from pg_trigger
  where tgrelid = 'public.leads'::regclass and tgname in ('set_updated_at', 'always_updated_at', 'switched_off') order by 1`;
const OLD_RIGHTS = `
  select relname, relacl::text, (select jsonb_agg(attname || attacl::text order by attname) from pg_attribute a where a.attrelid = c.oid and attacl is not null)
  from pg_class c where relname in ('profiles', 'agents', 'leads') and relnamespace = 'public'::regnamespace order by 1`;

/** Everything in the product's schemas, as text: what another run of the migrations could change. */
const SCHEMA = `
  select string_agg(thing, chr(10) order by thing) as schema from (
    select pg_get_functiondef(p.oid) || p.proacl::text as thing from pg_proc p
      where pronamespace in ('public'::regnamespace, 'private'::regnamespace) and prokind = 'f'
    union all select indexdef from pg_indexes where schemaname in ('public', 'private')
    union all select conrelid::regclass || pg_get_constraintdef(oid) from pg_constraint where connamespace in ('public'::regnamespace, 'private'::regnamespace)
    union all select to_jsonb(p)::text from pg_policies p
    union all select pg_get_triggerdef(oid) || tgenabled::text from pg_trigger where not tgisinternal
    union all select attrelid::regclass || attname || format_type(atttypid, atttypmod) || coalesce(attacl::text, '') from pg_attribute a join pg_class c on c.oid = attrelid
      where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and attnum > 0
    union all select relname || coalesce(relacl::text, '') || relrowsecurity from pg_class where relnamespace in ('public'::regnamespace, 'private'::regnamespace)
  ) things`;

describe("On an empty database the migrations", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.stop());

  it("leave nothing for Supabase's linter to warn of", async () => {
    expect(await advisors(stack.databaseUrl)).toEqual([]);
  });

  it("make the tables whose types are committed", async () => {
    const committed = await readFile(new URL("../../lib/data/database.types.ts", import.meta.url), "utf8");
    expect(await genTypes(stack.databaseUrl)).toBe(committed);
  });

  it("know the area codes of data/nanp_areas.csv", async () => {
    const csv = await readFile(new URL("../../data/nanp_areas.csv", import.meta.url), "utf8");
    const [, ...lines] = csv.trim().split(/\r?\n/);
    const { rows } = await stack.pool.query<{ line: string }>(
      "select concat_ws(',', area_code, region, array_to_string(time_zones, ' ')) as line from private.nanp_areas order by area_code",
    );
    const known = rows.map(({ line }) => line);
    expect(known.length).toBeGreaterThan(400);
    expect(known).toEqual(lines.sort());
  });

  it("give each person who signs up a profile", async () => {
    await stack.signUp("first@clinic.test");
    const { rows } = await stack.pool.query("select email, subscription_tier from public.profiles");
    expect(rows).toEqual([{ email: "first@clinic.test", subscription_tier: "free" }]);
  });
});

describe("On a receptionist's database the migrations", () => {
  let stack: Stack;
  let expected: Expected[];
  const read = async (sql: string) => (await stack.pool.query<Record<string, unknown>>(sql)).rows;
  let before: Record<string, unknown>[][];
  const old = () => Promise.all([OLD_ROWS, OLD_TRIGGERS].map(read));

  beforeAll(async () => {
    stack = await startStack({ template: "empty" });
    expected = await buildReceptionist(stack.pool, 1500);
    before = [...(await old()), await read(OLD_RIGHTS)];
    await migrate(stack.databaseUrl);
  });
  afterAll(() => stack.stop());

  it("change and lose no value of any row, and no trigger", async () => {
    const [rows, triggers] = await old();
    expect(rows).toEqual(before[0]);
    expect(triggers).toEqual(before[1]);
    expect(triggers).toHaveLength(3);
  });

  it("take away and give a person no right on the receptionist's tables", async () => {
    const onlyPeople = (rights: Record<string, unknown>[] | undefined) =>
      JSON.stringify(rights).replaceAll(/,?service_role=[a-zA-Z*]+\/postgres/g, "");
    expect(onlyPeople(await read(OLD_RIGHTS))).toBe(onlyPeople(before[2]));
  });

  it("let people read what is theirs and their team's, and write nothing that they could not before", async () => {
    const policies = await read(
      "select tablename, policyname, cmd from pg_policies where tablename in ('profiles', 'agents', 'leads') order by 1, 2",
    );
    expect(policies.map(({ tablename, policyname, cmd }) => `${tablename}: ${policyname} (${cmd})`)).toEqual([
      "agents: Own agents (ALL)",
      "agents: rekindle_select (SELECT)",
      "leads: Own leads (SELECT)",
      "leads: rekindle_select (SELECT)",
      "profiles: Own profile (SELECT)",
      "profiles: rekindle_select (SELECT)",
    ]);
  });

  it("give every lead with a usable contact its customer, and no other", async () => {
    const found = await read(
      "select l.id, c.phone, c.email, c.user_id from public.leads l left join public.customers c on c.id = l.customer_id",
    );
    const byId = new Map(found.map((lead) => [lead.id, lead]));
    const customers = await read("select user_id, phone, email from public.customers");
    expect(new Set(customers.map((one) => `${one.user_id} ${one.phone ?? one.email}`)).size).toBe(customers.length);
    for (const lead of expected) {
      const customer = byId.get(lead.id);
      if (lead.phone !== null) expect(customer).toMatchObject({ phone: lead.phone, user_id: lead.userId });
      else if (lead.email !== null) expect(customer).toMatchObject({ email: lead.email, user_id: lead.userId });
      else expect(customer).toMatchObject({ phone: null, user_id: null });
    }
    expect(expected.filter(({ phone, email }) => phone === null && email !== null).length).toBeGreaterThan(20);
  });

  it("count each customer's leads, and know the first and the last", async () => {
    const wrong = await read(`
      select c.id from public.customers c left join (
        select customer_id, count(*) as n, min(created_at) as first_at, max(created_at) as last_at from public.leads group by 1
      ) l on l.customer_id = c.id
      where (c.lead_count, c.first_lead_at, c.last_lead_at) is distinct from (l.n, l.first_at, l.last_at)`);
    expect(wrong).toEqual([]);
    const [{ total } = {}] = await read("select sum(lead_count)::integer as total from public.customers");
    expect(total).toBe(expected.filter(({ phone, email }) => phone ?? email).length);
  });

  it("name a customer after one of its leads, and place it by its area code", async () => {
    const named = await read("select phone, name, region, time_zones from public.customers where name is not null");
    expect(named.length).toBeGreaterThan(100);
    for (const { phone, name } of named.filter((one) => one.phone))
      expect(expected.filter((lead) => lead.phone === phone).map((lead) => lead.name)).toContain(name);
    const [one] = named.filter(({ phone }) => String(phone).startsWith("+1212"));
    expect(one).toMatchObject({ region: "US-NY", time_zones: ["America/New_York"] });
  });

  it("let people sign up as before, with the profile that the receptionist makes", async () => {
    await stack.signUp("new@shop.test");
    expect(
      await read("select full_name, subscription_tier from public.profiles where email = 'new@shop.test'"),
    ).toEqual([{ full_name: "", subscription_tier: "starter" }]);
  });

  it("change nothing when they are pushed again", async () => {
    const all = () => Promise.all([SCHEMA, OLD_ROWS, "select * from public.customers order by id"].map(read));
    const first = await all();
    await migrate(stack.databaseUrl);
    expect(await all()).toEqual(first);
  });
});
