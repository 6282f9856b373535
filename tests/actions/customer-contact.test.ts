import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addConsent } from "@/lib/actions/add-consent";
import { createCustomer } from "@/lib/actions/create-customer";
import { exportEvidence } from "@/lib/actions/export-evidence";
import { optOutCustomer } from "@/lib/actions/opt-out-customer";
import { readCustomer } from "@/lib/actions/read-customer";
import { updateCustomer } from "@/lib/actions/update-customer";
import { NewConsent, NewCustomer, OptOutCustomer, PatchCustomer } from "@/lib/core/customers";
import { evidenceText } from "@/lib/core/evidence-text";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import type { Account } from "@/tests/support/engine-account";
import { makeList } from "@/tests/support/lists";

const HOUR_MS = 3_600_000;
const ALL_DAY = Object.fromEntries(
  ["sun", "mon", "tue", "wed", "thu", "fri", "sat"].map((day) => [day, [["00:00", "24:00"]]]),
);

let stage: EngineStage;
let bright: Account;
let accounts = 0;
let people = 0;
beforeAll(async () => {
  stage = await startEngine();
});
beforeEach(async () => {
  bright = await stage.account(`contact${++accounts}`);
});
afterAll(() => stage.stop());

const phoneIn = (areaCode: string) => `+1${areaCode}556${String(1000 + ++people)}`;
const add = async (areaCode: string, more: object = {}) => {
  const phone = phoneIn(areaCode);
  const fields = { name: "Ada", phone, email: `${phone.slice(1)}@mail.test`, ...more };
  return { phone, id: (await createCustomer(bright.deps, NewCustomer.parse(fields))).id };
};
const WRITTEN = {
  ...{ channel: "call", basis: "express_written", source: "Booking form", obtained_at: "2026-03-01T10:00:00Z" },
  ...{ wording: "I agree to be called.", wording_version: "v2" },
};
const agree = (id: string) => addConsent(bright.deps, { id, consent: NewConsent.parse(WRITTEN) });
const contactOf = async (id: string) => {
  const { contact } = await readCustomer(bright.deps, { id });
  return Object.fromEntries(contact.map(({ channel, state, text }) => [channel, text ?? state]));
};
const list = (given: Omit<Parameters<typeof makeList>[2], "at">) =>
  makeList(stage.stack.pool, { ...bright, id: bright.accountId }, { ...given, at: stage.clock.now() });

describe("a customer's page tells of each channel whether an offer may come now", () => {
  it("and asks for the agreement that the state's law wants of calls", async () => {
    const { id } = await add("502");
    expect(await contactOf(id)).toEqual({
      call: "Kentucky: calls with an offer need an agreement in writing; none is stored for their number.",
      ...{ sms: "now", email: "now" },
    });
    await agree(id);
    expect(await contactOf(id)).toEqual({ call: "now", sms: "now", email: "now" });
  });

  it("and where the law closes the hour, until when", async () => {
    const { id } = await add("305", { email: null });
    await agree(id);
    await bright.settings({ calling_hours: JSON.stringify(ALL_DAY) });
    // 20:30 in Miami.
    stage.clock.advance(10.5 * HOUR_MS);
    const [said, { contact }] = [await contactOf(id), await readCustomer(bright.deps, { id })];
    stage.clock.nextWeek();
    expect(said).toEqual({
      call: expect.stringMatching(/^Florida: no calls after 8 PM; next window \w{3} 8:00 AM\.$/),
      sms: expect.stringMatching(/^Florida: no text messages after 8 PM; next window \w{3} 8:00 AM\.$/),
      email: "No email address is stored.",
    });
    expect(contact.map(({ state }) => state)).toEqual(["later", "later", "no"]);
  });

  it("and names the list that the number stands on, among several", async () => {
    const [owns, others] = [await add("212"), await add("212")];
    await list({ kind: "national", region: "US", as_of: "2026-11-10", numbers: ["+12125550199"] });
    await list({ kind: "own", as_of: "2026-11-10", numbers: [owns.phone] });
    const own = "The number stands on your own do-not-call list that you uploaded, with the numbers of Nov 10, 2026.";
    expect(await contactOf(owns.id)).toEqual({ call: own, sms: own, email: "now" });
    await list({ kind: "reassigned", as_of: "2026-11-10", numbers: [others.phone] });
    const reassigned = "The number belongs to somebody else now, as the database of reassigned numbers says.";
    expect(await contactOf(others.id)).toEqual({ call: reassigned, sms: reassigned, email: "now" });
  });

  it("and which list is too old", async () => {
    const { id } = await add("713");
    await bright.deps.lists.relyOn({ accountId: bright.accountId, actorId: bright.accountId, now: stage.clock.now() }, [
      "US-TX",
    ]);
    await list({ kind: "state", region: "US-TX", as_of: "2026-09-02", numbers: ["+12125550199"] });
    const stale = "Texas: the state’s do-not-call list is of Sep 2, 2026, which is too old.";
    expect(await contactOf(id)).toEqual({ call: stale, sms: stale, email: "now" });
  });

  it("and that an opt-out of one channel quiets the others for a time", async () => {
    const { id } = await add("212");
    await agree(id);
    await optOutCustomer(bright.deps, { id, optOut: OptOutCustomer.parse({ channel: "email" }) });
    const quiet = expect.stringMatching(/^Opted out a short while ago; left alone until Jan 1, 10:00 AM\.$/);
    expect(await contactOf(id)).toEqual({
      ...{ call: quiet, sms: quiet },
      email: expect.stringMatching(/^Asked not to be contacted in this way: written down by hand on \w+ \d+, 2026\.$/),
    });
  });

  it("to nobody of another account", async () => {
    const { id } = await add("212");
    const other = await stage.account(`elsewhere${accounts}`);
    expect(await other.deps.people.contactStates(other.accountId, id, stage.clock.now())).toEqual([]);
    const args = { p_user_id: bright.accountId, p_customer: id, p_now: stage.clock.now().toISOString() };
    expect((await other.client.rpc("contact_states", args)).error?.code).toBe("42501");
    expect((await other.client.rpc("consents_of", { p_customer: id })).data).toEqual([]);
  });
});

describe("a consent that was given for an earlier number", () => {
  const evidenceOf = async (id: string) => {
    const evidence = await exportEvidence(bright.deps, { id, format: "json" });
    const words = evidenceText(evidence).flatMap((block) => {
      if (block.kind === "facts") return block.facts.map((fact) => fact.join(": "));
      return block.kind === "list" ? block.items : [block.text];
    });
    return { consents: evidence.consents, words: words.join("\n") };
  };

  it("does not look valid, neither on the page nor in the evidence", async () => {
    const { id } = await add("212");
    await agree(id);
    expect((await readCustomer(bright.deps, { id })).consents).toMatchObject([{ of_other_number: false }]);
    expect((await evidenceOf(id)).words).toContain("1 consent on record; 1 in force.");
    await updateCustomer(bright.deps, { id, change: PatchCustomer.parse({ phone: phoneIn("212") }) });
    expect((await readCustomer(bright.deps, { id })).consents).toMatchObject([{ of_other_number: true }]);
    expect((await contactOf(id)).call).toContain("none is stored for their number");
    const { consents, words } = await evidenceOf(id);
    expect(consents).toMatchObject([{ of_other_number: true }]);
    expect(JSON.stringify(consents)).not.toContain("phone_hash");
    expect(words).toContain("0 in force, 1 given for an earlier number");
    expect(words).toContain("Number: given for an earlier number: it does not count for this one");
  });

  it("to emails alone counts whatever the number is", async () => {
    const { id } = await add("212");
    await addConsent(bright.deps, { id, consent: NewConsent.parse({ ...WRITTEN, channel: "email" }) });
    await updateCustomer(bright.deps, { id, change: PatchCustomer.parse({ phone: phoneIn("212") }) });
    expect((await readCustomer(bright.deps, { id })).consents).toMatchObject([{ of_other_number: false }]);
  });
});
