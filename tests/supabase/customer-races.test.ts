import type { Pool, PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../support/stack";
import { type Account, makeAccount, NOON, only, servicePool } from "./fixtures";
import { type Meanwhile, meanwhileOn } from "./meanwhile";

let stack: Stack;
let account: Account;
let pool: Pool;
let meanwhile: Meanwhile;
beforeAll(async () => {
  stack = await startStack();
  pool = servicePool(stack);
  meanwhile = meanwhileOn(stack.pool, pool);
  account = await makeAccount(stack, "owner@clinic.test");
});
afterAll(() => stack.stop());

describe("A new lead", () => {
  it("of a contact that another lead brings at the same moment has the same customer", async () => {
    const lead = (phone: string, email: string) =>
      `insert into leads (agent_id, customer_phone, customer_email) values ('${account.agentId}', '${phone}', '${email}')`;
    await meanwhile(
      (db) => db.query(lead("+12125550001", "one@mail.test")),
      () => pool.query(lead("+12125550001", "two@mail.test")),
    );
    const { rows: customers } = await stack.pool.query(
      "select email, lead_count from customers where phone = '+12125550001'",
    );
    expect(customers).toEqual([{ email: "one@mail.test", lead_count: 2 }]);
  });

  it("of a customer who is known already is counted, though another is written at the same moment", async () => {
    const lead = `insert into leads (agent_id, customer_phone) values ('${account.agentId}', '+12125550003')`;
    await pool.query(lead);
    await meanwhile(
      (db) => db.query(lead),
      () => pool.query(lead),
    );
    const { rows: customers } = await stack.pool.query("select lead_count from customers where phone = '+12125550003'");
    expect(customers).toEqual([{ lead_count: 3 }]);
  });

  it("is written though somebody else takes its e-mail at that moment", async () => {
    await pool.query(`insert into leads (agent_id, customer_phone) values ('${account.agentId}', '+12125550005')`);
    await meanwhile(
      (db) =>
        db.query("insert into customers (user_id, phone, email) values ($1, '+12125550006', 'shared@mail.test')", [
          account.id,
        ]),
      () =>
        pool.query(
          `insert into leads (agent_id, customer_phone, customer_email, created_at) values ('${account.agentId}', '+12125550005', 'shared@mail.test', $1)`,
          [NOON],
        ),
    );
    const { rows: customers } = await stack.pool.query(
      "select phone, email, lead_count from customers where phone in ('+12125550005', '+12125550006') order by 1",
    );
    expect(customers).toEqual([
      { phone: "+12125550005", email: null, lead_count: 2 },
      { phone: "+12125550006", email: "shared@mail.test", lead_count: 0 },
    ]);
  });
});

describe("An import", () => {
  it("waits for another one of the account, and leaves alone whom that one brought", async () => {
    const row = { key: "one", phone: "+12125550011", status: "New" };
    const importing = (db: Pool | PoolClient, given: object) =>
      db.query("select public.import_leads($1, $2, $3, $4) as answer", [
        ...[account.id, account.agentId, JSON.stringify([given]), NOON],
      ]);
    const [, second] = await meanwhile(
      (db) => importing(db, row),
      () => importing(pool, { ...row, tags: ["late"] }),
    );
    expect(only(second.rows)).toEqual({ answer: { imported: 0, unchanged: 1, customers_created: 0 } });
    const { rows: customers } = await stack.pool.query("select tags from customers where phone = $1", [row.phone]);
    expect(customers).toEqual([{ tags: [] }]);
  });
});
