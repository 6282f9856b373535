import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../support/stack";
import type { Account } from "../fixtures";
import { type Anyone, anyone, contentOf, everyTable, makeBusinessWithEverything, type Table } from "./everything";

let stack: Stack;
let alice: Account;
let bob: Account;
let tables: Table[];
/** Alice's rows by table, as they were before anybody tried anything. */
const hers = new Map<string, Record<string, unknown>[]>();

const people: Record<string, Anyone> = {};

beforeAll(async () => {
  stack = await startStack();
  await stack.signUp("mia@clinic.test");
  alice = await makeBusinessWithEverything(stack, "alice@clinic.test", await stack.userId("mia@clinic.test"));
  await stack.signUp("max@garage.test");
  bob = await makeBusinessWithEverything(stack, "bob@garage.test", await stack.userId("max@garage.test"));
  tables = await everyTable(stack);
  for (const { name, owner } of tables) {
    const rows = await contentOf(stack, name);
    const accounts = [alice.id, alice.agentId];
    hers.set(
      name,
      rows.filter((row) => accounts.includes(String(row[owner]))),
    );
  }
  people["a visitor"] = await anyone(stack);
  people["the owner of another business"] = await anyone(stack, bob.email);
});
afterAll(() => stack.stop());

const ofHers = (table: Table): Record<string, unknown> => {
  const [row] = hers.get(table.name) ?? [];
  if (!row) throw new Error(`Alice has nothing in ${table.name}`);
  return row;
};
const pick = (row: Record<string, unknown>, columns: string[]) =>
  Object.fromEntries(Object.entries(row).filter(([column]) => columns.includes(column)));

/** Whether an answer is a refusal: the privilege or the policy says no, or there is no such row for this person. */
const refused = ({ error, data }: { error: { code: string } | null; data: unknown }) =>
  error ? error.code === "42501" || `failed otherwise: ${error.code}` : Array.isArray(data) && data.length === 0;

type Row = Record<string, unknown>;
type Attempt = (who: Anyone, table: Table, row: Row) => PromiseLike<unknown>;
const theRow = ({ keys }: Table, row: Row) => pick(row, keys);
const VERBS: Record<string, Attempt> = {
  select: async (who, table, row) => refused(await who.from(table.name).select().match(theRow(table, row))),
  "select all": async (who, { name, owner }, row) => {
    const { data, error } = await who.from(name).select();
    return error ? refused({ data, error }) : !data.some((one) => one[owner] === row[owner]);
  },
  insert: async (who, { name, insertable }, row) => {
    const columns = insertable.filter((column) => column !== "id" && column !== "api_secret");
    return refused(await who.from(name).insert(pick(row, columns)).select());
  },
  // Reading the row back is refused by itself where it may not be seen.
  "insert without an answer": async (who, { name, insertable }, row) => {
    const columns = insertable.filter((column) => column !== "id" && column !== "api_secret");
    return refused(await who.from(name).insert(pick(row, columns)));
  },
  "insert of every column": async (who, { name, writable }, row) =>
    refused(await who.from(name).insert(pick(row, writable)).select()),
  update: async (who, table, row) => {
    const columns = table.updatable.filter((column) => column !== table.owner);
    const same = pick(row, columns.length > 0 ? columns : table.writable);
    return refused(await who.from(table.name).update(same).match(theRow(table, row)).select());
  },
  "update of every column": async (who, table, row) =>
    refused(await who.from(table.name).update(pick(row, table.writable)).match(theRow(table, row)).select()),
  delete: async (who, table, row) => refused(await who.from(table.name).delete().match(theRow(table, row)).select()),
  upsert: async (who, { name, keys, writable }, row) =>
    refused(
      await who
        .from(name)
        .upsert(pick(row, writable), { onConflict: keys.join(",") })
        .select(),
    ),
  "upsert without a change": async (who, { name, keys, writable }, row) => {
    const options = { onConflict: keys.join(","), ignoreDuplicates: true };
    return refused(await who.from(name).upsert(pick(row, writable), options).select());
  },
};

describe.each(["a visitor", "the owner of another business"])("To %s", (who) => {
  it.each(Object.keys(VERBS))("%s is refused for Alice's rows in every table", async (verb) => {
    const client = people[who];
    const attempt = VERBS[verb];
    if (!client || !attempt) throw new Error("nobody");
    const answers: Record<string, unknown> = {};
    for (const table of tables) answers[table.name] = await attempt(client, table, ofHers(table));
    expect(answers).toEqual(Object.fromEntries(tables.map(({ name }) => [name, true])));
  });
});

it("After all that Alice has exactly the rows she had", async () => {
  for (const { name, owner } of tables) {
    const rows = await contentOf(stack, name);
    const now = rows.filter((row) => [alice.id, alice.agentId].includes(String(row[owner])));
    expect(now, name).toEqual(hers.get(name));
    expect(now.length, name).toBeGreaterThan(0);
  }
});

it("Alice and her team member read what is hers, but for the engine's inbox", async () => {
  for (const email of [alice.email, "mia@clinic.test"]) {
    const client = await anyone(stack, email);
    const seen: Record<string, boolean> = {};
    for (const { name, owner } of tables) {
      const { data } = await client.from(name).select(owner).in(owner, [alice.id, alice.agentId]);
      seen[name] = (data ?? []).length > 0;
    }
    const expected = tables.map(({ name }) => [name, name !== "provider_events"]);
    expect(seen).toEqual(Object.fromEntries(expected));
  }
});
