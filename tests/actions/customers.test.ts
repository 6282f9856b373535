import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addConsent } from "@/lib/actions/add-consent";
import { createCustomer } from "@/lib/actions/create-customer";
import { exportCustomers } from "@/lib/actions/export-customers";
import { listCustomers } from "@/lib/actions/list-customers";
import { optOutCustomer } from "@/lib/actions/opt-out-customer";
import { readCustomer, readTimeline } from "@/lib/actions/read-customer";
import { revokeConsent } from "@/lib/actions/revoke-consent";
import { updateCustomer } from "@/lib/actions/update-customer";
import {
  CustomerQuery,
  NewConsent,
  NewCustomer,
  OptOutCustomer,
  PatchCustomer,
  TimelineQuery,
} from "@/lib/core/customers";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numberOf } from "@/tests/support/engine-account";
import { refusal, refusalCode } from "@/tests/support/refusals";

let stage: EngineStage;
let bright: Account;
let other: Account;
beforeAll(async () => {
  stage = await startEngine();
  [bright, other] = await Promise.all([stage.account("bright"), stage.account("other")]);
});
afterAll(() => stage.stop());

const add = async (fields: object, account = bright) =>
  (await createCustomer(account.deps, NewCustomer.parse(fields))).id;
const change = (id: string, fields: object, account = bright) =>
  updateCustomer(account.deps, { id, change: PatchCustomer.parse(fields) });
const find = async (query: object, account = bright) =>
  (await listCustomers(account.deps, CustomerQuery.parse(query))).rows;
const names = async (query: object) => (await find(query)).map(({ name }) => name);
const timeline = (id: string, query: object = {}, account = bright) =>
  readTimeline(account.deps, { id, query: TimelineQuery.parse(query) });
const WRITTEN = {
  ...{ channel: "call", basis: "express_written", source: "Booking form", obtained_at: "2026-03-01T10:00:00Z" },
  ...{ wording: "I agree to be called by Bright Dental.", wording_version: "v2" },
};
const consent = (id: string, more: object = {}, account = bright) =>
  addConsent(account.deps, { id, consent: NewConsent.parse({ ...WRITTEN, ...more }) });

describe("a customer added by hand", () => {
  it("is kept with number and address in their one spelling, and knows where they are", async () => {
    const id = await add({ name: "Ada Adams", phone: "(212) 555-7001", email: "Ada@Mail.Test", tags: ["vip", "vip"] });
    expect(await readCustomer(bright.deps, { id })).toMatchObject({
      ...{ phone: "+12125557001", email: "ada@mail.test", region: "US-NY", tags: ["vip"] },
      ...{ time_zones: ["America/New_York"], zone_source: "area_code", blocked: "no_written_consent" },
    });
    await consent(id);
    expect(await readCustomer(bright.deps, { id })).toMatchObject({ blocked: null });
  });

  it("is read without what the database keeps for itself", async () => {
    const id = await add({ name: "Hash Less", phone: "212-555-7004" });
    const read = await readCustomer(bright.deps, { id });
    expect(Object.keys(read)).toContain("phone");
    expect(Object.keys(read).filter((key) => /hash|search|latest_lead/.test(key))).toEqual([]);
  });

  it("is not named by signs that turn what stands beside the name", async () => {
    const id = await add({ name: "\u202E\u05DE\u05E8\u05D9\u05DD Adams\u2069", phone: "212-555-7005" });
    expect((await readCustomer(bright.deps, { id })).name).toBe("\u05DE\u05E8\u05D9\u05DD Adams");
  });

  it("takes a state in words, and its time zone with it", async () => {
    const id = await add({ name: "Ann Utah", phone: "212-555-7002", region: "utah" });
    expect(await readCustomer(bright.deps, { id })).toMatchObject({
      ...{ region: "US-UT", time_zones: ["America/Denver"], zone_source: "address" },
    });
  });

  it.each([
    [{ phone: "12" }, "phone"],
    [{ email: "ada at mail", phone: "212-555-7003" }, "email"],
    [{ phone: "212-555-7003", region: "Atlantis" }, "region"],
  ])("%j is refused beside its field", async (fields, path) => {
    expect(await refusal(add(fields))).toMatchObject({ code: "invalid_input", details: [{ path }] });
  });

  it("does not take the number or the address of another one, and says whose they are", async () => {
    const id = await add({ name: "Bea Both", phone: "212-555-7010", email: "bea@mail.test" });
    const taken = await refusal(add({ phone: "+1 212 555 7010", email: "BEA@mail.test" }));
    expect(taken?.code).toBe("contact_taken");
    expect(taken?.details).toMatchObject([
      { path: "phone", message: "This number belongs to another customer: Bea Both", customer_id: id },
      { path: "email", message: "This address belongs to another customer: Bea Both", customer_id: id },
    ]);
    const free = await add({ phone: "212-555-7011" });
    expect(await refusalCode(change(free, { email: "bea@mail.test" }))).toBe("contact_taken");
    expect(await refusalCode(change(id, { phone: "212 555 7010", name: "Bea" }))).toBeNull();
    // Another business may have the same customer.
    expect(await add({ phone: "212-555-7010" }, other)).not.toBe(id);
  });

  it("keeps a contact", async () => {
    const id = await add({ phone: "212-555-7012" });
    expect(await refusal(change(id, { phone: "" }))).toMatchObject({ details: [{ path: "phone" }] });
    expect(await change(id, { phone: "", email: "new@mail.test" })).toMatchObject({ phone: null });
  });
});

describe("the list", () => {
  it("finds by name, address, and a number however it is written", async () => {
    await add({ name: "Zoë 100%_x", phone: "303-555-7101", email: "zoe@odd.test", tags: ["gold"] });
    for (const search of ["zoë 100%_", "ZOE@odd", "303 555 71", "(303) 555-7101", "+1 303.555.7101", "1-303-555-7101"])
      expect([search, await names({ search })]).toEqual([search, ["Zoë 100%_x"]]);
    expect(await names({ search: "%" })).toEqual(["Zoë 100%_x"]);
    expect(await names({ search: "nobody of this name" })).toEqual([]);
    expect(await names({ tag: "gold" })).toEqual(["Zoë 100%_x"]);
    expect(await names({ region: "US-CO" })).toEqual(["Zoë 100%_x"]);
  });

  it("filters by what keeps people from being called, and says it", async () => {
    const [out, nowhere, mail] = [
      await add({ name: "Out", phone: "212-555-7201" }),
      await add({ name: "Nowhere", phone: "+44 20 7946 0018" }),
      await add({ name: "Mail only", email: "only@mail.test" }),
    ];
    await optOutCustomer(bright.deps, { id: out, optOut: OptOutCustomer.parse({ channel: "call" }) });
    expect((await find({ state: "opted_out" })).map(({ id, blocked }) => [id, blocked])).toEqual([
      [out, "opted_out_channel"],
    ]);
    expect((await find({ state: "unknown_time_zone" })).map(({ id, blocked }) => [id, blocked])).toEqual([
      [nowhere, "unknown_time_zone"],
    ]);
    expect((await find({ state: "no_phone" })).map(({ id, blocked }) => [id, blocked])).toContainEqual([
      mail,
      "no_contact",
    ]);
  });

  it("sorts both ways, pages to the end, and exports all of it", async () => {
    const { total } = await listCustomers(bright.deps, CustomerQuery.parse({}));
    for (const sort of ["name", "last_contact", "leads", "created"] as const) {
      const up = await find({ sort, direction: "asc", limit: 100 });
      const down = await find({ sort, direction: "desc", limit: 100 });
      expect(up.map(({ id }) => id)).toEqual(down.map(({ id }) => id).reverse());
      expect(up).toHaveLength(total);
    }
    expect(await find({ offset: total - 1 })).toHaveLength(1);
    expect(await find({ offset: total })).toEqual([]);
    let csv = "";
    for await (const part of exportCustomers(bright.deps, { query: {}, timeZone: "America/Denver" })) csv += part;
    expect(csv.trim().split("\r\n")).toHaveLength(total + 1);
  });
});

describe("what happened with a customer", () => {
  it("stands in one list, latest first, page by page without loss", async () => {
    const campaign = await bright.launched([numberOf("answers_and_books")]);
    await stage.settle();
    const [found] = await find({ search: numberOf("answers_and_books") });
    const id = found?.id ?? "";
    await change(id, { name: "Carla Called" });
    await consent(id);
    await optOutCustomer(bright.deps, { id, optOut: OptOutCustomer.parse({ note: "Asked at the desk" }) });
    const { entries, more } = await timeline(id);
    expect(more).toBe(false);
    expect(entries.map(({ kind }) => kind).sort()).toEqual(
      ["changed", "consent", "consent", "contact", "converted", "lead", "lead", "selected", "suppressed"].sort(),
    );
    expect(entries.map(({ at }) => Date.parse(at))).toEqual(
      entries.map(({ at }) => Date.parse(at)).sort((a, b) => b - a),
    );
    expect(entries.find(({ kind }) => kind === "changed")?.detail).toEqual({
      ...{ action: "customer.changed", fields: ["name"], by: bright.email },
    });
    expect(entries.find(({ kind }) => kind === "contact")?.detail).toMatchObject({
      campaign_id: campaign,
      channel: "call",
    });

    const keys: string[] = [];
    for (let last: { at: string; key: string } | undefined; keys.length < entries.length; ) {
      const page = await timeline(id, { limit: 3, ...(last && { before: last.at, before_key: last.key }) });
      keys.push(...page.entries.map(({ key }) => key));
      expect(page.more).toBe(keys.length < entries.length);
      last = page.entries.at(-1);
    }
    expect(keys).toEqual(entries.map(({ key }) => key));
  });
});

describe("a consent", () => {
  it("is written down with its words and who wrote it, and revoked once", async () => {
    const id = await add({ phone: "212-555-7301" });
    const { id: consentId } = await consent(id);
    expect((await readCustomer(bright.deps, { id })).consents).toMatchObject([
      { ...WRITTEN, obtained_at: "2026-03-01T10:00:00+00:00", by: bright.email, revoked_at: null },
    ]);
    await revokeConsent(bright.deps, { id, consentId });
    expect((await readCustomer(bright.deps, { id })).consents[0]?.revoked_at).not.toBeNull();
    expect(await refusalCode(revokeConsent(bright.deps, { id, consentId }))).toBe("not_found");
  });

  it("in writing needs its words, and none is of the future", async () => {
    const id = await add({ phone: "212-555-7302" });
    expect(NewConsent.safeParse({ ...WRITTEN, wording: null }).error?.issues).toMatchObject([{ path: ["wording"] }]);
    expect(await refusal(consent(id, { obtained_at: "2030-01-01T00:00:00Z" }))).toMatchObject({
      details: [{ path: "obtained_at" }],
    });
    const tooLong = { ...WRITTEN, wording: "x".repeat(4001) };
    for (const [given, path] of [
      [{ ...WRITTEN, obtained_at: "0026-03-01T12:00:00Z" }, "obtained_at"],
      [tooLong, "wording"],
    ] as const)
      expect(NewConsent.safeParse(given).error?.issues).toMatchObject([{ path: [path] }]);
  });

  it("of today counts from now on, also where noon is still to come", async () => {
    const id = await add({ phone: "212-555-7303" });
    await consent(id, { obtained_at: `${stage.clock.now().toISOString().slice(0, 10)}T20:00:00Z` });
    const [given] = (await readCustomer(bright.deps, { id })).consents;
    expect(new Date(given?.obtained_at ?? "")).toEqual(stage.clock.now());
    expect(await refusal(consent(id, { obtained_at: "2026-11-26T04:30:00Z" }))).toMatchObject({
      details: [{ path: "obtained_at", message: "This is in the future" }],
    });
  });
});

describe("another business's customer", () => {
  it("does not exist for a person", async () => {
    const id = await add({ name: "Mine", phone: "212-555-7401" });
    const { id: consentId } = await consent(id);
    const work: (() => Promise<unknown>)[] = [
      () => readCustomer(other.deps, { id }),
      () => timeline(id, {}, other),
      () => change(id, { name: "Theirs" }, other),
      () => consent(id, {}, other),
      () => revokeConsent(other.deps, { id, consentId }),
      () => optOutCustomer(other.deps, { id, optOut: OptOutCustomer.parse({}) }),
    ];
    for (const one of work) expect(await refusalCode(one())).toBe("not_found");
    expect(await find({ search: "Mine" }, other)).toEqual([]);
    const foreign = other.deps.data.customers.list(bright.accountId, CustomerQuery.parse({}));
    expect(await foreign).toEqual({ rows: [], total: 0 });
    expect(await other.deps.people.blocked(other.accountId, [id], stage.clock.now())).toEqual(new Map());
    expect(await readCustomer(bright.deps, { id })).toMatchObject({ name: "Mine", opt_outs: [] });
    expect((await other.client.rpc("customer_timeline", { p_customer: id, p_limit: 10 })).data).toEqual([]);
  });
});
