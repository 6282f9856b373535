import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkImport } from "@/lib/actions/check-import";
import { type ImportInput, importLeads } from "@/lib/actions/import-leads";
import { leadsData } from "@/lib/data/leads";
import { type EngineStage, startEngineStage } from "../supabase/engine-stage";
import {
  type Account,
  type Customer,
  insert,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
  only,
  WRITTEN,
} from "../supabase/fixtures";
import { depsOf, inPieces } from "./import-support";

let stage: EngineStage;
let account: Account;
beforeAll(async () => {
  stage = await startEngineStage();
  account = await makeAccount(stage.stack, "owner@withdrawn.test", { min_gap_minutes: 0 });
});
afterAll(() => stage.stack.stop());

const deps = () => depsOf(stage.stack, account.client, { now: () => NOON });
const inputOf = (file: string, more: Partial<ImportInput> = {}): ImportInput => ({
  ...{ userId: account.id, actorId: account.id, source: inPieces(file), fileName: "exported.csv", ...more },
});
const importFile = async (file: string, more?: Partial<ImportInput>) =>
  (await importLeads(deps(), inputOf(file, more))).consents;

async function checkFile(file: string) {
  const steps = checkImport({ ...deps(), leads: leadsData(stage.stack.service) }, inputOf(file));
  for (let step = await steps.next(); ; step = await steps.next()) if (step.done) return step.value.consents;
}
const select = async (sql: string, ...values: unknown[]) => (await stage.stack.pool.query(sql, values)).rows;
const inForce = async ({ id }: Customer) =>
  (await select("select channel from consents where customer_id = $1 and revoked_at is null order by channel", id)).map(
    ({ channel }) => channel,
  );
const agree = (customer: Customer, channel: string) =>
  insert(stage.stack, "consents", [{ ...WRITTEN, user_id: account.id, customer_id: customer.id, channel }]);

/** Somebody who agreed to each channel by itself, and one file's row about them. */
async function agreedToAll() {
  const customer = only(await makeCustomers(stage.stack, account, [{}]));
  for (const channel of ["sms", "email"]) await agree(customer, channel);
  return customer;
}
const calls = (...rows: [Customer, string][]) =>
  `Name,Phone,Call consent\n${rows.map(([{ phone }, answer]) => `Somebody,${phone},${answer}\n`).join("")}`;
async function claim(customer: Customer) {
  const { id, recipients } = await makeCampaign(stage.stack, account, { customers: [customer] });
  await stage.engine.claim(id);
  return stage.rows.recipient(only(recipients));
}

describe("A file that says that somebody took back what they agreed to", () => {
  it("ends it over its channel, so that no campaign calls them, and says so in the report and the audit log", async () => {
    const customer = await agreedToAll();
    const file = calls([customer, "Revoked"]);
    expect(await checkFile(file)).toMatchObject({ taking_back: 1, ended: 0, declined: 0 });
    expect(await inForce(customer)).toEqual(["call", "email", "sms"]);
    expect(await importFile(file)).toMatchObject({ stored: 0, taking_back: 1, ended: 1, declined: 0 });
    expect(await inForce(customer)).toEqual(["email", "sms"]);
    const [line, ...others] = await select(
      "select * from audit_log where entity_id = $1 and action = 'consent.revoked'",
      customer.id,
    );
    expect(others).toEqual([]);
    expect(line).toMatchObject({ actor_id: account.id, at: NOON, detail: { channel: "call", file: "exported.csv" } });
    expect(await claim(customer)).toMatchObject({ status: "skipped", reason: "no_written_consent" });
  });

  it("ends nothing by a bare no, and the campaign calls them", async () => {
    const customer = await agreedToAll();
    expect(await importFile(calls([customer, "No"]))).toMatchObject({ taking_back: 0, ended: 0, declined: 1 });
    expect(await inForce(customer)).toEqual(["call", "email", "sms"]);
    expect(await claim(customer)).toMatchObject({ status: "queued" });
  });

  it("ends an agreement to everything with it, and over everything all of them", async () => {
    const [one, two] = [await agreedToAll(), await agreedToAll()];
    await agree(one, "all");
    const file = `Phone,Consent\n${one.phone},do not text\n${two.phone},withdrawn\n`;
    expect(await importFile(file)).toMatchObject({ taking_back: 2, ended: 5 });
    expect([await inForce(one), await inForce(two)]).toEqual([["call", "email"], []]);
  });

  it("ends it by a row that was imported before too, and once", async () => {
    const customer = await agreedToAll();
    const file = calls([customer, "opted out"]);
    await importFile(file, { mapping: { "Call consent": "keep" } });
    expect(await inForce(customer)).toHaveLength(3);
    expect(await importFile(file)).toMatchObject({ ended: 1 });
    expect(await importFile(file)).toMatchObject({ ended: 0, taking_back: 1 });
    expect(await importFile(file, { rows: "customers" })).toMatchObject({ ended: 0, stored: 0 });
    expect(await inForce(customer)).toEqual(["email", "sms"]);
  });

  it.each(["first", "last"])(
    "wins over a yes of another row, when it comes %s, and the next file revives none",
    async (place) => {
      const customer = only(await makeCustomers(stage.stack, account, [{ consent: null }]));
      const rows: [Customer, string][] = [
        [customer, "revoked"],
        [customer, "yes"],
      ];
      const file = calls(...(place === "first" ? rows : rows.toReversed()));
      expect(await importFile(file)).toMatchObject({ stored: 1, ended: 1 });
      expect(await importFile(file)).toMatchObject({ stored: 0, ended: 0 });
      expect(await inForce(customer)).toEqual([]);
    },
  );

  it("keeps an older agreement out that comes later, though none was there, and lets in a newer one", async () => {
    const customer = only(await makeCustomers(stage.stack, account, [{ consent: null }]));
    expect(await importFile(calls([customer, "DNC"]))).toMatchObject({ ended: 0, taking_back: 1 });
    const dated = (day: string) =>
      `Phone,Call consent,SMS consent,Consent date\n${customer.phone},yes,yes,${day}\n${customer.phone},yes,yes,\n`;
    // The words name calls alone.
    expect(await importFile(dated("2026-03-14"))).toMatchObject({ stored: 2, withdrawn: 2 });
    expect(await inForce(customer)).toEqual(["sms", "sms"]);
    const file = dated("2026-11-25");
    const later = depsOf(stage.stack, account.client, { now: () => new Date("2026-11-26T12:00:00Z") });
    expect((await importLeads(later, inputOf(file))).consents).toMatchObject({ stored: 2, withdrawn: 1 });
    expect(await inForce(customer)).toEqual(["call", "sms", "sms", "sms"]);
  });

  it("ends nothing of another account's customer with the same number", async () => {
    const other = await makeAccount(stage.stack, "owner@elsewhere.test");
    const customer = await agreedToAll();
    const theirs = only(await makeCustomers(stage.stack, other, [{ phone: customer.phone }]));
    expect(await importFile(calls([customer, "DNC"]))).toMatchObject({ ended: 1 });
    expect(await inForce(theirs)).toEqual(["call"]);
    const args = { p_user_id: account.id, p_rows: [], p_file: "", p_now: NOON.toISOString() };
    expect((await other.client.rpc("end_consents", args)).error?.code).toBe("42501");
  });
});
