import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UntypedClient } from "../../support/stack-target";
import { type Fixture, startFixture } from "./fixture";

let fixture: Fixture;
let alice: { client: UntypedClient; id: string };
let bob: { client: UntypedClient; id: string };
beforeAll(async () => {
  fixture = await startFixture();
  alice = await fixture.newPerson("alice");
  bob = await fixture.newPerson("bob");
  const rows = [
    { id: 1, body: "private", shared: false, owner_id: alice.id },
    { id: 2, body: "for all", shared: true, owner_id: alice.id },
  ];
  expect((await alice.client.from("gw_notes").insert(rows)).error).toBeNull();
});
afterAll(() => fixture.stop());

const notes = (client: UntypedClient) => client.from("gw_notes");

describe("row level security", () => {
  it("shows people their own rows and what is shared", async () => {
    expect((await notes(alice.client).select("id").order("id")).data).toEqual([{ id: 1 }, { id: 2 }]);
    expect((await notes(bob.client).select("id")).data).toEqual([{ id: 2 }]);
  });

  it("counts only what one may see", async () => {
    expect((await notes(bob.client).select("*", { count: "exact", head: true })).count).toBe(1);
  });

  it("refuses a row in another's name", async () => {
    const { error, status } = await notes(bob.client).insert({ id: 9, body: "x", owner_id: alice.id });
    expect(status).toBe(403);
    expect(error).toMatchObject({
      code: "42501",
      message: 'new row violates row-level security policy for table "gw_notes"',
    });
  });

  it("changes and deletes nothing of another's", async () => {
    expect(await notes(bob.client).update({ body: "mine now" }).eq("id", 2).select()).toMatchObject({ data: [] });
    expect(await notes(bob.client).delete().eq("id", 2).select()).toMatchObject({ data: [] });
    expect((await notes(alice.client).select("body").eq("id", 2)).data).toEqual([{ body: "for all" }]);
  });

  it("lets nobody give a row away", async () => {
    const { error } = await notes(alice.client).update({ owner_id: bob.id }).eq("id", 1);
    expect(error?.code).toBe("42501");
  });

  it("does not bind the service role", async () => {
    expect((await notes(fixture.service).select("id").order("id")).data).toEqual([{ id: 1 }, { id: 2 }]);
  });
});

describe("rights", () => {
  it("are missing with 401 for a visitor and 403 for a person", async () => {
    const visitor = await notes(fixture.anonymous).select();
    expect(visitor).toMatchObject({
      status: 401,
      error: { code: "42501", message: "permission denied for table gw_notes" },
    });
    const person = await alice.client.from("gw_secrets").select();
    expect(person).toMatchObject({ status: 403, error: { code: "42501" } });
  });

  it("end at the schema that is exposed", async () => {
    const { error, status } = await fixture.service.schema("auth").from("users").select();
    expect(status).toBe(406);
    expect(error).toMatchObject({ code: "PGRST106", message: "Invalid schema: auth" });
    const hidden = await fixture.rest("/users");
    expect(hidden.status).toBe(404);
  });
});

describe("constraints", () => {
  const cases: Array<[string, string, Record<string, unknown>, string, number, string]> = [
    ["unique", "gw_agents", { id: 1, name: "x" }, "23505", 409, "Key (id)=(1) already exists."],
    ["foreign key", "gw_labels", { id: 50, item_id: 999, label: "x" }, "23503", 409, "Key (item_id)=(999)"],
    ["not null", "gw_labels", { id: 50, item_id: 1 }, "23502", 400, "Failing row contains"],
    ["check", "gw_labels", { id: 50, item_id: 1, label: "x", weight: -1 }, "23514", 400, "Failing row contains"],
  ];
  it.each(cases)("%s", async (_name, table, row, code, expected, details) => {
    const { error, status } = await fixture.service.from(table).insert(row);
    expect({ code: error?.code, status }).toEqual({ code, status: expected });
    expect(error?.details).toContain(details);
  });

  it("of a column's type", async () => {
    const text = await fixture.service.from("gw_labels").insert({ id: "x" });
    expect(text).toMatchObject({ status: 400, error: { code: "22P02" } });
    const long = await fixture.service.from("gw_defaults").insert({ code: "too long" });
    expect(long).toMatchObject({ status: 400, error: { code: "22001" } });
    const large = await fixture.service.from("gw_labels").insert({ id: 3_000_000_000 });
    expect(large).toMatchObject({ status: 400, error: { code: "22003" } });
  });

  it("that a deletion would break", async () => {
    const { error, status } = await fixture.service.from("gw_agents").delete().eq("id", 1);
    expect({ code: error?.code, status }).toEqual({ code: "23503", status: 409 });
  });
});

describe("what isn't there", () => {
  it("is 404 for a table", async () => {
    const { error, status } = await fixture.service.from("gw_nope").select();
    expect(status).toBe(404);
    expect(error).toMatchObject({
      code: "PGRST205",
      message: "Could not find the table 'public.gw_nope' in the schema cache",
    });
  });

  it("is 400 for a column to write", async () => {
    const { error, status } = await fixture.service.from("gw_agents").update({ nope: 1 }).eq("id", 1);
    expect(status).toBe(400);
    expect(error).toMatchObject({
      code: "PGRST204",
      message: "Could not find the 'nope' column of 'gw_agents' in the schema cache",
    });
  });

  it("is 404 for a longer path", async () => {
    expect((await fixture.rest("/gw_agents/1")).status).toBe(404);
  });
});
