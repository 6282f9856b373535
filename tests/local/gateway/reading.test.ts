import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Fixture, startFixture } from "./fixture";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const from = (columns: string) => fixture.service.from("gw_items").select(columns);

describe("columns", () => {
  it("are all there, with every type as JSON has it", async () => {
    const response = await fixture.rest("/gw_items?id=eq.1");
    const text = await response.text();
    // A bigint keeps the digits that JavaScript would lose, and a numeric its decimals.
    expect(text).toContain('"big":9007199254740993');
    expect(text).toContain('"size":1.50');
    expect(JSON.parse(text)).toMatchObject([
      {
        id: 1,
        active: true,
        tags: ["red", "blue"],
        span: "[1,5)",
        data: { a: { b: "one" }, n: 1, list: [10, 20] },
        made_at: "2026-01-01T00:00:00+00:00",
      },
    ]);
  });

  it("are renamed, cast and taken out of JSON", async () => {
    const { data } = await from("number:id::text, data->a->>b, first:data->list->0, data->list, size::int4").eq(
      "id",
      1,
    );
    expect(data).toEqual([{ number: "1", b: "one", first: 10, list: [10, 20], size: 2 }]);
  });

  it("are cast to types of several words", async () => {
    const response = await fixture.rest("/gw_items?select=id::double%20precision,made_at::date&id=eq.1");
    expect(await response.json()).toEqual([{ id: 1, made_at: "2026-01-01" }]);
  });

  it("lose their nulls on request", async () => {
    const { data } = await from("id, name").eq("id", 4).stripNulls();
    expect(data).toEqual([{ id: 4 }]);
  });

  it("that are no columns are named in the error", async () => {
    const { error, status } = await from("id, nope");
    expect(status).toBe(400);
    expect(error).toMatchObject({ code: "42703", message: "column gw_items.nope does not exist" });
  });

  it.each(["count()", "size.sum()", "kind, total:size.avg()"])("can't be aggregated: %s", async (columns) => {
    const { error, status } = await from(columns);
    expect({ status, code: error?.code }).toEqual({ status: 400, code: "PGRST123" });
  });

  it.each(["id,,name", "id name(", "id::", "a:b:c"])("can't be read from «%s»", async (columns) => {
    const { error, status } = await from(columns);
    expect({ status, code: error?.code }).toEqual({ status: 400, code: "PGRST100" });
  });
});

describe("order", () => {
  const rows = z.array(z.object({ id: z.number() }));
  const ids = async (query: PromiseLike<{ data: unknown }>) => rows.parse((await query).data).map(({ id }) => id);

  it("puts nulls last when ascending and first when descending, as Postgres does", async () => {
    expect(await ids(from("id").order("size"))).toEqual([5, 1, 2, 3, 4]);
    expect(await ids(from("id").order("size", { ascending: false }))).toEqual([4, 3, 2, 1, 5]);
  });

  it("puts nulls where it is told to", async () => {
    expect(await ids(from("id").order("size", { nullsFirst: true }))).toEqual([4, 5, 1, 2, 3]);
    expect(await ids(from("id").order("size", { ascending: false, nullsFirst: false }))).toEqual([3, 2, 1, 5, 4]);
  });

  it("takes several columns", async () => {
    const query = from("id").order("kind", { nullsFirst: true }).order("id", { ascending: false });
    expect(await ids(query)).toEqual([5, 2, 1, 4, 3]);
  });

  it("reaches into JSON", async () => {
    expect(await ids(from("id").order("data->n", { ascending: false, nullsFirst: false }).order("id"))).toEqual([
      3, 2, 1, 4, 5,
    ]);
  });

  it("follows an embedded to-one relation", async () => {
    const query = from("id, gw_agents!gw_items_agent_id_fkey(name)")
      .not("agent_id", "is", null)
      .order("gw_agents(name)", { ascending: false })
      .order("id");
    expect(await ids(query)).toEqual([5, 3, 1, 2]);
  });

  it.each(["id.ac", "id.descc", "id.asc.nulls", "nope->>"])("can't be read from «%s»", async (order) => {
    const response = await fixture.rest(`/gw_items?order=${encodeURIComponent(order)}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "PGRST100" });
  });
});

describe("pages", () => {
  it("are cut by range", async () => {
    const { data, status, count } = await from("id").order("id").range(1, 2);
    expect({ data, status, count }).toEqual({ data: [{ id: 2 }, { id: 3 }], status: 200, count: null });
  });

  it("are counted exactly, and partial when there is more", async () => {
    const { data, status, count } = await fixture.service
      .from("gw_items")
      .select("id", { count: "exact" })
      .order("id")
      .range(0, 1);
    expect({ data, status, count }).toEqual({ data: [{ id: 1 }, { id: 2 }], status: 206, count: 5 });
  });

  it("are counted with their filters, without rows by HEAD", async () => {
    const { data, status, count } = await fixture.service
      .from("gw_items")
      .select("*", { count: "exact", head: true })
      .eq("kind", "x");
    expect({ data, status, count }).toEqual({ data: null, status: 200, count: 2 });
  });

  it("have a Content-Range", async () => {
    const range = async (path: string, headers: Record<string, string> = {}) => {
      const response = await fixture.rest(path, { headers });
      await response.text();
      return [response.status, response.headers.get("content-range")];
    };
    expect(await range("/gw_items?select=id")).toEqual([200, "0-4/*"]);
    expect(await range("/gw_items?select=id&limit=2&offset=1")).toEqual([200, "1-2/*"]);
    expect(await range("/gw_items?id=eq.99")).toEqual([200, "*/*"]);
    expect(await range("/gw_items?id=eq.99", { prefer: "count=exact" })).toEqual([200, "*/0"]);
    expect(await range("/gw_items?select=id", { prefer: "count=exact", range: "1-2" })).toEqual([206, "1-2/5"]);
    expect(await range("/gw_items?select=id", { prefer: "count=exact", range: "3-" })).toEqual([206, "3-4/5"]);
    expect(await range("/gw_items?select=id&limit=3", { range: "0-1" })).toEqual([200, "0-1/*"]);
    expect(await range("/gw_items?select=id&limit=0")).toEqual([200, "*/*"]);
    expect(await range("/gw_items?select=id&offset=-4")).toEqual([200, "0-4/*"]);
  });

  it("that start behind the end are refused", async () => {
    const { error, status } = await fixture.service.from("gw_items").select("id", { count: "exact" }).range(10, 12);
    expect(status).toBe(416);
    expect(error).toMatchObject({
      code: "PGRST103",
      message: "Requested range not satisfiable",
      details: "An offset of 10 was requested, but there are only 5 rows.",
    });
  });

  it("of negative length are refused", async () => {
    const negative = await fixture.rest("/gw_items?limit=-1");
    expect(negative.status).toBe(416);
    expect(await negative.json()).toMatchObject({ code: "PGRST103" });
    const backwards = await fixture.rest("/gw_items", { headers: { range: "3-1" } });
    expect(backwards.status).toBe(416);
    expect(await backwards.json()).toMatchObject({ code: "PGRST103" });
  });
});

describe("one row", () => {
  it("comes as an object", async () => {
    const { data, error } = await from("id, name").eq("id", 2).single();
    expect(error).toBeNull();
    expect(data).toEqual({ id: 2, name: "Beta" });
  });

  it.each([
    ["no row", 99, "The result contains 0 rows"],
    ["several rows", 1, "The result contains 5 rows"],
  ])("is not %s", async (_name, least, details) => {
    const { data, error, status } = await from("id").gte("id", least).single();
    expect({ data, status }).toEqual({ data: null, status: 406 });
    expect(error).toMatchObject({ code: "PGRST116", details, hint: null });
  });

  it("may be missing, but there can't be several", async () => {
    expect(await from("id").eq("id", 99).maybeSingle()).toMatchObject({ data: null, error: null });
    expect(await from("id").eq("id", 1).maybeSingle()).toMatchObject({ data: { id: 1 }, error: null });
    const { error } = await from("id").maybeSingle();
    expect(error).toMatchObject({ code: "PGRST116" });
  });

  it("has the singular content type", async () => {
    const headers = { accept: "application/vnd.pgrst.object+json" };
    const response = await fixture.rest("/gw_items?id=eq.1&select=id", { headers });
    expect(response.headers.get("content-type")).toBe("application/vnd.pgrst.object+json; charset=utf-8");
    expect(await response.json()).toEqual({ id: 1 });
  });
});
