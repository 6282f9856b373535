import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importLeads } from "@/lib/actions/import-leads";
import { type Stack, startStack } from "../support/stack";
import { type Business, depsOf, inPieces, openBusiness } from "./import-support";

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const addCustomer = (alice: Business, phone: string | null, email: string | null, name: string | null) =>
  stack.pool.query("insert into customers (user_id, phone, email, name) values ($1, $2, $3, $4)", [
    alice.userId,
    phone,
    email,
    name,
  ]);
const known = async (alice: Business) =>
  (await alice.customers()).map(({ phone, email, name, lead_count }) => [phone, email, name, lead_count]);
const P = ["+12795550170", "+12795550171", "+12795550172"] as const;

describe("the customer of a row", () => {
  it("is found by phone, and gains only what it lacks", async () => {
    const alice = await openBusiness(stack);
    await addCustomer(alice, P[0], null, "Ann");
    const report = await alice.import(`Name,Phone,Email\nAnna Lee,${P[0]},ann@example.com\n`);
    expect(report.customers_created).toBe(0);
    expect(await known(alice)).toEqual([[P[0], "ann@example.com", "Ann", 1]]);
  });

  it("is found by email, and gains its phone", async () => {
    const alice = await openBusiness(stack);
    await addCustomer(alice, null, "ann@example.com", null);
    await alice.import(`Name,Phone,Email\nAnn,${P[0]},ANN@example.com\n`);
    expect(await known(alice)).toEqual([[P[0], "ann@example.com", "Ann", 1]]);
  });

  it("is the phone's when phone and email are of two, and both keep what is theirs", async () => {
    const alice = await openBusiness(stack);
    await addCustomer(alice, P[0], null, null);
    await addCustomer(alice, P[1], "bob@example.com", "Bob");
    await alice.import(`Phone,Email\n${P[0]},bob@example.com\n`);
    expect(await known(alice)).toEqual([
      [P[0], null, null, 1],
      [P[1], "bob@example.com", "Bob", 0],
    ]);
  });

  it("of another account is never touched", async () => {
    const [alice, bob] = [await openBusiness(stack), await openBusiness(stack)];
    await addCustomer(bob, P[0], "ann@example.com", null);
    await alice.import(`Name,Phone,Email\nAnn,${P[0]},ann@example.com\n`);
    expect(await known(bob)).toEqual([[P[0], "ann@example.com", null, 0]]);
    expect(await known(alice)).toEqual([[P[0], "ann@example.com", "Ann", 1]]);
  });

  it("is the same whether rows come in one batch or one by one", async () => {
    const row = fc.record({
      name: fc.constantFrom("", "Ann", "Bob"),
      phone: fc.constantFrom("", ...P),
      email: fc.constantFrom("", "a@example.com", "b@example.com", "c@example.com"),
    });
    const rows = fc.array(
      row.filter(({ phone, email }) => phone !== "" || email !== ""),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(rows, rows, async (earlier, later) => {
        const [whole, single] = [await openBusiness(stack), await openBusiness(stack)];
        const file = (some: typeof earlier, from = 0) =>
          `Name,Phone,Email,Row\n${some.map((r, n) => `${r.name},${r.phone},${r.email},${n + from}`).join("\n")}\n`;
        for (const [n, one] of [...earlier, ...later].entries()) await single.import(file([one], n));
        let made = 0;
        for (const [some, from] of [
          [earlier, 0],
          [later, earlier.length],
        ] as const)
          made += (await whole.import(file(some, from))).customers_created;

        expect(await known(whole)).toEqual(await known(single));
        expect(made).toBe((await whole.customers()).length);
        expect(await ownersOf(whole)).toEqual(await ownersOf(single));
      }),
      { seed: 23, numRuns: 40 },
    );
  }, 120_000);
});

/** Which customer each row went to, told by the customer's contacts. */
async function ownersOf(alice: Business) {
  const customers = new Map((await alice.customers()).map(({ id, phone, email }) => [id, `${phone} ${email}`]));
  const leads = (await alice.leads()).map(({ structured_data, customer_id }) => [
    JSON.stringify(structured_data),
    customers.get(customer_id),
  ]);
  return leads.sort();
}

describe("what a row says of its customer besides", () => {
  it("adds tags, once", async () => {
    const alice = await openBusiness(stack);
    const file = `Phone,Tags\n${P[0]},"vip, regular"\n${P[0]},vip; new\n`;
    await alice.import(file);
    expect((await alice.customers())[0]?.tags).toEqual(["new", "regular", "vip"]);
    await stack.pool.query("update customers set tags = '{vip}' where user_id = $1", [alice.userId]);
    await alice.import(file);
    expect((await alice.customers())[0]?.tags, "a tag that was taken off stays off").toEqual(["vip"]);
  });

  it("never makes more tags than a customer can have", async () => {
    const alice = await openBusiness(stack);
    const rows = Array.from(
      { length: 30 },
      (_, n) => `${P[0]},${n},${[1, 2, 3].map((m) => `${"ü".repeat(55)}${n}-${m}`).join(";")}`,
    );
    expect((await alice.import(`Phone,Room,Tags\n${rows.join("\n")}\n`)).imported).toBe(30);
    expect((await alice.customers())[0]?.tags).toHaveLength(50);
  });

  it("places the customer by the address rather than the area code", async () => {
    const alice = await openBusiness(stack);
    await alice.import(`Phone,State,Date\n${P[0]},NY,2025-01-01\n${P[0]},Texas,2024-01-01\n`);
    expect((await alice.customers())[0]).toMatchObject({ region: "US-NY", time_zones: ["America/New_York"] });
    await alice.import(`Phone,State,Date\n${P[0]},Florida,2025-02-01\n`);
    expect((await alice.customers())[0], "a known address stays").toMatchObject({ region: "US-NY" });
  });
});

describe("nobody imports", () => {
  it("into another's account", async () => {
    const [alice, bob] = [await openBusiness(stack), await openBusiness(stack)];
    const source = () => inPieces("Email\na@example.com\n");
    const asBob = (agentId?: string) =>
      importLeads(bob.deps, { userId: alice.userId, actorId: bob.userId, agentId, source: source() });
    await expect(asBob()).rejects.toMatchObject({ code: "agent_missing" });
    await expect(asBob(alice.agentId)).rejects.toMatchObject({ code: "not_found" });
    await expect(bob.import("Email\na@example.com\n", { agentId: alice.agentId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect([await alice.leads(), await bob.leads()]).toEqual([[], []]);
  });

  it("unless they are of its team", async () => {
    const [alice, bob] = [await openBusiness(stack), await openBusiness(stack)];
    await stack.pool.query("insert into team_members (user_id, member_id) values ($1, $2)", [alice.userId, bob.userId]);
    const input = { userId: alice.userId, actorId: bob.userId, source: inPieces("Email\na@example.com\n") };
    expect(await importLeads(bob.deps, input)).toMatchObject({ imported: 1 });
  });

  it("without an agent", async () => {
    const alice = await openBusiness(stack, 0);
    await expect(alice.import("Email\na@example.com\n")).rejects.toMatchObject({ code: "agent_missing" });
  });

  it("by calling the SQL function with their own rights", async () => {
    const alice = await openBusiness(stack);
    const args = { p_user_id: alice.userId, p_agent_id: alice.agentId, p_rows: [], p_now: new Date().toISOString() };
    for (const client of [alice.client, stack.anonymous()])
      expect((await client.rpc("import_leads", args)).error).toMatchObject({ code: "42501" });
    const deps = depsOf(stack, alice.client);
    await expect(
      deps.leads.importBatch((await openBusiness(stack)).userId, alice.agentId, [], new Date()),
    ).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("at the same time", () => {
  const people = Array.from({ length: 1_500 }, (_, n) => `+1212555${String(n).padStart(4, "0")}`);
  const file = `Phone,Email,Date\n${people.map((phone, n) => `${phone},p${n}@example.com,2025-01-01`).join("\n")}\n`;

  it("two imports of one file make each lead and customer once", async () => {
    const alice = await openBusiness(stack);
    const reports = await Promise.all([alice.import(file), alice.import(file), alice.import(file)]);
    expect(reports.reduce((sum, { imported }) => sum + imported, 0)).toBe(1_500);
    expect(reports.reduce((sum, { customers_created }) => sum + customers_created, 0)).toBe(1_500);
    expect(await alice.leads()).toHaveLength(1_500);
    expect((await alice.customers()).every(({ lead_count }) => lead_count === 1)).toBe(true);
  });

  it("the receptionist may write leads of the same people, in another order", async () => {
    const alice = await openBusiness(stack);
    const write = async () => {
      for (let n = people.length; n > 0; n -= 100)
        await stack.pool
          .query(
            "insert into leads (agent_id, customer_phone) select $1, p from unnest($2::text[]) with ordinality u (p, n) order by n desc",
            [alice.agentId, people.slice(n - 100, n)],
          )
          .catch((error: { code?: string }) => {
            // The receptionist's insert may be the one that gives way.
            if (error.code !== "40P01") throw error;
            n += 100;
          });
    };
    const [report] = await Promise.all([alice.import(file), write()]);
    expect(report).toMatchObject({ imported: 1_500, refused: 0 });
    const customers = await alice.customers();
    expect(customers).toHaveLength(1_500);
    expect(customers.every(({ lead_count, email }) => lead_count === 2 && email !== null)).toBe(true);
  });

  it("two imports of one file for two agents do not either", async () => {
    const alice = await openBusiness(stack, 2);
    const { rows } = await stack.pool.query<{ id: string }>("select id from agents where user_id = $1", [alice.userId]);
    const reports = await Promise.all(rows.map(({ id }) => alice.import(file, { agentId: id })));
    expect(reports.reduce((sum, { imported }) => sum + imported, 0)).toBe(1_500);
    expect(await alice.leads()).toHaveLength(1_500);
  });

  it("a batch that meets a deadlock is tried again", async () => {
    const alice = await openBusiness(stack);
    for (const phone of P) await addCustomer(alice, phone, null, null);
    const sql = "select id from customers where user_id = $1 order by id";
    const [first, second, third] = (await stack.pool.query<{ id: string }>(sql, [alice.userId])).rows;
    const [writer, doorkeeper] = [await stack.pool.connect(), await stack.pool.connect()];
    const lock = "select from customers where id = $1 for update";
    try {
      // This one never looks for a deadlock, so that it is the import that finds it and gives way.
      await writer.query("begin; set local deadlock_timeout = '1min'");
      await writer.query(lock, [third?.id]);
      await doorkeeper.query("begin");
      await doorkeeper.query(lock, [second?.id]);
      const importing = alice.import(`Phone\n${P.join("\n")}\n`);
      await waitingForLocks(1);
      const writing = writer.query(lock, [first?.id]).then(() => writer.query("commit"));
      await waitingForLocks(2);
      await doorkeeper.query("commit");
      await writing;
      expect(await importing).toMatchObject({ imported: 3 });
    } finally {
      writer.release();
      doorkeeper.release();
    }
  });
});

async function waitingForLocks(waiting: number): Promise<void> {
  const sql = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while ((await stack.pool.query(sql)).rows.length < waiting);
}
