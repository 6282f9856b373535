import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "@/local/postgres/migrate";
import { prepareDatabase } from "@/local/postgres/prepare";
import { type Stack, startStack } from "../../support/stack";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

/** What the API's roles may do with each table and function of the product. */
const PRIVILEGES = `
  with roles as (select unnest('{anon,authenticated,service_role}'::text[]) as role),
  verbs as (select unnest('{select,insert,update,delete}'::text[]) as verb)
  select format('%s may %s %s', role, verb, c.relname) as privilege
  from pg_class c, roles, verbs
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'p')
    and has_table_privilege(role, c.oid, verb)
  union all
  select format('%s may execute %s', role, p.oid::regprocedure)
  from pg_proc p, roles
  where p.pronamespace = 'public'::regnamespace and has_function_privilege(role, p.oid, 'execute')
  order by 1`;

async function privileges(connectionString: string): Promise<string[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<{ privilege: string }>(PRIVILEGES)).rows.map(({ privilege }) => privilege);
  } finally {
    await client.end();
  }
}

it("The product's privileges are the same in a project that grants nothing by itself", async () => {
  const strict = await startStack({ template: "empty" });
  try {
    await prepareDatabase(strict.databaseUrl, { exposeNewTables: false });
    await migrate(strict.databaseUrl);
    expect(await privileges(strict.databaseUrl)).toEqual(await privileges(stack.databaseUrl));
  } finally {
    await strict.stop();
  }
});
