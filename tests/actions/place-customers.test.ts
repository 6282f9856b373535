import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rulesText } from "@/components/customers/where";
import { addConsent } from "@/lib/actions/add-consent";
import { createCustomer } from "@/lib/actions/create-customer";
import { listCustomers } from "@/lib/actions/list-customers";
import { previewAudience } from "@/lib/actions/preview-audience";
import { readCustomer } from "@/lib/actions/read-customer";
import { updateCustomer } from "@/lib/actions/update-customer";
import { AudienceQuery } from "@/lib/core/audience";
import { CustomerQuery, NewConsent, NewCustomer, PatchCustomer } from "@/lib/core/customers";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import type { Account } from "@/tests/support/engine-account";

let stage: EngineStage;
let bright: Account;
beforeAll(async () => {
  stage = await startEngine();
  bright = await stage.account("bright");
});
afterAll(() => stage.stop());

const AGREED = NewConsent.parse({
  ...{ channel: "call", basis: "express_written", source: "Booking form", obtained_at: "2026-03-01T10:00:00Z" },
  wording: "I agree to be called by Bright Dental.",
});
/** With a number that says no place, and an agreement. */
async function add(phone: string, tag: string): Promise<string> {
  const { id } = await createCustomer(bright.deps, NewCustomer.parse({ name: "Toll Free", phone, tags: [tag] }));
  await addConsent(bright.deps, { id, consent: AGREED });
  return id;
}
const change = (id: string, fields: object) => updateCustomer(bright.deps, { id, change: PatchCustomer.parse(fields) });
const unplaced = async () =>
  (await listCustomers(bright.deps, CustomerQuery.parse({ state: "unknown_time_zone" }))).rows.map(({ id }) => id);
const skipped = async (tag: string) =>
  (await previewAudience(bright.deps, AudienceQuery.parse({ target_criteria: { tags: [tag] } }))).skipped;

describe("customers whose place is not known", () => {
  it("are found in a list and counted, and can be called as soon as a postcode says it", async () => {
    const id = await add("+18005550101", "one");
    expect(await unplaced()).toEqual([id]);
    expect(await bright.deps.data.customers.countUnplaced(bright.deps.accountId)).toBe(1);
    expect(await skipped("one")).toEqual({ unknown_time_zone: 1 });
    const placed = await change(id, { postcode: " 10001-1234 " });
    expect(placed).toMatchObject({
      ...{ postcode: "10001-1234", region: "US-NY", regions: ["US-NY"], place_sources: ["postcode"] },
      ...{ time_zones: ["America/New_York"], blocked: null },
    });
    expect(rulesText(placed)).toBe("The rules of New York (postcode) apply.");
    expect(await unplaced()).toEqual([]);
    expect(await bright.deps.data.customers.countUnplaced(bright.deps.accountId)).toBe(0);
    expect(await skipped("one")).toEqual({});
  });

  it("or a state, in words; what says nothing leaves them where they were", async () => {
    const id = await add("+18005550102", "two");
    expect(await change(id, { postcode: "00000" })).toMatchObject({ regions: [], blocked: "unknown_time_zone" });
    expect(rulesText(await readCustomer(bright.deps, { id }))).toContain("Enter the state or the postcode");
    await expect(change(id, { region: "Atlantis" })).rejects.toMatchObject({ code: "invalid_input" });
    expect(await change(id, { region: "new york" })).toMatchObject({ regions: ["US-NY"], blocked: null });
  });

  it("live under the rules of every state that may be theirs, with what says so", async () => {
    const { id } = await createCustomer(
      bright.deps,
      NewCustomer.parse({ name: "Moved", phone: "212-555-7119", postcode: "33101" }),
    );
    const moved = await readCustomer(bright.deps, { id });
    expect(moved).toMatchObject({ regions: ["US-FL", "US-NY"], place_sources: ["postcode", "area_code"] });
    expect(rulesText(moved)).toBe("The rules of Florida (postcode) and New York (area code) apply.");
    expect(await change(id, { postcode: null })).toMatchObject({ postcode: null, regions: ["US-NY"] });
  });

  it("are nobody's of another account", async () => {
    const other = await stage.account("other");
    expect(await other.deps.data.customers.countUnplaced(bright.deps.accountId)).toBe(0);
  });
});
