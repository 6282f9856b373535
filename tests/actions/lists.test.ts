import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clearLists } from "@/lib/actions/clear-lists";
import { createCustomer } from "@/lib/actions/create-customer";
import { readCustomer } from "@/lib/actions/read-customer";
import { removeList } from "@/lib/actions/remove-list";
import { beginList, completeList, takeListPart } from "@/lib/actions/upload-list";
import { NewCustomer } from "@/lib/core/customers";
import { listCountries } from "@/lib/core/list-age";
import { CompleteList, NewList } from "@/lib/core/lists";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import type { Account } from "@/tests/support/engine-account";
import { refusal, refusalCode } from "@/tests/support/refusals";

let stage: EngineStage;
let bright: Account;
let other: Account;
beforeAll(async () => {
  stage = await startEngine();
  [bright, other] = await Promise.all([stage.account("bright"), stage.account("other")]);
  await bright.leads(["+12125550101", "+12125550102", "+12125550103"]);
});
afterAll(() => stage.stop());

const today = () => stage.clock.now().toISOString().slice(0, 10);
const FILE = { file_name: "list.txt", file_bytes: 100, file_key: "file", as_of: "2026-11-25", parts: 1 };
let files = 0;
const begin = (list: object, parts = 1, account = bright) =>
  beginList(account.deps, NewList.parse({ ...FILE, file_key: `file ${++files}`, as_of: today(), parts, ...list }));
const part = (id: string, at: number, text: string | Buffer) => takeListPart(bright.deps, id, at, Buffer.from(text));
async function upload(list: object, ...texts: (string | Buffer)[]) {
  const { id } = await begin(list, texts.length);
  for (const [at, text] of texts.entries()) await part(id, at, text);
  return completeList(bright.deps, id);
}
const stops = async () => {
  const sql = "select list_stops from customers where user_id = $1 order by phone";
  const { rows } = await stage.stack.pool.query<{ list_stops: number }>(sql, [bright.accountId]);
  return rows.map(({ list_stops }) => list_stops).join();
};
const lists = () => bright.deps.lists.of(bright.accountId, stage.clock.now());

describe("A do-not-call list", () => {
  it("is read in parts, as its first part tells, and reports what it could not use", async () => {
    const first = "Phone;Name\r\n212-555-0101;Anya\r\n212-555;Ben\r\n";
    const done = await upload({ kind: "national", region: "US" }, first, "call me;Cara\r\n(212) 555-0199;Dan\r\n");
    expect(done).toMatchObject({
      customers: 1,
      replaced: null,
      list: { status: "ready", rows: 4, taken: 2, refused: 2 },
    });
    expect(done.list.refusals).toEqual([
      { line: 3, text: "•••-•55", reason: "Holds no complete phone number." },
      { line: 4, text: "call me", reason: "Holds no complete phone number." },
    ]);
    expect(await stops()).toBe("1,0,0");
    const again = await upload({ kind: "national", region: "US" }, "212,5550102\n");
    expect(again).toMatchObject({ customers: 2, replaced: 2 });
    expect(await stops()).toBe("0,1,0");
  });

  it("may be UTF-16, the second part too, and of another encoding", async () => {
    const wide = (text: string) => Buffer.from(text, "utf16le");
    const mark = Buffer.from([0xff, 0xfe]);
    const begun = await upload({ kind: "own" }, Buffer.concat([mark, wide("2125550103\n")]), wide("3055550103\n"));
    expect(begun).toMatchObject({ list: { taken: 2, refused: 0 }, customers: 1 });
    const latin = Buffer.from("T\xe9l\xe9phone,Nom\n2125550103,Ren\xe9\n", "latin1");
    expect(await upload({ kind: "own" }, latin)).toMatchObject({ list: { taken: 1 }, customers: 0 });
    expect(await stops()).toBe("0,1,4");
  });

  it("goes on where the upload of the same file broke off, and takes no part twice", async () => {
    const list = { kind: "state", region: "US-NY", file_key: "the same file" };
    const { id } = await begin(list, 2);
    expect(await refusalCode(part(id, 1, "2125550101\n"))).toBe("list_incomplete");
    await part(id, 0, "2125550101\n");
    expect(await begin(list, 2)).toEqual({ id, parts_there: [0] });
    expect(await part(id, 0, "2125550101\n")).toMatchObject({ rows: 1 });
    expect(await refusalCode(completeList(bright.deps, id))).toBe("list_incomplete");
    await part(id, 1, "2125550102\n");
    expect(await completeList(bright.deps, id)).toMatchObject({ list: { taken: 2 }, customers: 2 });
  });

  it("far smaller than the one before asks first, stays there meanwhile, and goes on with its flag", async () => {
    const many = Array.from({ length: 30 }, (_, index) => `212555${2000 + index}`).join("\n");
    const list = { kind: "state", region: "US-IN" };
    await upload(list, many);
    const { id } = await begin({ ...list, file_key: "a small file" });
    await part(id, 0, "2125550103\nnobody\n");
    const before = await stops();
    expect(await refusal(completeList(bright.deps, id))).toMatchObject({
      ...{ code: "list_doubtful", details: { rows: 2, taken: 1, refused: 1, replaced: 30 } },
    });
    expect(await stops()).toBe(before);
    expect(await begin({ ...list, file_key: "a small file" })).toEqual({ id, parts_there: [0] });
    expect(await completeList(bright.deps, id, true)).toMatchObject({
      replaced: 30,
      list: { status: "ready", taken: 1 },
    });
    expect(CompleteList.parse({})).toEqual({ replace: "false" });
  });

  it("may be of any country that the account calls, its numbers written as they are there", async () => {
    await other.settings({ countries: ["US", "GB"] });
    const id = await begin({ kind: "national", region: "GB" }, 1, other);
    await takeListPart(other.deps, id.id, 0, Buffer.from("Number\n020 7946 0018\n+44 20 7946 0019\n"));
    expect(await completeList(other.deps, id.id)).toMatchObject({ list: { region: "GB", taken: 2, refused: 0 } });
    const customer = { name: "Ada", phone: "+442079460018" };
    const ada = (await createCustomer(other.deps, NewCustomer.parse(customer))).id;
    const sentence =
      "The number stands on the national do-not-call list of the United Kingdom that you uploaded, with the numbers of Nov 25, 2026.";
    expect((await readCustomer(other.deps, { id: ada })).contact[0]).toEqual({
      ...{ channel: "call", state: "no", text: sentence },
    });
    const view = await other.deps.lists.of(other.accountId, stage.clock.now());
    expect(listCountries({ ...view, relied: ["CA", "US-TX"] })).toEqual(["US", "GB", "CA"]);
    expect(NewList.safeParse({ ...FILE, kind: "national", region: "XX" }).error?.issues).toMatchObject([
      { path: ["region"] },
    ]);
  });

  it("of answers is told by yes and no, and is none without them", async () => {
    const answers = "phone,result\n2125550101,yes\n2125550102,no\n2125550103,no data\n";
    expect(await upload({ kind: "reassigned" }, answers)).toMatchObject({
      list: { rows: 3, taken: 2, no_data: 1 },
      customers: 1,
    });
    expect(await refusal(upload({ kind: "reassigned" }, "2125550101\n"))).toMatchObject({ code: "csv_unreadable" });
    expect(await refusalCode(upload({ kind: "own" }, "name\nJane\n"))).toBe("csv_unreadable");
    expect(await refusalCode(upload({ kind: "own" }, Buffer.from("504b030414000600", "hex")))).toBe("csv_unreadable");
    expect(await refusalCode(upload({ kind: "own" }, "phone\n212\n"))).toBe("csv_unreadable");
    expect(await refusalCode(upload({ kind: "own" }, "phone\n1125550100\n"))).toBe("list_empty");
    // Of what can't be used nothing is left.
    expect((await lists()).lists.filter(({ status }) => status !== "ready" && status !== "replaced")).toEqual([]);
  });

  it("of a future day, older than what counts, or another account's is refused", async () => {
    expect(await refusalCode(begin({ kind: "own", as_of: "2030-01-01" }))).toBe("list_in_future");
    expect(NewList.parse({ ...FILE, kind: "own", file_name: "\u202Elist.txt" }).file_name).toBe("list.txt");
    expect(NewList.safeParse({ ...FILE, kind: "own", as_of: "0026-11-20" }).error?.issues).toMatchObject([
      { path: ["as_of"], message: "Check the year" },
    ]);
    expect(await refusalCode(begin({ kind: "national", region: "US", as_of: "2020-01-01" }))).toBe("list_older");
    const { id } = await begin({ kind: "own" }, 1, other);
    expect(await refusalCode(part(id, 0, "2125550101\n"))).toBe("not_found");
    expect(await refusalCode(completeList(bright.deps, id))).toBe("not_found");
    expect(await refusalCode(removeList(bright.deps, { id, input: { reason: null } }))).toBe("not_found");
  });

  it("is removed for a reason, an upload under way without one, and its numbers go", async () => {
    const { list } = await upload({ kind: "own" }, "2125550102\n");
    const removing = (reason: string | null) => removeList(bright.deps, { id: list.id, input: { reason } });
    expect(await refusalCode(removing("no"))).toBe("invalid_input");
    expect(await removing("It was another business's")).toEqual({ customers: 1 });
    const { id } = await begin({ kind: "own" });
    await part(id, 0, "2125550102\n");
    expect(await removeList(bright.deps, { id, input: { reason: null } })).toEqual({ customers: 0 });
    // Those two, and the first national one that was replaced.
    expect(await clearLists(bright.deps)).toBeGreaterThanOrEqual(4);
    expect(await clearLists(bright.deps)).toBe(0);
  });

  it("is relied on as the owner says, who reads how old it is", async () => {
    await bright.deps.lists.relyOn({ accountId: bright.accountId, actorId: bright.accountId, now: stage.clock.now() }, [
      ...["US", "US-TX"],
    ]);
    const view = await lists();
    expect(view).toMatchObject({ max_age_days: 31, relied: ["US", "US-TX"], stale: ["US-TX"] });
    expect(view.lists.find(({ kind, status }) => kind === "national" && status === "ready")).toMatchObject({
      age_days: expect.any(Number),
      by: bright.email,
    });
    const asMember = { accountId: bright.accountId, actorId: other.accountId, now: stage.clock.now() };
    expect(await refusalCode(bright.deps.lists.relyOn(asMember, []))).toBe("not_allowed");
  });
});
