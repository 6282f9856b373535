import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UserDeps } from "@/lib/actions/deps";
import { addAgent, changeAgent } from "@/lib/actions/save-agent";
import { updateSettings } from "@/lib/actions/update-settings";
import { DEFAULT_SETTINGS, settingsView } from "@/lib/core/settings";
import { dataOf } from "@/lib/server/deps";
import { type Stack, startStack } from "../support/stack";

type Person = Pick<UserDeps, "data" | "accountId">;
let stack: Stack;
let alice: Person;
let bob: Person;

const person = async (email: string): Promise<Person> => {
  const data = dataOf(await stack.signInAs(email));
  return { data, accountId: await stack.userId(email) };
};
beforeAll(async () => {
  stack = await startStack();
  alice = await person("alice@clinic.test");
  bob = await person("bob@garage.test");
});
afterAll(() => stack.stop());

const saved = async ({ data, accountId }: Person) => settingsView(await data.accounts.settings(accountId));
const log = async ({ accountId }: Person) =>
  (await stack.pool.query("select actor_id, action, detail from audit_log where user_id = $1 order by id", [accountId]))
    .rows;

describe("changing settings", () => {
  it("begins with the table's own defaults where there is no row", async () => {
    const dora = await person("dora@dental.test");
    await stack.pool.query("insert into outreach_settings (user_id) values ($1)", [dora.accountId]);
    expect(await saved(dora)).toEqual(DEFAULT_SETTINGS);
    expect(await log(dora), "nobody chose these").toEqual([]);
  });

  it("changes what is named, and what another tab changed meanwhile stays", async () => {
    await updateSettings(alice, { business_name: "Alice Clinic" });
    await updateSettings(alice, { inbound_lines: 4 });
    const now = await updateSettings(alice, { calling_hours: { mon: [["08:00", "24:00"]] } });
    expect(now).toEqual(await saved(alice));
    expect(now).toEqual({
      ...DEFAULT_SETTINGS,
      business_name: "Alice Clinic",
      inbound_lines: 4,
      calling_hours: { mon: [["08:00", "24:00"]] },
    });
  });

  it("changes nothing when nothing is named", async () => {
    const before = await log(alice);
    expect(await updateSettings(alice, {})).toEqual(await saved(alice));
    expect(await log(alice)).toEqual(before);
  });

  it("writes down who changed what, from what, to what", async () => {
    await updateSettings(alice, { max_contacts_per_24h: 2, inbound_lines: 4 });
    expect((await log(alice)).at(-1)).toEqual({
      actor_id: alice.accountId,
      action: "settings.changed",
      detail: { max_contacts_per_24h: { from: 3, to: 2 } },
    });
  });

  it.each([
    ["(212) 555-0100", "US", "+12125550100"],
    ["+44 20 7946 0018", "US", "+442079460018"],
    ["020 7946 0018", "GB", "+442079460018"],
    ["", "US", null],
  ])("takes the number %j in %s as %s", async (callback_number, default_country, kept) => {
    const now = await updateSettings(alice, { callback_number, default_country });
    expect(now.callback_number).toBe(kept);
  });

  it("takes the sender of texts as a number in any spelling or as a messaging service, and nothing else", async () => {
    const sender = async (sms_sender: string) =>
      (await updateSettings(alice, { sms_sender, default_country: "US" })).sms_sender;
    expect(await sender("(212) 555-0188")).toBe("+12125550188");
    expect(await sender(`mg${"0123456789ABCDEF".repeat(2)}`)).toBe(`MG${"0123456789abcdef".repeat(2)}`);
    expect(await sender("")).toBeNull();
    for (const wrong of ["MG123", "Bright Smiles", "12345"])
      await expect(sender(wrong)).rejects.toMatchObject({ code: "invalid_input", details: [{ path: "sms_sender" }] });
  });

  it("reads a number in the account's country when none comes with it", async () => {
    await updateSettings(alice, { default_country: "GB" });
    expect((await updateSettings(alice, { callback_number: "020 7946 0018" })).callback_number).toBe("+442079460018");
  });

  it("names the field that can't be used, and keeps all as it was", async () => {
    const before = await saved(alice);
    await expect(updateSettings(alice, { callback_number: "12", inbound_lines: 9 })).rejects.toMatchObject({
      code: "invalid_input",
      details: [{ path: "callback_number" }],
    });
    await expect(updateSettings(alice, { default_country: "XX" })).rejects.toMatchObject({
      details: [{ path: "default_country" }],
    });
    expect(await saved(alice)).toEqual(before);
  });

  it("is refused to somebody of another business", async () => {
    const before = await saved(alice);
    const intruder = { data: bob.data, accountId: alice.accountId };
    await expect(updateSettings(intruder, { inbound_lines: 0 })).rejects.toMatchObject({ code: "not_allowed" });
    expect(await saved(alice)).toEqual(before);
    expect(await bob.data.accounts.settings(alice.accountId)).toBeNull();
  });
});

describe("an account's agents", () => {
  it("are added and changed, and their secret never leaves the database", async () => {
    const ava = await addAgent(alice, { name: "Ava" });
    expect(ava).toEqual({ id: ava.id, name: "Ava", vapi_assistant_id: null, vapi_phone_number_id: null });
    const assistant = randomUUID();
    const changed = await changeAgent(alice, { id: ava.id, change: { vapi_assistant_id: assistant } });
    expect(changed).toEqual({ ...ava, vapi_assistant_id: assistant });
  });

  it("leave a trace of who changed what, without prompts and secrets", async () => {
    const cora = await person("cora@clinic.test");
    const client = await stack.signInAs("cora@clinic.test");
    const { id } = await addAgent(cora, { name: "Cleo" });
    await changeAgent(cora, { id, change: { name: "Clea" } });
    await client.from("agents").update({ system_prompt: "Whisper", api_secret: "hush-hush" }).eq("id", id);
    await stack.pool.query("update agents set voice_id = 'alto' where id = $1", [id]);
    await client.from("agents").delete().eq("id", id);
    const entries = await log(cora);
    expect(entries.map(({ actor_id, action }) => [actor_id, action])).toEqual(
      ["agent.added", "agent.changed", "agent.changed", "agent.removed"].map((action) => [cora.accountId, action]),
    );
    expect(entries[1]?.detail).toEqual({ name: { from: "Cleo", to: "Clea" } });
    expect(entries[2]?.detail).toEqual({ system_prompt: {}, api_secret: {} });
    expect(JSON.stringify(entries)).not.toMatch(/Whisper|hush/);
  });

  it("can't be touched by somebody of another business", async () => {
    const { id } = await addAgent(alice, { name: "Bea" });
    const change = { name: "Mine" };
    await expect(changeAgent(bob, { id, change })).rejects.toMatchObject({ code: "not_found" });
    const intruder = { data: bob.data, accountId: alice.accountId };
    await expect(changeAgent(intruder, { id, change })).rejects.toMatchObject({ code: "not_found" });
    await expect(addAgent(intruder, { name: "Spy" })).rejects.toMatchObject({ code: "not_allowed" });
    expect((await alice.data.accounts.agents(alice.accountId)).map(({ name }) => name)).toEqual(["Ava", "Bea"]);
  });
});

describe("how far an account has come", () => {
  it("counts its own customers and the opt-outs that hold", async () => {
    const eve = await person("eve@spa.test");
    expect(await eve.data.setup.progress(eve.accountId)).toEqual({ customers: 0, optOuts: 0, called: false });
    await stack.pool.query("insert into customers (user_id, phone) values ($1, '+12125550142')", [eve.accountId]);
    await stack.pool.query(
      `insert into suppressions (user_id, contact, reason, source) values ($1, '+12125550142', 'owner', 'test')`,
      [eve.accountId],
    );
    expect(await eve.data.setup.progress(eve.accountId)).toEqual({ customers: 1, optOuts: 1, called: false });
    expect(await bob.data.setup.progress(eve.accountId)).toEqual({ customers: 0, optOuts: 0, called: false });
  });

  it("counts a test call that came through as one, and only then", async () => {
    const fay = await person("fay@spa.test");
    const begun = await stack.pool.query<{ answer: { id: string } }>(
      "select begin_test_call($1, $1, gen_random_uuid(), '+12125550143', 'asst_1', 180, now()) as answer",
      [fay.accountId],
    );
    const called = async () => (await fay.data.setup.progress(fay.accountId)).called;
    expect(await called()).toBe(false);
    await stack.pool.query("update test_calls set state = 'ended', cost = 0.1 where id = $1", [
      begun.rows[0]?.answer.id,
    ]);
    expect(await called()).toBe(true);
  });
});
