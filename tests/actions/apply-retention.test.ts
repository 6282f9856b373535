import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addConsent } from "@/lib/actions/add-consent";
import { applyRetention } from "@/lib/actions/apply-retention";
import { optOutCustomer } from "@/lib/actions/opt-out-customer";
import { NewConsent, OptOutCustomer } from "@/lib/core/customers";
import { retentionText } from "@/lib/core/retention";
import type { Voice } from "@/lib/providers/voice";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numberOf } from "@/tests/support/engine-account";

const DAY = 86_400_000;
let stage: EngineStage;
let bright: Account;
let made = 0;
beforeAll(async () => {
  stage = await startEngine();
});
beforeEach(async () => {
  // The accounts of other tests are done for good.
  await sql("delete from outreach_settings");
  bright = await stage.account(`keeps-${++made}`);
});
afterAll(() => stage.stop());

const sql = async <T extends object>(text: string, values: unknown[] = []) =>
  (await stage.stack.pool.query<T>(text, values)).rows;
const keep = (days: { recording?: number | null; transcript?: number | null; personal?: number | null }) => {
  const { recording = null, transcript = null, personal = null } = days;
  return bright.settings({
    ...{
      retention_recording_days: recording,
      retention_transcript_days: transcript,
      retention_personal_days: personal,
    },
  });
};
const run = () => applyRetention(stage.deps);
const later = (days: number) => stage.clock.advance(days * DAY);
async function called(): Promise<{ id: string; customer: string }> {
  await bright.launched([numberOf("answers_and_books")]);
  await stage.settle();
  const found = await sql<{ id: string; customer: string }>(
    "select id, customer_id as customer from outreach_attempts where user_id = $1",
    [bright.accountId],
  );
  const [attempt] = found;
  if (!attempt) throw new Error("nobody was called");
  return attempt;
}
const attemptOf = async (id: string) =>
  (await sql<Record<string, unknown>>("select * from outreach_attempts where id = $1", [id]))[0];
const lines = () =>
  sql<{ detail: object; actor_id: string | null; at: Date }>(
    "select detail, actor_id, at from audit_log where user_id = $1 and action = 'retention.applied' order by id",
    [bright.accountId],
  );
const people = () => sql("select id from customers where user_id = $1", [bright.accountId]);

describe("what is kept only for a while", () => {
  it("loses the recording first, here and at the provider, then the words; what happened stays", async () => {
    await keep({ recording: 30, transcript: 90 });
    const { id } = await called();
    const before = await attemptOf(id);
    expect(before).toMatchObject({ recording_url: expect.any(String), transcript: expect.any(String) });
    // One of its reports came without our id.
    const unnamed =
      "update provider_events set attempt_id = null where id = (select max(id) from provider_events where attempt_id = $1) returning id";
    const [report] = await sql<{ id: number }>(unnamed, [id]);
    later(29);
    await run();
    expect(await attemptOf(id)).toMatchObject({ recording_url: before?.recording_url });
    later(2);
    expect(await run()).toMatchObject({ accounts: 1, deleted: 1, failures: 0 });
    expect(await attemptOf(id)).toMatchObject({ recording_url: null, transcript: before?.transcript });
    expect(await stage.deps.voice?.getCall(String(before?.provider_ref))).toMatchObject({
      value: { status: "not_found" },
    });
    later(60);
    await run();
    const { outcome, disposition, decision, started_at, cost } = before ?? {};
    expect(await attemptOf(id)).toMatchObject({
      ...{ transcript: null, messages: null, summary: null, structured_data: null },
      ...{ outcome, disposition, decision, started_at, cost },
    });
    const leads = await sql(
      "select call_transcript, call_summary, recording_url from leads where outreach_attempt_id = $1",
      [id],
    );
    expect(leads).toEqual([{ call_transcript: null, call_summary: null, recording_url: null }]);
    const payloads = await sql("select distinct payload from provider_events where attempt_id = $1 or id = $2", [
      id,
      report?.id,
    ]);
    expect(payloads).toEqual([{ payload: {} }]);
  });

  it("is kept for ever where the account says so", async () => {
    await keep({});
    const { id } = await called();
    const before = await attemptOf(id);
    later(3650);
    expect(await run()).toMatchObject({ accounts: 0, deleted: 0 });
    expect(await attemptOf(id)).toEqual(before);
  });

  it("is looked after once a day, with one line of what was done, which the settings show", async () => {
    await keep({ recording: 30, transcript: 30 });
    await called();
    later(31);
    await run();
    await run();
    expect(await lines()).toMatchObject([
      { actor_id: null, at: stage.clock.now(), detail: { contacts: 1, recordings: 1, customers: 0 } },
    ]);
    later(1);
    await run();
    expect((await lines()).length).toBe(2);
    const last = await bright.deps.data.setup.lastRetention(bright.accountId);
    expect(last && retentionText(last)).toBe(
      "Nothing was old enough to be deleted. 1 call was deleted at the phone provider too.",
    );
  });

  it("goes on where a run broke off, and counts all of it once", async () => {
    await keep({ recording: 30 });
    await called();
    later(31);
    const { retention } = stage.deps;
    const broken = { ...retention, end: () => Promise.reject(new Error("gone")) };
    expect(await applyRetention(stage.with({ retention: broken }))).toMatchObject({ accounts: 0, failures: 1 });
    expect(await lines()).toEqual([]);
    expect(await run()).toMatchObject({ accounts: 1, failures: 0 });
    expect(await lines()).toMatchObject([{ detail: { recordings: 1 } }]);
  });

  it("is deleted at the provider a day later where the provider could not", async () => {
    await keep({ recording: 30 });
    const { id } = await called();
    later(31);
    const real = stage.deps.voice as Voice;
    const failure = { certainty: "retryable", code: "unavailable", status: 503, message: "busy" } as const;
    const busy: Voice = { ...real, forget: async () => ({ ok: false, failure }) };
    expect(await applyRetention(stage.with({ voice: busy }))).toMatchObject({ deleted: 0, failures: 1 });
    expect(await run()).toMatchObject({ deleted: 0 });
    later(1);
    expect(await run()).toMatchObject({ deleted: 1 });
    expect(await sql("select 1 from private.calls_to_delete where attempt_id = $1", [id])).toEqual([]);
  });
});

describe("customers nobody was in touch with", () => {
  it("are erased as by hand, and their opt-outs go on holding back their number", async () => {
    await keep({ personal: 365 });
    const phone = "+12126660055";
    await bright.leads([phone]);
    const [customer] = await sql<{ id: string }>("select id from customers where user_id = $1", [bright.accountId]);
    const optOut = OptOutCustomer.parse({ note: "Asked to stop" });
    await optOutCustomer(bright.deps, { id: customer?.id ?? "", optOut });
    later(366);
    await run();
    expect(await people()).toEqual([]);
    expect(await sql("select contact from suppressions where user_id = $1", [bright.accountId])).toEqual([
      { contact: null },
    ]);
    expect(await lines()).toMatchObject([{ detail: { customers: 1 } }]);
    const erased = "select actor_id from audit_log where action = 'customer.erased' and entity_id = $1";
    expect(await sql(erased, [customer?.id])).toEqual([{ actor_id: null }]);
    await bright.leads([phone]);
    const [again] = await sql<{ id: string }>("select id from customers where user_id = $1", [bright.accountId]);
    const blocked = await bright.deps.people.blocked(bright.accountId, [again?.id ?? ""], stage.clock.now());
    expect([...blocked.values()]).toEqual(["opted_out"]);
  });

  it("stay while a campaign waits for them, a contact is younger, or their consent is", async () => {
    await keep({ personal: 365 });
    await bright.leads(["+12126660061", "+12126660062", "+12126660063", "+12126660064"]);
    later(400);
    const all = await sql<{ id: string }>("select id from customers where user_id = $1 order by phone", [
      bright.accountId,
    ]);
    const [waiting, agreed, spoken, gone] = all.map(({ id }) => id);
    const campaign = await bright.campaign();
    await sql(
      "insert into campaign_recipients (campaign_id, user_id, customer_id, status) values ($1, $2, $3, 'pending')",
      [campaign, bright.accountId, waiting],
    );
    const written = {
      channel: "call",
      basis: "express_written",
      source: "form",
      wording: "Call me.",
      obtained_at: stage.clock.now().toISOString(),
    };
    await addConsent(bright.deps, { id: agreed ?? "", consent: NewConsent.parse(written) });
    await sql("update customers set last_answered_at = $2 where id = $1", [spoken, stage.clock.now()]);
    await run();
    const left = (await people()).map((row) => Reflect.get(row, "id"));
    expect(left.sort()).toEqual([waiting, agreed, spoken].sort());
    expect(left).not.toContain(gone);
  });
});
