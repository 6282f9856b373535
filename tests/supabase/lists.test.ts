import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addPart, beginList, completeList, makeList } from "../support/lists";
import { type Stack, startStack } from "../support/stack";
import { type Account, after, DAY, makeAccount, makeCustomers, NOON, only, servicePool } from "./fixtures";
import { meanwhileOn } from "./meanwhile";

const [ANYA, BEN, CARA] = ["+12125550101", "+12125550102", "+12125550103"];

let stack: Stack;
let pool: Pool;
let account: Account;
let accounts = 0;
beforeAll(async () => {
  stack = await startStack();
  pool = servicePool(stack);
});
beforeEach(async () => {
  account = await makeAccount(stack, `owner${++accounts}@clinic.test`);
  await makeCustomers(stack, account, [
    { phone: ANYA },
    { phone: BEN },
    { phone: null, email: `cara${accounts}@mail.test` },
  ]);
});
afterAll(async () => {
  await pool.end();
  await stack.stop();
});

const stops = async () => {
  const sql =
    'select phone, list_stops from customers where user_id = $1 and phone is not null order by phone collate "C"';
  const { rows } = await stack.pool.query<{ phone: string; list_stops: number }>(sql, [account.id]);
  return rows.map(({ list_stops }) => list_stops).join();
};
const lists = async () =>
  (await account.client.from("do_not_call_lists").select("*").eq("user_id", account.id).order("number")).data ?? [];
const statuses = async () => (await lists()).map(({ status }) => status).join();
const remove = (id: string, reason: string | null) =>
  pool.query("select public.remove_list($1, $2, $3, $1, $4)", [account.id, id, reason, NOON]);
const logged = async (action: string) =>
  (
    await stack.pool.query("select detail from audit_log where user_id = $1 and action = $2 order by id", [
      account.id,
      action,
    ])
  ).rows.map(({ detail }) => detail);

describe("What lists say of a number stands with its customer", () => {
  it("for each kind of list, once the list is whole and not before", async () => {
    const id = await beginList(pool, account, { kind: "national", region: "US" }, 2);
    await addPart(pool, account, id, 1, { numbers: [BEN] });
    expect(await stops()).toBe("0,0");
    await expect(completeList(pool, account, id)).rejects.toThrow("list_incomplete");
    await addPart(pool, account, id, 0, { numbers: [CARA] });
    expect(await completeList(pool, account, id)).toEqual({ customers: 1, replaced: null });
    expect(await stops()).toBe("0,1");
    await makeList(pool, account, { kind: "state", region: "US-TX", numbers: [ANYA] });
    await makeList(pool, account, { kind: "own", numbers: [ANYA, BEN] });
    await makeList(pool, account, { kind: "reassigned", numbers: [ANYA], no: [BEN] });
    expect(await stops()).toBe("14,5");
  });

  it("also for those who come later, in bulk or one by one, and when a number changes or goes", async () => {
    await makeList(pool, account, { kind: "own", numbers: ["+12125550104", CARA] });
    await makeCustomers(stack, account, [{ phone: CARA }, { phone: "+12125550104" }, { phone: "+12125550105" }]);
    expect(await stops()).toBe("0,0,4,4,0");
    await account.client.from("customers").update({ phone: "+12125550109" }).eq("phone", CARA);
    await account.client.from("customers").update({ phone: null }).eq("phone", "+12125550104");
    expect(await stops()).toBe("0,0,0,0");
    const lead = { agent_id: account.agentId, customer_phone: CARA };
    await account.client.from("leads").insert(lead);
    expect(await stops()).toBe("0,0,4,0,0");
    const sql = "select count(*)::integer as n from customers where user_id = $1 and phone is null and list_stops <> 0";
    expect((await stack.pool.query(sql, [account.id])).rows).toEqual([{ n: 0 }]);
  });

  it("and not for another account's", async () => {
    const other = await makeAccount(stack, `other${accounts}@garage.test`);
    await makeList(pool, other, { kind: "own", numbers: [ANYA] });
    expect(await stops()).toBe("0,0");
  });

  it("for a customer who is written at the very moment at which the list comes to count", async () => {
    const meanwhile = meanwhileOn(stack.pool, pool);
    const id = await beginList(pool, account, { kind: "own" });
    await addPart(pool, account, id, 0, { numbers: [CARA] });
    await meanwhile(
      async (db) => {
        await db.query("insert into customers (user_id, phone) values ($1, $2)", [account.id, CARA]);
        await completeList(pool, account, id);
      },
      () => pool.query("select public.settle_lists($1)", [account.id]),
    );
    expect(await stops()).toBe("0,0,4");
  });
});

describe("A new list", () => {
  it("replaces the older of its kind and region when it is whole, and the older serves until then", async () => {
    await makeList(pool, account, { kind: "national", region: "US", numbers: [ANYA] });
    await makeList(pool, account, { kind: "state", region: "US-TX", numbers: [ANYA] });
    const id = await beginList(pool, account, { kind: "national", region: "US", as_of: "2026-11-22" });
    await addPart(pool, account, id, 0, { numbers: [BEN] });
    expect(await stops()).toBe("3,0");
    expect(await completeList(pool, account, id)).toEqual({ customers: 2, replaced: 1 });
    expect(await stops()).toBe("2,1");
    expect(await statuses()).toBe("replaced,ready,ready");
    const older = beginList(pool, account, { kind: "national", region: "US", as_of: "2026-11-21" });
    await expect(older).rejects.toThrow("list_older");
    await expect(beginList(pool, account, { kind: "own", as_of: "2026-11-24" })).rejects.toThrow("list_in_future");
  });

  it.each([
    ["has less than a tenth of the numbers", 11, { numbers: [BEN] }],
    ["could not be read for the most part", 1, { numbers: [BEN], rows: 3, refused: 2 }],
  ])("that %s replaces the older one only when somebody says so, which the log keeps", async (_, before, part) => {
    const numbers = Array.from({ length: before }, (_, index) => (index === 0 ? ANYA : `+1212555${1000 + index}`));
    await makeList(pool, account, { kind: "national", region: "US", numbers });
    const id = await beginList(pool, account, { kind: "national", region: "US", as_of: "2026-11-22" });
    await addPart(pool, account, id, 0, part);
    await expect(completeList(pool, account, id)).rejects.toThrow("list_doubtful");
    expect([await statuses(), await stops()]).toEqual(["ready,loading", "1,0"]);
    expect(await completeList(pool, account, id, NOON, true)).toEqual({ customers: 2, replaced: before });
    expect([await statuses(), await stops()]).toEqual(["replaced,ready", "0,1"]);
    expect((await logged("list.uploaded")).at(-1)).toMatchObject({ taken: 1, confirmed: before });
  });

  it("of a tenth of the numbers, or the first of its kind, is not asked about", async () => {
    const numbers = Array.from({ length: 10 }, (_, index) => `+1212555${1000 + index}`);
    await makeList(pool, account, { kind: "national", region: "US", numbers });
    await makeList(pool, account, { kind: "national", region: "US", as_of: "2026-11-22", numbers: [BEN] });
    await makeList(pool, account, { kind: "national", region: "CA", numbers: [BEN] });
    expect(await statuses()).toBe("replaced,ready,ready");
  });

  it("of the account's own adds to the others, and goes alone", async () => {
    const first = await makeList(pool, account, { kind: "own", numbers: [ANYA, BEN] });
    await makeList(pool, account, { kind: "own", numbers: [BEN] });
    expect(await stops()).toBe("4,4");
    await remove(first, "uploaded by mistake");
    expect(await stops()).toBe("0,4");
  });

  it("of answers about reassigned numbers adds those with yes, and a later no takes one away", async () => {
    await makeList(pool, account, { kind: "reassigned", numbers: [ANYA, BEN] });
    const id = await makeList(pool, account, { kind: "reassigned", as_of: "2026-11-22", no: [BEN] });
    await makeList(pool, account, { kind: "reassigned", as_of: "2026-11-01", numbers: [BEN], no: [ANYA] });
    expect(await stops()).toBe("8,0");
    await remove(id, "of another business");
    expect(await stops()).toBe("8,8");
  });

  it("takes each part once, in any order, and tells of the first hundred lines that it refused", async () => {
    const id = await beginList(pool, account, { kind: "own" }, 2);
    const refusals = Array.from({ length: 60 }, (_, index) => ({ line: index + 1, text: "••1", reason: "x" }));
    const part = { numbers: [BEN, BEN], lines: 70, rows: 62, refused: 60, refusals };
    await addPart(pool, account, id, 1, part);
    expect(await addPart(pool, account, id, 1, part)).toMatchObject({ rows: 62, taken: 1 });
    await addPart(pool, account, id, 0, { ...part, lines: 62 });
    await completeList(pool, account, id);
    await completeList(pool, account, id);
    const list = only(await lists());
    expect(list).toMatchObject({ status: "ready", rows: 124, taken: 1, refused: 120 });
    const lines = (list.refusals as { line: number }[]).map(({ line }) => line);
    expect([lines.length, lines[59], lines[60], lines[99]]).toEqual([100, 60, 63, 102]);
    expect(await logged("list.uploaded")).toEqual([
      { kind: "own", as_of: "2026-11-20", rows: 124, taken: 1, refused: 120 },
    ]);
  });

  it("is refused when nothing in it is a number, so that it replaces none by mistake", async () => {
    const id = await beginList(pool, account, { kind: "national", region: "US" });
    await addPart(pool, account, id, 0, { rows: 3, refused: 3 });
    await expect(completeList(pool, account, id)).rejects.toThrow("list_empty");
  });
});

describe("A list goes", () => {
  it("for a written reason, which the log keeps", async () => {
    const id = await makeList(pool, account, { kind: "national", region: "US", numbers: [ANYA] });
    await expect(remove(id, "  short ")).rejects.toThrow("invalid_input");
    await remove(id, "It was last year's file");
    expect(await stops()).toBe("0,0");
    expect(await logged("list.removed")).toMatchObject([
      { reason: "It was last year's file", customers: 1, region: "US" },
    ]);
    await expect(remove(id, "It was last year's file")).rejects.toThrow("not_found");
  });

  it("and leaves no number behind, as does an upload that was given up or that nobody went on with", async () => {
    const clear = (at: Date) => pool.query("select public.clear_lists($1, 1000)", [at]);
    await remove(await makeList(pool, account, { kind: "own", numbers: [ANYA] }), "uploaded by mistake");
    const dropped = await beginList(pool, account, { kind: "own" });
    await addPart(pool, account, dropped, 0, { numbers: [ANYA] });
    await remove(dropped, null);
    const broken = await beginList(pool, account, { kind: "own" }, 2);
    await addPart(pool, account, broken, 0, { numbers: [ANYA] });
    await clear(after(DAY - 1));
    expect(await statuses()).toBe("removed,loading");
    await clear(after(DAY + 1));
    expect(await statuses()).toBe("removed,failed");
    await expect(addPart(pool, account, broken, 1, {})).rejects.toThrow("list_not_loading");
    const left = `select (select count(*) from private.listed_numbers n where not exists (
        select from do_not_call_lists l where l.number = n.list and l.status = 'ready'))::integer as numbers,
      (select count(*) from private.list_parts)::integer as parts, (select count(*) from private.lists_to_clear)::integer as lists`;
    await expect
      .poll(async () => {
        await clear(NOON);
        return (await stack.pool.query(left)).rows;
      })
      .toEqual([{ numbers: 0, parts: 0, lists: 0 }]);
  });
});

describe("A list that the account relies on", () => {
  const stale = async (now: Date) =>
    only((await pool.query("select private.stale_lists($1, $2) as stale", [account.id, now])).rows).stale;
  const rely = (regions: string[], actor = account.id) =>
    pool.query("select public.rely_on_lists($1, $2, $3, $4)", [account.id, regions, actor, NOON]);

  it("is stale where it is missing or older than 31 days of the account's own time", async () => {
    expect(await stale(NOON)).toEqual([]);
    await rely(["US-TX", "US"]);
    expect(await stale(NOON)).toEqual(["US", "US-TX"]);
    await makeList(pool, account, { kind: "national", region: "US", as_of: "2026-10-23", numbers: [ANYA] });
    expect(await stale(NOON)).toEqual(["US-TX"]);
    expect(await stale(new Date("2026-11-24T04:59:00Z"))).toEqual(["US-TX"]);
    expect(await stale(new Date("2026-11-24T05:01:00Z"))).toEqual(["US", "US-TX"]);
  });

  it("is chosen by the owner alone, and the log says so", async () => {
    const mia = await makeAccount(stack, `mia${accounts}@clinic.test`);
    await expect(rely(["US"], mia.id)).rejects.toThrow("not_allowed");
    await rely(["US"]);
    await rely(["US"]);
    await rely([]);
    expect(await logged("lists.relied_on")).toEqual([
      { from: [], to: ["US"] },
      { from: ["US"], to: [] },
    ]);
  });
});
