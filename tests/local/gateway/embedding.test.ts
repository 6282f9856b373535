import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fixture, startFixture } from "./fixture";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const from = (table: string, columns: string) => fixture.service.from(table).select(columns).order("id");

describe("embedding", () => {
  it("shows the one row a foreign key points to, or null", async () => {
    const { data, error } = await from("gw_labels", "label, gw_items(name)").limit(1);
    expect(error).toBeNull();
    expect(data).toEqual([{ label: "new", gw_items: { name: "alpha" } }]);
    const { data: items } = await from("gw_items", "id, gw_agents!agent_id(name)").in("id", [3, 4]);
    expect(items).toEqual([
      { id: 3, gw_agents: { name: "Bob" } },
      { id: 4, gw_agents: null },
    ]);
  });

  it("shows the rows that point here, or an empty list", async () => {
    const { data } = await from("gw_items", "id, gw_labels(id, label)").in("id", [1, 5]);
    expect(data).toEqual([
      {
        id: 1,
        gw_labels: [
          { id: 1, label: "new" },
          { id: 2, label: "hot" },
        ],
      },
      { id: 5, gw_labels: [] },
    ]);
  });

  it("shows one row for a foreign key that is unique", async () => {
    const { data } = await from("gw_items", "id, gw_details(detail)").in("id", [1, 3]);
    expect(data).toEqual([
      { id: 1, gw_details: { detail: "of one" } },
      { id: 3, gw_details: null },
    ]);
  });

  it("goes through a table that joins two others", async () => {
    const { data } = await from("gw_items", "id, gw_badges(badge)").in("id", [1, 3]);
    expect(data).toEqual([
      { id: 1, gw_badges: [{ badge: "gold" }, { badge: "silver" }] },
      { id: 3, gw_badges: [] },
    ]);
  });

  it("nests, and renames", async () => {
    const columns = "name, things:gw_items!gw_items_agent_id_fkey(id, tags:gw_labels(label), backup:backup_id(name))";
    const { data } = await from("gw_agents", columns).eq("id", 1).order("id", { referencedTable: "things" });
    expect(data).toEqual([
      {
        name: "Ada",
        things: [
          { id: 1, tags: [{ label: "new" }, { label: "hot" }], backup: { name: "Bob" } },
          { id: 2, tags: [{ label: "new" }], backup: null },
        ],
      },
    ]);
  });

  it("follows a table's relation to itself both ways", async () => {
    const { data } = await from("gw_agents", "name, boss:boss_id(name), gw_agents(name)").in("id", [1, 2]);
    expect(data).toEqual([
      { name: "Ada", boss: null, gw_agents: [{ name: "Bob" }, { name: "Cy" }] },
      { name: "Bob", boss: { name: "Ada" }, gw_agents: [] },
    ]);
  });

  it("is filtered, ordered and limited by itself", async () => {
    const { data } = await from("gw_items", "id, gw_labels(label)")
      .in("id", [1, 2])
      .gte("gw_labels.weight", 2)
      .order("label", { referencedTable: "gw_labels" })
      .limit(1, { referencedTable: "gw_labels" });
    expect(data).toEqual([
      { id: 1, gw_labels: [{ label: "hot" }] },
      { id: 2, gw_labels: [] },
    ]);
  });

  it("takes logic of its own", async () => {
    const { data } = await from("gw_items", "id, gw_labels(id)")
      .eq("id", 1)
      .or("label.eq.hot,weight.gt.100", { referencedTable: "gw_labels" });
    expect(data).toEqual([{ id: 1, gw_labels: [{ id: 2 }] }]);
  });

  it("leaves rows out with !inner, in the count too", async () => {
    const { data, count } = await fixture.service
      .from("gw_items")
      .select("id, gw_labels!inner(label)", { count: "exact" })
      .eq("gw_labels.label", "new")
      .order("id");
    expect(data).toEqual([
      { id: 1, gw_labels: [{ label: "new" }] },
      { id: 2, gw_labels: [{ label: "new" }] },
    ]);
    expect(count).toBe(2);
    const { data: byAgent } = await from("gw_items", "id, gw_agents!agent_id!inner(name)").eq("gw_agents.name", "Bob");
    expect(byAgent).toEqual([{ id: 3, gw_agents: { name: "Bob" } }]);
  });

  it("finds rows with and without the other", async () => {
    const without = await fixture.service
      .from("gw_items")
      .select("id, gw_labels()", { count: "exact" })
      .is("gw_labels", null)
      .order("id");
    expect(without).toMatchObject({ data: [{ id: 4 }, { id: 5 }], count: 2 });
    const { data } = await from("gw_items", "id, gw_details(detail)").not("gw_details", "is", null);
    expect(data).toMatchObject([{ id: 1 }, { id: 2 }]);
  });

  it("spreads a to-one relation", async () => {
    const { data } = await from("gw_labels", "id, ...gw_items(item:name)").eq("id", 3);
    expect(data).toEqual([{ id: 3, item: "Beta" }]);
  });

  it("works on what a mutation hands back and on a function's rows", async () => {
    const { data } = await fixture.service
      .from("gw_labels")
      .update({ weight: 4 })
      .eq("id", 1)
      .select("weight, gw_items(name)");
    expect(data).toEqual([{ weight: 4, gw_items: { name: "alpha" } }]);
    const called = await fixture.service.rpc("gw_items_of", { p_kind: "y" }).select("id, gw_labels(label)").order("id");
    expect(called.data).toEqual([
      { id: 3, gw_labels: [{ label: "old" }] },
      { id: 4, gw_labels: [] },
    ]);
  });
});

describe("embedding is refused", () => {
  it("without a relationship", async () => {
    const { error, status } = await from("gw_items", "id, gw_secrets(id)");
    expect(status).toBe(400);
    expect(error).toMatchObject({
      code: "PGRST200",
      message: "Could not find a relationship between 'gw_items' and 'gw_secrets' in the schema cache",
      details: expect.stringContaining("no matches were found"),
    });
  });

  it("with a hint that fits none", async () => {
    const { error } = await from("gw_items", "id, gw_agents!nope(name)");
    expect(error).toMatchObject({ code: "PGRST200", details: expect.stringContaining("using the hint 'nope'") });
  });

  it("when several relationships fit", async () => {
    const { error, status } = await from("gw_items", "id, gw_agents(name)");
    expect(status).toBe(300);
    expect(error).toMatchObject({
      code: "PGRST201",
      hint: expect.stringContaining("gw_agents!gw_items_backup"),
      details: expect.arrayContaining([expect.objectContaining({ cardinality: "many-to-one" })]),
    });
  });

  it("with another filter than null", async () => {
    const { error } = await from("gw_items", "id, gw_labels(id)").eq("gw_labels", 1);
    expect(error).toMatchObject({ code: "PGRST120" });
  });

  it("as an order by many rows", async () => {
    const { error } = await fixture.service.from("gw_items").select("id, gw_labels(id)").order("gw_labels(id)");
    expect(error).toMatchObject({ code: "PGRST118" });
  });
});
