import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UntypedClient } from "../../support/stack-target";
import { type Fixture, startFixture } from "./fixture";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const items = (client: UntypedClient) => client.from("gw_items").select("id");
type Items = ReturnType<typeof items>;

/** What each filter of supabase-js finds among the five items. */
const FILTERS: Array<
  [name: string, filter: (query: Items) => PromiseLike<{ data: unknown; error: unknown }>, ids: number[]]
> = [
  ["eq", (q) => q.eq("id", 2), [2]],
  ["eq on text with spaces, commas and quotes", (q) => q.eq("name", 'gamma, "g"'), [3]],
  ["eq on a number with decimals", (q) => q.eq("size", 2.25), [2]],
  ["eq on a boolean", (q) => q.eq("active", true), [1, 4]],
  ["eq on an array", (q) => q.eq("tags", "{red}"), [2]],
  ["eq on a number beyond JavaScript's", (q) => q.eq("big", "9007199254740993"), [1]],
  ["neq, which leaves nulls out", (q) => q.neq("name", "Beta"), [1, 3, 5]],
  ["gt", (q) => q.gt("size", 1.5), [2, 3]],
  ["gte", (q) => q.gte("size", 1.5), [1, 2, 3]],
  ["lt", (q) => q.lt("made_at", "2026-02-01T00:00:00+00:00"), [1]],
  ["lte", (q) => q.lte("made_at", "2026-02-01T00:00:00Z"), [1, 2]],
  ["like", (q) => q.like("name", "%a"), [1, 2]],
  ["like with an escaped wildcard", (q) => q.like("name", "%\\%"), [5]],
  ["like with PostgREST's wildcard", (q) => q.filter("name", "like", "*eta"), [2]],
  ["ilike", (q) => q.ilike("name", "B%"), [2]],
  ["like(all)", (q) => q.likeAllOf("name", ["a%", "%ha"]), [1]],
  ["like(any)", (q) => q.likeAnyOf("name", ["a%", "B%"]), [1, 2]],
  ["ilike(all)", (q) => q.ilikeAllOf("name", ["A%", "%HA"]), [1]],
  ["ilike(any)", (q) => q.ilikeAnyOf("name", ["A%", "b%"]), [1, 2]],
  ["eq(any)", (q) => q.filter("id", "eq(any)", "{1,3}"), [1, 3]],
  ["match", (q) => q.regexMatch("name", "^[a-z]+$"), [1]],
  ["imatch", (q) => q.regexIMatch("name", "^[a-z]+$"), [1, 2]],
  ["is null", (q) => q.is("name", null), [4]],
  ["is true", (q) => q.is("active", true), [1, 4]],
  ["is false", (q) => q.is("active", false), [2, 5]],
  ["is unknown", (q) => q.filter("active", "is", "unknown"), [3]],
  ["is not_null", (q) => q.filter("kind", "is", "not_null"), [1, 2, 3, 4]],
  ["isdistinct", (q) => q.isDistinct("kind", "x"), [3, 4, 5]],
  ["in", (q) => q.in("id", [1, 4, 99]), [1, 4]],
  ["in with commas in a value", (q) => q.in("kind", ["x", "y,z"]), [1, 2]],
  ["in with quotes and backslashes in a value", (q) => q.filter("name", "in", '("gamma, \\"g\\"","\\\\")'), [3]],
  ["in with nothing", (q) => q.in("id", []), []],
  ["not in", (q) => q.notIn("id", [1, 2]), [3, 4, 5]],
  ["contains on an array", (q) => q.contains("tags", ["blue"]), [1, 3]],
  ["contains on JSON", (q) => q.contains("data", { n: 2 }), [2]],
  ["contains on a range", (q) => q.contains("span", "[11,12)"), [3]],
  ["contained by", (q) => q.containedBy("tags", ["red", "blue", "white"]), [1, 2, 4]],
  ["sl: strictly left", (q) => q.rangeLt("span", "[9,10)"), [1, 2]],
  ["sr: strictly right", (q) => q.rangeGt("span", "[1,9)"), [3, 5]],
  ["nxr: not further right", (q) => q.rangeLte("span", "[5,9)"), [1, 2]],
  ["nxl: not further left", (q) => q.rangeGte("span", "[10,11)"), [3, 5]],
  ["adj: adjacent", (q) => q.rangeAdjacent("span", "[9,10)"), [2, 3]],
  ["ov on an array", (q) => q.overlaps("tags", ["green", "red"]), [1, 2, 3]],
  ["ov on a range", (q) => q.overlaps("span", "[4,6)"), [1, 2]],
  ["fts on a tsvector", (q) => q.textSearch("words", "fox & quick"), [1, 3]],
  ["fts on text", (q) => q.textSearch("prose", "fox & !brown"), [3]],
  ["fts with a configuration", (q) => q.textSearch("prose", "jump", { config: "english" }), [2]],
  ["fts with a configuration that stems nothing", (q) => q.textSearch("prose", "jump", { config: "simple" }), []],
  ["plfts", (q) => q.textSearch("words", "the quick fox", { type: "plain", config: "english" }), [1, 3]],
  ["phfts", (q) => q.textSearch("words", "brown fox", { type: "phrase", config: "english" }), [1]],
  ["wfts", (q) => q.textSearch("words", "fox -brown", { type: "websearch", config: "english" }), [3]],
  ["match of several columns", (q) => q.match({ kind: "x", active: true }), [1]],
  ["not eq", (q) => q.not("kind", "eq", "x"), [3, 4]],
  ["not is null", (q) => q.not("tags", "is", null), [1, 2, 3, 4]],
  ["not in, by not", (q) => q.not("id", "in", "(1,2,3)"), [4, 5]],
  ["not contains", (q) => q.not("tags", "cs", "{red}"), [3, 4]],
  ["two filters on one column", (q) => q.gt("id", 1).lt("id", 4), [2, 3]],
  ["or", (q) => q.or("id.eq.1,name.eq.Beta"), [1, 2]],
  ["or with a quoted value", (q) => q.or('name.eq."gamma, \\"g\\"",id.eq.5'), [3, 5]],
  ["or with a list and an array", (q) => q.or("id.in.(1,2),tags.cs.{green,blue}"), [1, 2, 3]],
  ["and within or", (q) => q.or("and(kind.eq.y,active.is.true),id.eq.1"), [1, 4]],
  ["not and within or", (q) => q.or("not.and(id.gte.2,id.lte.4),id.eq.3"), [1, 3, 5]],
  ["or of negated filters", (q) => q.or("name.not.is.null,id.not.gt.4"), [1, 2, 3, 4, 5]],
  ["or of searches", (q) => q.or("prose.fts(english).dog,words.fts.nothing"), [2, 5]],
  ["text in JSON", (q) => q.eq("data->a->>b", "one"), [1]],
  ["JSON in JSON", (q) => q.eq("data->n", 2), [2]],
  ["an element of a list in JSON", (q) => q.eq("data->list->>1", "20"), [1]],
  ["the last element of a list in JSON", (q) => q.eq("data->list->>-1", "20"), [1]],
  ["an element of an array", (q) => q.eq("tags->>0", "red"), [1, 2]],
  ["null in JSON", (q) => q.is("data->a->>b", null), [3, 4, 5]],
  ["JSON in or", (q) => q.or("data->a->>b.eq.two,data->n.eq.3"), [2, 3]],
];

describe("filters", () => {
  it.each(FILTERS)("%s", async (_name, filter, ids) => {
    const { data, error } = await filter(items(fixture.service).order("id"));
    expect(error).toBeNull();
    expect(data).toEqual(ids.map((id) => ({ id })));
  });

  it("not.or and not.and at the top", async () => {
    const neither = await fixture.rest("/gw_items?select=id&not.or=(id.eq.1,id.eq.2)&order=id");
    expect(await neither.json()).toEqual([{ id: 3 }, { id: 4 }, { id: 5 }]);
    const notBoth = await fixture.rest("/gw_items?select=id&not.and=(id.gte.1,id.lte.4)&order=id");
    expect(await notBoth.json()).toEqual([{ id: 5 }]);
  });

  it("allows spaces inside logic", async () => {
    const query = encodeURIComponent("( and ( id.gte.2 , id.lte.3 ) , id.eq.5 )");
    const found = await fixture.rest(`/gw_items?select=id&or=${query}&order=id`);
    expect(await found.json()).toEqual([{ id: 2 }, { id: 3 }, { id: 5 }]);
  });
});

describe("filters that make no sense", () => {
  it.each([
    ["an unknown operator", "/gw_items?id=noop.1", "PGRST100"],
    ["no operator", "/gw_items?id=1", "PGRST100"],
    ["is with another word", "/gw_items?active=is.nil", "PGRST100"],
    ["a list without parentheses", "/gw_items?id=in.1,2", "PGRST100"],
    ["an empty or", "/gw_items?or=()", "PGRST100"],
    ["an unfinished and", "/gw_items?and=(id.eq.1", "PGRST100"],
    ["a quantifier that is none", "/gw_items?id=eq(some).{1}", "PGRST100"],
    ["a value of the wrong type", "/gw_items?id=eq.abc", "22P02"],
    ["a column that isn't there", "/gw_items?nope=eq.1", "42703"],
    ["an operator the type lacks", "/gw_items?id=cs.{1}", "42883"],
    ["a filter on what isn't embedded", "/gw_items?gw_agents.name=eq.Ada", "PGRST108"],
  ])("%s is refused", async (_name, path, code) => {
    const response = await fixture.rest(path);
    expect(await response.json()).toMatchObject({ code, message: expect.any(String) });
    expect(response.status).toBe(code === "42883" ? 404 : 400);
  });
});
