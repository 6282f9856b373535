import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PASSWORD, type Stack, startStack } from "../../support/stack";
import { type Account, NOON } from "../fixtures";
import { contentOf, everyTable, FOR_PEOPLE, makeBusinessWithEverything } from "./everything";

interface Callable {
  name: string;
  args: Record<string, string>;
}
const FUNCTIONS = `
  select proname as name, coalesce((select jsonb_object_agg(n, format_type(t, null))
    from unnest(proargnames[1:pronargs], proargtypes::oid[]) a (n, t)), '{}') as args
  from pg_proc where pronamespace = 'public'::regnamespace and prokind in ('f', 'p')
    and not has_function_privilege('authenticated', oid, 'execute') order by 1`;

let stack: Stack;
let alice: Account;
let functions: Callable[];
let campaign: string;
let attempt: string;

beforeAll(async () => {
  stack = await startStack();
  await stack.signUp("mia@clinic.test");
  alice = await makeBusinessWithEverything(stack, "alice@clinic.test", await stack.userId("mia@clinic.test"));
  await stack.signUp("bob@garage.test");
  functions = (await stack.pool.query<Callable>(FUNCTIONS)).rows;
  campaign = String((await contentOf(stack, "campaign_recipients"))[0]?.campaign_id);
  attempt = String((await contentOf(stack, "outreach_attempts"))[0]?.id);
});
afterAll(() => stack.stop());

/** A value that the function could work with, by the argument's name and type. */
function plausible(name: string, type: string): unknown {
  switch (type) {
    case "uuid":
      return { p_campaign: campaign, p_attempt: attempt, p_agent_id: alice.agentId }[name] ?? alice.id;
    case "uuid[]":
      return [alice.id];
    case "timestamp with time zone":
      return NOON.toISOString();
    case "jsonb":
      return ["p_rows", "p_contents", "p_refs", "p_messages", "p_events"].includes(name) ? [] : {};
    case "integer":
    case "numeric":
      return 1;
    case "boolean":
      return false;
    case "text[]":
      return [];
    case "interval":
      return "1 minute";
    case "text":
      return name === "p_time_zone" ? "UTC" : "call";
    default:
      throw new Error(`${name} has the type ${type}, for which the test has no value`);
  }
}

async function callAll(key: string, email?: string): Promise<Record<string, string>> {
  const client = createClient(stack.url, key, { auth: { persistSession: false, autoRefreshToken: false } });
  if (email) await client.auth.signInWithPassword({ email, password: PASSWORD });
  const answers: Record<string, string> = {};
  for (const { name, args } of functions) {
    const values = Object.entries(args).map(([arg, type]) => [arg, plausible(arg, type)]);
    const { error } = await client.rpc(name, Object.fromEntries(values));
    answers[name] = error?.code ?? "answered";
  }
  return answers;
}

describe("Every function of the API that is not for people", () => {
  it.each([
    ["a visitor", undefined],
    ["the owner of another business", "bob@garage.test"],
    ["a team member", "mia@clinic.test"],
    ["the owner herself", "alice@clinic.test"],
  ])("is refused to %s", async (_, email) => {
    const before = await snapshot();
    expect(await callAll(stack.anonKey, email)).toEqual(
      Object.fromEntries(
        functions.map(({ name }) => [name, email && FOR_PEOPLE.includes(name) ? "answered" : "42501"]),
      ),
    );
    expect(await snapshot()).toEqual(before);
  });

  it("can be called by the service role", async () => {
    const answers = Object.entries(await callAll(stack.serviceKey));
    expect(answers.length).toBeGreaterThan(15);
    expect(answers.filter(([, answer]) => answer === "42501" || answer === "PGRST202")).toEqual([]);
  });
});

describe("A token that names nobody", () => {
  it.each(["list_customers", "list_suppressions"])(
    "finds nothing with %s, whatever account it asks for",
    async (name) => {
      const sort = name === "list_customers" ? ", p_sort => 'name'" : "";
      const sql = `select public.${name}(p_user_id => $1, p_limit => 10, p_offset => 0, p_descending => true${sort}) as found`;
      const db = await stack.pool.connect();
      try {
        await db.query("begin");
        const asOperator = await db.query<{ found: { total: number } }>(sql, [alice.id]);
        expect(asOperator.rows[0]?.found.total).toBeGreaterThan(0);
        await db.query(`set local role authenticated; set local request.jwt.claims = '{"role":"authenticated"}'`);
        expect((await db.query(sql, [alice.id])).rows).toEqual([{ found: { rows: [], total: 0 } }]);
      } finally {
        await db.query("rollback");
        db.release();
      }
    },
  );
});

async function snapshot() {
  const tables = await everyTable(stack);
  return Promise.all(tables.map(async ({ name }) => [name, await contentOf(stack, name)]));
}
