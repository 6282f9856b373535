import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fixture, startFixture } from "./fixture";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const call = (
  name: string,
  args?: Record<string, unknown>,
  options?: { get?: boolean; head?: boolean; count?: "exact" },
) => fixture.service.rpc(name, args, options);

describe("functions that return one value", () => {
  it.each([
    ["a scalar", "gw_hello", {}, "hello"],
    ["named arguments in any order", "gw_add", { b: 2, a: 1 }, 3],
    ["an argument's default", "gw_add", { a: 1 }, 11],
    ["null for a null", "gw_add", { a: null, b: 1 }, null],
    ["JSON", "gw_json", { payload: { list: [1, { x: null }] } }, { list: [1, { x: null }] }],
    ["an array", "gw_sum", { numbers: [1, 2, 3] }, 6],
    ["a variadic argument", "gw_join", { words: ["a", "b"] }, "a-b"],
    ["a whole body", "gw_body", { any: [1, 2] }, { any: [1, 2] }],
    ["the overload that fits", "gw_overloaded", { a: 1, b: 2 }, "two"],
    ["several values at once", "gw_pair", {}, { x: 1, y: "one" }],
    ["a row", "gw_item", { p_id: 2 }, expect.objectContaining({ id: 2, name: "Beta" })],
  ])("%s", async (_name, name, args, result) => {
    const { data, error, status } = await call(name, args);
    expect(error).toBeNull();
    expect(data).toEqual(result);
    expect(status).toBe(200);
  });

  it("are called by GET too", async () => {
    expect((await call("gw_add", { a: 1, b: 2 }, { get: true })).data).toBe(3);
    expect((await call("gw_sum", { numbers: [1, 2] }, { get: true })).data).toBe(3);
    expect((await call("gw_hello", {}, { head: true })).status).toBe(200);
  });

  it("answer 204 when they return nothing", async () => {
    expect(await call("gw_nothing", { p_id: 1 })).toMatchObject({ data: null, error: null, status: 204 });
  });

  it("run once for each call", async () => {
    const first = Number((await call("gw_next")).data);
    expect((await call("gw_next")).data).toBe(first + 1);
    expect((await call("gw_nexts", {}, { count: "exact" })).data).toEqual([{ call: first + 2 }]);
    expect((await call("gw_next").single()).data).toBe(first + 3);
    expect((await call("gw_next")).data).toBe(first + 4);
  });

  it("may use temporary tables", async () => {
    expect((await call("gw_temporary")).data).toBe(1);
    expect((await fixture.anonymous.rpc("gw_temporary")).data).toBe(1);
  });

  it("may set the answer's status and headers", async () => {
    const response = await fixture.rest("/rpc/gw_respond", { method: "POST" });
    expect([response.status, response.headers.get("x-custom"), await response.json()]).toEqual([
      202,
      "yes",
      "accepted",
    ]);
  });

  it("may answer with an error of their own making", async () => {
    const response = await fixture.rest("/rpc/gw_respond_fully", { method: "POST" });
    expect([response.status, response.headers.get("x-pot")]).toEqual([418, "tea"]);
    expect(await response.json()).toEqual({
      code: "teapot",
      message: "I am a teapot",
      details: "short",
      hint: "stout",
    });
  });
});

describe("functions that return a set", () => {
  it("give a list", async () => {
    expect((await call("gw_ids")).data).toEqual([1, 2, 3, 4, 5]);
    expect((await call("gw_squares", { p_to: 2 })).data).toEqual([
      { n: 1, square: 1 },
      { n: 2, square: 4 },
    ]);
    expect((await call("gw_items_of", { p_kind: "none" })).data).toEqual([]);
  });

  it("are filtered, ordered, cut and counted", async () => {
    const { data, count, status } = await call("gw_squares", { p_to: 9 }, { count: "exact" })
      .select("square")
      .gt("n", 3)
      .order("n", { ascending: false })
      .limit(2);
    expect({ data, count, status }).toEqual({ data: [{ square: 81 }, { square: 64 }], count: 6, status: 206 });
    const byGet = await call("gw_squares", { p_to: 9 }, { get: true }).eq("n", 5).select("square");
    expect(byGet.data).toEqual([{ square: 25 }]);
  });

  it("give one row where one is wanted", async () => {
    expect((await call("gw_items_of", { p_kind: "x" }).select("id").eq("id", 1).single()).data).toEqual({ id: 1 });
    const { error, status } = await call("gw_items_of", { p_kind: "x" }).single();
    expect({ code: error?.code, status }).toEqual({ code: "PGRST116", status: 406 });
  });

  it("are undone when one row was wanted and several came", async () => {
    const { error } = await call("gw_rename", { p_id: 4, p_name: "changed" }).single();
    expect(error?.code).toBe("PGRST116");
    const { data } = await fixture.service.from("gw_items").select("id").eq("name", "changed");
    expect(data).toEqual([]);
  });
});

describe("a call knows", () => {
  it("who calls and how", async () => {
    const { client, id } = await fixture.newPerson("caller");
    const { data } = await client.rpc("gw_whoami");
    expect(data).toMatchObject({ role: "authenticated", uid: id, jwt_role: "authenticated", method: "POST" });
    expect(data).toMatchObject({ path: "/rpc/gw_whoami", agent: expect.stringContaining("supabase-js") });
    expect((await fixture.anonymous.rpc("gw_whoami")).data).toMatchObject({ role: "anon", uid: null });
    expect((await call("gw_whoami", {}, { get: true })).data).toMatchObject({ role: "service_role", method: "GET" });
  });

  it("the time zone that was asked for", async () => {
    const response = await fixture.rest("/rpc/gw_whoami", { headers: { prefer: "timezone=America/Chicago" } });
    expect(await response.json()).toMatchObject({ zone: "America/Chicago" });
  });

  it("and the next call on the same connection knows nothing of all that", async () => {
    const single = await startFixture({ poolSize: 1 });
    try {
      const headers = { prefer: "timezone=America/Chicago" };
      const chicago = await (await single.rest("/rpc/gw_whoami", { headers })).json();
      const next = await (await single.rest("/rpc/gw_whoami", { key: single.anonKey })).json();
      expect([chicago.zone, next.zone === "America/Chicago", next.role]).toEqual(["America/Chicago", false, "anon"]);
    } finally {
      await single.stop();
    }
  });
});

describe("calls are refused", () => {
  it("for a function that isn't there", async () => {
    const { error, status } = await call("gw_nope", { a: 1 });
    expect(status).toBe(404);
    expect(error).toMatchObject({
      code: "PGRST202",
      message: "Could not find the function public.gw_nope(a) in the schema cache",
    });
  });

  it("for arguments that don't fit", async () => {
    expect((await call("gw_add", { a: 1, c: 2 })).error).toMatchObject({ code: "PGRST202" });
    expect((await call("gw_add", { b: 2 })).error).toMatchObject({ code: "PGRST202" });
  });

  it("for functions that can't be told apart", async () => {
    const { error, status } = await call("gw_ambiguous", { a: 1 });
    expect({ code: error?.code, status }).toEqual({ code: "PGRST203", status: 300 });
  });

  it("for a value of the wrong type", async () => {
    const { error, status } = await call("gw_add", { a: "x" });
    expect({ code: error?.code, status }).toEqual({ code: "22P02", status: 400 });
  });

  it("for a change by GET", async () => {
    const { error, status } = await call("gw_rename", { p_id: 1, p_name: "x" }, { get: true });
    expect({ code: error?.code, status }).toEqual({ code: "25006", status: 405 });
  });

  it("for DELETE", async () => {
    const response = await fixture.rest("/rpc/gw_hello", { method: "DELETE" });
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ code: "PGRST101" });
  });

  it("for a function that takes longer than it allows itself", async () => {
    const { error, status } = await call("gw_slow");
    expect({ code: error?.code, status }).toEqual({ code: "57014", status: 500 });
  });

  it("without the right to execute", async () => {
    const { client } = await fixture.newPerson("caller");
    expect(await client.rpc("gw_service_only")).toMatchObject({ status: 403, error: { code: "42501" } });
    expect(await fixture.anonymous.rpc("gw_service_only")).toMatchObject({ status: 401, error: { code: "42501" } });
    expect((await call("gw_service_only")).data).toBe("engine");
  });

  it.each([
    ["P0001", 400],
    ["PT402", 402],
    ["PT409", 409],
    ["23505", 409],
    ["23503", 409],
    ["23514", 400],
    ["22023", 400],
    ["40001", 500],
    ["40P01", 500],
    ["42501", 403],
    ["42P01", 404],
    ["42883", 404],
    ["53300", 503],
    ["54001", 500],
    ["55P03", 500],
    ["57014", 500],
    ["P0002", 500],
    ["XX000", 500],
    ["ZZ123", 400],
  ])("when they raise %s, with %i", async (code, expected) => {
    const { error, status } = await call("gw_raise", { p_code: code });
    expect(error).toEqual({ code, message: "refused", details: "the detail", hint: "the hint" });
    expect(status).toBe(expected);
  });
});
