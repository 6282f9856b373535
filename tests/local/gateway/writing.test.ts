import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Fixture, startFixture } from "./fixture";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());
beforeEach(() => fixture.reset());

const table = (name: string) => fixture.service.from(name);
const labels = async () => (await table("gw_labels").select("id, label, weight").order("id")).data;

describe("insert", () => {
  it("adds a row and answers without it", async () => {
    const { data, error, status } = await table("gw_agents").insert({ id: 9, name: "New" });
    expect({ data, error, status }).toEqual({ data: null, error: null, status: 201 });
    expect((await table("gw_agents").select("name").eq("id", 9)).data).toEqual([{ name: "New" }]);
  });

  it("hands back what was asked for, with the database's defaults", async () => {
    const { data, status } = await table("gw_defaults").insert({ code: "ab" }).select("name, number, code");
    expect({ data, status }).toEqual({ data: [{ name: "nameless", number: 7, code: "ab" }], status: 201 });
  });

  it("adds many rows at once, and null for what one of them lacks", async () => {
    const rows = [{ name: "one", number: 1 }, { name: "two" }];
    const { data, count } = await table("gw_defaults").insert(rows, { count: "exact" }).select("name, number");
    expect(data).toEqual([
      { name: "one", number: 1 },
      { name: "two", number: null },
    ]);
    expect(count).toBe(2);
  });

  it("takes defaults for what is missing on request", async () => {
    const rows = [{ name: "one", number: 1 }, { name: "two" }, { number: 3 }];
    const { data, error } = await table("gw_defaults").insert(rows, { defaultToNull: false }).select("name, number");
    expect(error).toBeNull();
    expect(data).toEqual([
      { name: "one", number: 1 },
      { name: "two", number: 7 },
      { name: "nameless", number: 3 },
    ]);
  });

  it("adds rows of defaults alone, and none for an empty list", async () => {
    expect((await table("gw_defaults").insert({}).select("name")).data).toEqual([{ name: "nameless" }]);
    expect(await table("gw_defaults").insert([]).select("name")).toMatchObject({ data: [], status: 201 });
  });

  it("keeps JSON, arrays, ranges and big numbers", async () => {
    const row = {
      id: 50,
      data: { deep: [1, { x: null }] },
      tags: ["a,b", 'q"q'],
      span: "[3,4)",
      big: "9007199254740993",
    };
    const { data, error } = await table("gw_items").insert(row).select("data, tags, span, big::text").single();
    expect(error).toBeNull();
    expect(data).toEqual({ data: row.data, tags: row.tags, span: "[3,4)", big: "9007199254740993" });
  });

  it("undoes itself when one object was wanted and several came", async () => {
    const rows = [
      { id: 20, name: "a" },
      { id: 21, name: "b" },
    ];
    const { error, status } = await table("gw_agents").insert(rows).select().single();
    expect({ code: error?.code, status }).toEqual({ code: "PGRST116", status: 406 });
    expect((await table("gw_agents").select("id").gte("id", 20)).data).toEqual([]);
  });

  it("undoes all rows when one is refused", async () => {
    const rows = [
      { id: 20, item_id: 1, label: "fine" },
      { id: 21, item_id: 1, label: "new" },
    ];
    expect((await table("gw_labels").insert(rows)).error?.code).toBe("23505");
    expect((await table("gw_labels").select("id").gte("id", 20)).data).toEqual([]);
  });

  it.each([
    ["nothing", "", "PGRST102"],
    ["no JSON", "}{", "PGRST102"],
    ["a number", "5", "PGRST102"],
    ["objects with different keys", '[{"id":1},{"name":"x"}]', "PGRST102"],
    ["no objects", "[1,2]", "PGRST102"],
    ["a column that isn't there", '{"nope":1}', "PGRST204"],
  ])("refuses %s", async (_name, body, code) => {
    const headers = { "content-type": "application/json" };
    const response = await fixture.rest("/gw_agents", { method: "POST", body, headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code });
  });
});

describe("upsert", () => {
  it("merges on the primary key", async () => {
    const rows = [
      { id: 1, item_id: 1, label: "newer" },
      { id: 7, item_id: 5, label: "added" },
    ];
    const { data, status } = await table("gw_labels").upsert(rows).select("id, label, weight");
    expect(data).toEqual([
      { id: 1, label: "newer", weight: 3 },
      { id: 7, label: "added", weight: 5 },
    ]);
    expect(status).toBe(201);
  });

  it("says 200 when nothing was new", async () => {
    const { status } = await table("gw_labels").upsert({ id: 1, item_id: 1, label: "newer" });
    expect(status).toBe(200);
  });

  it("merges on other columns", async () => {
    const row = { id: 99, item_id: 1, label: "hot", weight: 9 };
    const { error } = await table("gw_labels").upsert(row, { onConflict: "item_id,label" });
    expect(error).toBeNull();
    expect(await labels()).toContainEqual({ id: 99, label: "hot", weight: 9 });
    expect(await labels()).not.toContainEqual(expect.objectContaining({ id: 2 }));
  });

  it("leaves what is there alone", async () => {
    const rows = [
      { id: 1, item_id: 1, label: "changed" },
      { id: 8, item_id: 5, label: "added" },
    ];
    const { data, status } = await table("gw_labels").upsert(rows, { ignoreDuplicates: true }).select("id");
    expect({ data, status }).toEqual({ data: [{ id: 8 }], status: 201 });
    expect(await labels()).toContainEqual({ id: 1, label: "new", weight: 3 });
  });

  it("needs a constraint that fits", async () => {
    const { error, status } = await table("gw_labels").upsert({ id: 1 }, { onConflict: "weight" });
    expect({ code: error?.code, status }).toEqual({ code: "42P10", status: 400 });
  });
});

describe("update", () => {
  it("changes the rows that fit and hands them back", async () => {
    const { data, status, count } = await table("gw_labels")
      .update({ weight: 0 }, { count: "exact" })
      .eq("label", "new")
      .select("id, weight")
      .order("id", { ascending: false });
    expect(data).toEqual([
      { id: 3, weight: 0 },
      { id: 1, weight: 0 },
    ]);
    expect({ status, count }).toEqual({ status: 200, count: 2 });
  });

  it("answers 204 without rows", async () => {
    const { data, status } = await table("gw_labels").update({ weight: 0 }).or("id.eq.1,label.eq.old");
    expect({ data, status }).toEqual({ data: null, status: 204 });
    expect(await labels()).toContainEqual({ id: 4, label: "old", weight: 0 });
  });

  it("finds nothing to change without an error", async () => {
    expect(await table("gw_labels").update({ weight: 0 }).eq("id", 99).select()).toMatchObject({
      data: [],
      error: null,
    });
  });

  it("sets null, JSON paths untouched", async () => {
    const { data } = await table("gw_items").update({ name: null }).eq("data->a->>b", "two").select("id, name");
    expect(data).toEqual([{ id: 2, name: null }]);
  });

  it("changes nothing for an empty object", async () => {
    expect(await table("gw_labels").update({}).eq("id", 1).select("id")).toMatchObject({ data: [], error: null });
  });

  it("undoes itself when one row was wanted and several came", async () => {
    const { error } = await table("gw_labels").update({ weight: 77 }).eq("label", "new").select().single();
    expect(error).toMatchObject({ code: "PGRST116", details: "The result contains 2 rows" });
    expect(await labels()).not.toContainEqual(expect.objectContaining({ weight: 77 }));
  });

  it("undoes itself when it touches more rows than allowed", async () => {
    const response = await fixture.rest("/gw_labels?label=eq.new", {
      method: "PATCH",
      body: '{"weight":77}',
      headers: { "content-type": "application/json", prefer: "handling=strict, max-affected=1" },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "PGRST124", details: "The query affects 2 rows" });
    expect(await labels()).not.toContainEqual(expect.objectContaining({ weight: 77 }));
  });
});

describe("delete", () => {
  it("removes the rows that fit", async () => {
    const { data, count } = await table("gw_labels").delete({ count: "exact" }).eq("label", "new").select("id");
    expect(data).toEqual([{ id: 1 }, { id: 3 }]);
    expect(count).toBe(2);
    expect((await table("gw_labels").select("id")).data).toHaveLength(2);
  });

  it("answers 204 without rows", async () => {
    expect(await table("gw_labels").delete().eq("id", 4)).toMatchObject({ data: null, status: 204 });
  });
});

describe("a mutation", () => {
  it("needs a filter", async () => {
    const updated = await table("gw_labels").update({ weight: 0 });
    expect(updated).toMatchObject({ status: 400, error: { code: "21000", message: "UPDATE requires a WHERE clause" } });
    const deleted = await table("gw_labels").delete();
    expect(deleted).toMatchObject({ status: 400, error: { code: "21000", message: "DELETE requires a WHERE clause" } });
    expect(await labels()).toHaveLength(4);
  });

  it("tells which preferences it followed", async () => {
    const response = await fixture.rest("/gw_defaults", {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json", prefer: "return=representation, missing=default, count=exact" },
    });
    expect(response.headers.get("preference-applied")).toBe("missing=default, return=representation, count=exact");
    expect(response.headers.get("content-range")).toBe("*/1");
  });

  it("refuses preferences it does not know when told to be strict", async () => {
    const headers = { "content-type": "application/json", prefer: "handling=strict, anything=goes" };
    const response = await fixture.rest("/gw_defaults", { method: "POST", body: "{}", headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "PGRST122", details: "Invalid preferences: anything=goes" });
  });
});
