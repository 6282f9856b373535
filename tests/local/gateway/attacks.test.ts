import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRemote } from "../../support/stack-target";
import { type Fixture, startFixture } from "./fixture";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({ maxBodyBytes: 100_000 });
});
afterAll(() => fixture.stop());

const q = encodeURIComponent;
const DROP = `1; drop table gw_items; --`;

describe("injection", () => {
  const attempts: Array<[string, string]> = [
    ["a value", `/gw_items?id=eq.${q(DROP)}`],
    ["a text value", `/gw_items?name=eq.${q(`' or '1'='1`)}`],
    ["a value in a list", `/gw_items?name=in.(${q(`"'); drop table gw_items; --"`)})`],
    ["a list's braces", `/gw_items?name=in.(${q('"a\\"},{b"')})`],
    ["a column", `/gw_items?${q('id" = 1 or "id')}=eq.1`],
    ["a selected column", `/gw_items?select=${q('id" from gw_secrets; --')}`],
    ["a quoted column", `/gw_items?select=${q('"id\\" from gw_secrets --"')}`],
    ["an alias", `/gw_items?select=${q('"x\\", (select hidden from gw_secrets) as \\"y":id')}&id=eq.99`],
    ["a cast", `/gw_items?select=${q("id::int) from gw_secrets --")}`],
    ["a cast of words", `/gw_items?select=${q("id::text from gw_secrets")}`],
    ["a JSON key", `/gw_items?select=${q("data->>'x' || (select hidden from gw_secrets)")}`],
    ["an order", `/gw_items?order=${q("(select hidden from gw_secrets)")}`],
    ["a limit", `/gw_items?limit=${q("1; drop table gw_items")}`],
    ["an offset", `/gw_items?offset=${q("1 union select 1")}`],
    ["a search configuration", `/gw_items?prose=fts(${q("english'); drop table gw_items; --")}).x`],
    ["logic", `/gw_items?or=(${q("id.eq.1) or (select true")})`],
    ["a table", `/${q('gw_items" where false; drop table gw_items; --')}`],
    ["a table in another schema", `/${q('gw_items","auth"."users')}`],
    ["a function", `/rpc/${q('gw_hello"(); drop table gw_items; --')}`],
    ["an argument's name", `/rpc/gw_add?${q('a" := 1) from gw_secrets; --')}=1`],
    ["a zero byte in a table", "/gw_items%00x"],
    ["a zero byte in a column", `/gw_items?select=${q('"a\0b"')}`],
    ["a zero byte in a value", "/gw_items?name=eq.a%00b"],
    ["half an escape in a path", "/gw_items%"],
    ["half an escape in a value", "/gw_items?name=eq.%"],
    ["a backslash at the end", "/gw_items?name=in.(%5C)"],
  ];
  it.each(attempts)("through %s finds nothing and breaks nothing", async (_name, path) => {
    const response = await fixture.rest(path, { key: fixture.anonKey });
    const text = await response.text();
    expect(text).not.toContain("nobody sees this");
    if (response.ok) expect(JSON.parse(text)).toEqual([]);
    else expect([400, 401, 404]).toContain(response.status);
    const { count } = await fixture.service.from("gw_items").select("*", { count: "exact", head: true });
    expect(count).toBe(5);
  });

  it("through a body's keys finds nothing and breaks nothing", async () => {
    const { error } = await fixture.anonymous.from("gw_agents").insert({ 'id") values (1); --': 1 });
    expect(error?.code).toBe("PGRST204");
    const conflict = await fixture.anonymous
      .from("gw_agents")
      .upsert({ id: 1, name: "x" }, { onConflict: 'id") do nothing; drop table gw_items; --' });
    expect(conflict.status).toBe(400);
  });

  it("through a header changes no one's role", async () => {
    const headers = { prefer: "timezone=UTC'; set role postgres", "x-role": "postgres" };
    const { role } = await (await fixture.rest("/rpc/gw_whoami", { headers, key: fixture.anonKey })).json();
    expect(role).toBe("anon");
  });

  it("is not what a strange name is", async () => {
    const odd = 'gw odd "table';
    const { data, error } = await fixture.service.from(odd).select('"a b", select, "x\\"y"').eq("a b", 1);
    expect(error).toBeNull();
    expect(data).toEqual([{ "a b": 1, select: "first", 'x"y': "q" }]);
    const written = await fixture.service.from(odd).insert({ "a b": 2, 'x"y': "' \" \\" }).select().single();
    expect(written.data).toEqual({ "a b": 2, select: null, 'x"y': "' \" \\" });
  });
});

describe("too much", () => {
  it.skipIf(isRemote)("is a body beyond the limit, with or without its length", async () => {
    const body = JSON.stringify({ name: "x".repeat(200_000) });
    const headers = { "content-type": "application/json" };
    const announced = await fixture.rest("/gw_agents", { method: "POST", body, headers });
    expect(announced.status).toBe(413);
    const stream = new Blob([body]).stream();
    const streaming: RequestInit & { duplex: "half" } = { method: "POST", body: stream, headers, duplex: "half" };
    const streamed = await fixture.rest("/gw_agents", streaming);
    expect(streamed.status).toBe(413);
    expect(await fixture.service.from("gw_agents").select("id")).toMatchObject({ error: null });
  });

  it.skipIf(isRemote)("is a row beyond the thousandth", async () => {
    const { data } = await fixture.service.rpc("gw_squares", { p_to: 3000 });
    expect(data).toHaveLength(1000);
    const asked = await fixture.service.rpc("gw_squares", { p_to: 3000 }).limit(2000);
    expect(asked.data).toHaveLength(1000);
  });
});

describe("what the gateway leaves out", () => {
  const JSON_BODY = { "content-type": "application/json" };
  it.each([
    ["limits of a deletion", "DELETE", "/gw_items?id=eq.99&limit=1", {}, 400],
    ["limits of a change", "PATCH", "/gw_items?id=eq.99&limit=1", JSON_BODY, 400],
    ["filters of an insertion", "POST", "/gw_agents?id=eq.99", JSON_BODY, 400],
    ["an order of one value", "GET", "/rpc/gw_hello?order=id", {}, 400],
    ["another body than JSON", "POST", "/gw_agents", { "content-type": "text/csv" }, 400],
    ["another answer than JSON", "GET", "/gw_items", { accept: "audio/mpeg" }, 406],
    ["PUT", "PUT", "/gw_agents?id=eq.99", JSON_BODY, 405],
    ["a description of itself", "GET", "/", {}, 404],
  ])("is refused in PostgREST's words: %s", async (_name, method, path, headers, status) => {
    if (isRemote) return;
    const body = ["POST", "PUT", "PATCH"].includes(method) ? "{}" : undefined;
    const response = await fixture.rest(path, { method, headers, body });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code: expect.stringMatching(/^PGRST/), message: expect.any(String) });
  });
});
