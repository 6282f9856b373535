import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../support/stack";
import { FOR_PEOPLE, LAW } from "./everything";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const all = <T extends object>(sql: string) => stack.pool.query<T>(sql).then(({ rows }) => rows);

/** What a signed-in person may do with each table; true is every column. Nobody else but the service role may do anything. */
const CAMPAIGN =
  "agent_id, budget, calling_hours, campaign_type, description, max_attempts, max_call_seconds, max_concurrency, max_recipients, min_gap_minutes, name, " +
  "outreach_method, rate_limit_per_minute, retry_gaps, scheduled_at, target_criteria, time_zone, variables, draft_step, holdout_percent, purpose";
const STEP = "body, channel, condition, position, preview_text, subject, variants, voicemail, wait_minutes, weight";
const CUSTOMER = "email, language, name, phone, postcode, region, tags, time_zones";
const RIGHTS: Record<string, { [verb: string]: true | string }> = {
  agents: { SELECT: true, INSERT: true, UPDATE: true, DELETE: true },
  api_keys: { SELECT: "created_at, last_used_at, shown, user_id" },
  attempt_events: { SELECT: true },
  audit_log: { SELECT: true },
  campaign_recipients: { SELECT: true },
  campaign_results: { SELECT: true },
  campaign_steps: { SELECT: true, INSERT: `${STEP}, campaign_id, user_id`, UPDATE: STEP, DELETE: true },
  campaigns: { SELECT: true, INSERT: `${CAMPAIGN}, user_id`, UPDATE: CAMPAIGN, DELETE: true },
  consents: {
    SELECT: true,
    INSERT: "basis, channel, customer_id, evidence, obtained_at, purpose, source, user_id, wording, wording_version",
    UPDATE: "revoked_at",
  },
  customers: { SELECT: true, INSERT: `${CUSTOMER}, user_id`, UPDATE: CUSTOMER },
  do_not_call_lists: { SELECT: true },
  inbound_messages: { SELECT: true },
  leads: { SELECT: true, INSERT: true, UPDATE: true, DELETE: true },
  outreach_attempts: { SELECT: true, UPDATE: "reviewed_at" },
  outreach_settings: { SELECT: true, INSERT: true, UPDATE: true },
  profiles: { SELECT: true },
  provider_events: {},
  relied_lists: { SELECT: true },
  rule_overrides: { SELECT: true },
  suppressions: { SELECT: true, INSERT: "channel, contact, customer_id, evidence, reason, source, user_id" },
  team_members: { SELECT: true, INSERT: true, DELETE: true },
  test_calls: { SELECT: true },
  test_messages: { SELECT: true },
  ...Object.fromEntries(LAW.map((table) => [table, { SELECT: true }])),
};

/** What the service role may do, where it is less than everything. */
const ENGINE: Record<string, string[]> = {
  audit_log: ["INSERT", "SELECT"],
  campaign_results: ["SELECT"],
  consents: ["INSERT", "SELECT", "UPDATE"],
  rule_overrides: ["SELECT"],
  suppressions: ["INSERT", "SELECT", "UPDATE"],
  ...Object.fromEntries(LAW.map((table) => [table, ["SELECT"]])),
};

const GRANTS = (role: string) => `
  select c.relname as table, verb, has_table_privilege('${role}', c.oid, verb) as whole,
    coalesce((select string_agg(attname, ', ' order by attname) from pg_attribute
      where attrelid = c.oid and attnum > 0 and not attisdropped and verb in ('INSERT', 'UPDATE', 'SELECT')
        and has_column_privilege('${role}', c.oid, attnum, verb)), '') as columns
  from pg_class c, unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) verb
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1, 2`;
const sorted = (columns: string) => columns.split(", ").sort().join(", ");

async function rightsOf(role: string): Promise<typeof RIGHTS> {
  const rights: typeof RIGHTS = {};
  for (const one of await all<{ table: string; verb: string; whole: boolean; columns: string }>(GRANTS(role))) {
    const verbs = rights[one.table] ?? {};
    rights[one.table] = verbs;
    if (one.whole) verbs[one.verb] = true;
    else if (one.columns) verbs[one.verb] = one.columns;
  }
  return rights;
}

describe("Grants", () => {
  it("let a signed-in person do with each table what is listed here, and no more", async () => {
    const listed = Object.entries(RIGHTS).map(([table, verbs]) => [
      table,
      Object.fromEntries(Object.entries(verbs).map(([verb, to]) => [verb, to === true ? to : sorted(to)])),
    ]);
    expect(await rightsOf("authenticated")).toEqual(Object.fromEntries(listed));
  });

  it("let a visitor do nothing with any table", async () => {
    expect(Object.values(await rightsOf("anon")).flatMap((verbs) => Object.keys(verbs))).toEqual([]);
  });

  it("let the service role read and write everything but the ledgers and the counts", async () => {
    const found = Object.entries(await rightsOf("service_role")).map(([table, verbs]) => [table, Object.keys(verbs)]);
    const listed = Object.keys(RIGHTS).map((table) => [
      table,
      ENGINE[table] ?? ["DELETE", "INSERT", "SELECT", "UPDATE"],
    ]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(listed));
  });

  it("show the area codes of the private schema to people, and nothing else of it", async () => {
    const sql = `select relname, role from pg_class, unnest('{anon,authenticated,service_role}'::text[]) role
      where relnamespace = 'private'::regnamespace and relkind in ('r', 'v', 'm')
        and (has_any_column_privilege(role, oid, 'select, insert, update') or has_table_privilege(role, oid, 'delete, truncate')) order by 1, 2`;
    const found = await all<{ relname: string; role: string }>(sql);
    const isEngines = ({ role }: { role: string }) => role === "service_role";
    expect(found.filter((one) => !isEngines(one))).toEqual([{ relname: "nanp_areas", role: "authenticated" }]);
    expect(found.filter(isEngines).map(({ relname }) => relname)).toEqual([
      ...["calling_codes", "calls_to_delete", "engine_state", "jurisdiction_hours", "list_parts", "listed_numbers"],
      ...["lists_to_clear", "nanp_areas", "provider_pace", "retention_state", "told_withdrawals", "us_zip3"],
    ]);
  });
});

/** Conditions on rows: the account's own; its agents' leads; the law's, which is everybody's; and the four that are different, with their reason. */
const OWN = "user_id in (select private.my_accounts())";
const DIFFERENT: Record<string, string> = {
  "profiles select": "id in (select private.my_accounts())",
  "leads select": "agent_id in (select private.my_agents())",
  "leads insert": "agent_id in (select private.my_agents())",
  "leads update": "agent_id in (select private.my_agents())",
  "leads delete": "agent_id in (select private.my_agents())",
  "team_members insert": "user_id = (select auth.uid())",
  "team_members delete": "user_id = (select auth.uid()) or member_id = (select auth.uid())",
  "campaigns delete": `${OWN} and status = 'draft'`,
  "suppressions insert": `${OWN} and contact is not null`,
  "provider_events all": "false",
  ...Object.fromEntries(LAW.map((table) => [`${table} select`, "true"])),
};
const plain = (condition: string | null) =>
  condition
    ?.toLowerCase()
    .replaceAll(/ as \w+|::text/g, "")
    .replaceAll(/[()\s]/g, "");

describe("Row level security", () => {
  it("is switched on for every table", async () => {
    const sql = `select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity`;
    expect(await all(sql)).toEqual([]);
    expect(await all("select 1 from pg_views where schemaname = 'public' union all select 1 from pg_matviews")).toEqual(
      [],
    );
  });

  it("has one policy for each verb a person may use, of the expected form, for signed-in people only", async () => {
    const policies = await all<{ name: string; roles: string; qual: string | null; with_check: string | null }>(
      `select tablename || ' ' || lower(cmd) as name, roles::text, qual, with_check from pg_policies where schemaname = 'public'`,
    );
    const wanted = Object.entries(RIGHTS).flatMap(([table, verbs]) =>
      Object.keys(verbs).map((verb) => `${table} ${verb.toLowerCase()}`),
    );
    expect(policies.map(({ name }) => name).sort()).toEqual([...wanted, "provider_events all"].sort());
    for (const { name, roles, qual, with_check } of policies) {
      expect(roles, name).toBe("{authenticated}");
      for (const condition of [qual, with_check].filter((one) => one !== null))
        expect(plain(condition), name).toBe(plain(DIFFERENT[name] ?? OWN));
      expect(qual === null, name).toBe(name.endsWith(" insert"));
      expect(with_check === null, name).toBe(!/ (insert|update)$/.test(name));
    }
  });

  it("looks for an account's rows in an index", async () => {
    const sql = `select relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'user_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and not exists (select from pg_index i where i.indrelid = c.oid and a.attnum = any (i.indkey))`;
    expect(await all(sql)).toEqual([]);
  });
});

describe("Functions", () => {
  it("of the public schema can be executed by the service role alone, but for those that read with a person's own rights", async () => {
    const sql = `select proname || ' ' || role as name, prosecdef from pg_proc, unnest('{public,anon,authenticated}'::text[]) role
      where pronamespace = 'public'::regnamespace and has_function_privilege(role, oid, 'execute') order by 1`;
    const open = FOR_PEOPLE.map((name) => ({ name: `${name} authenticated`, prosecdef: false }));
    expect(await all(sql)).toEqual(open);
    const forTheEngine = `select count(*)::integer as n from pg_proc
      where pronamespace = 'public'::regnamespace and has_function_privilege('service_role', oid, 'execute')`;
    expect(await all(forTheEngine)).not.toEqual([{ n: 0 }]);
  });

  it("that a person's own statements need are the only private ones they can execute", async () => {
    const sql = `select proname from pg_proc where pronamespace = 'private'::regnamespace
      and has_function_privilege('authenticated', oid, 'execute') order by 1`;
    const names = (await all<{ proname: string }>(sql)).map(({ proname }) => proname);
    expect(names).toEqual([
      "analytics_of",
      ...["call_query", "call_words", "comparable", "contacts_with_words", "default_hours", "find_customers"],
      ...["is_of_other_number", "like_pattern", "lines_in_use"],
      ...["my_accounts", "my_agents", "next_activity", "page_of_customers", "page_of_suppressions", "recipient_filter"],
      "touches_of",
      ...["valid_criteria", "valid_custom", "valid_gaps", "valid_hours", "valid_instant", "valid_list"],
      ...[
        "valid_variables",
        "valid_variants",
        "valid_zones",
        "versions_of",
        "waiting_recipients",
        "words_filter",
        "written_steps",
      ],
    ]);
    const visitor = `select 1 from pg_proc where pronamespace = 'private'::regnamespace and has_function_privilege('anon', oid, 'execute')`;
    expect(await all(visitor)).toEqual([]);
  });

  it("look names up nowhere but where they say", async () => {
    const sql = `select oid::regprocedure::text from pg_proc where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
      and not coalesce('search_path=""' = any (proconfig), false)`;
    expect(await all(sql)).toEqual([]);
  });

  it("with their owner's rights are triggers, load the law, keep exceptions from it, or read only what is asked of them", async () => {
    const sql = `select proname from pg_proc where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
      and prosecdef and prorettype <> 'trigger'::regtype order by 1`;
    const names = (await all<{ proname: string }>(sql)).map(({ proname }) => proname);
    expect(names).toEqual([
      "analytics_of",
      ...[
        "contact_hash",
        "contacts_with_words",
        "count_campaign",
        "count_now",
        "end_override",
        "find_customers",
        "find_or_make_customer",
        "load_rules",
      ],
      ...[
        "make_override",
        "my_accounts",
        "my_agents",
        "page_of_customers",
        "page_of_suppressions",
        "recount_customers",
        "seal_numbers",
        "touches_of",
        "waiting_recipients",
      ],
    ]);
  });
});
