import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import { reconcileAttempts } from "@/lib/actions/reconcile-attempts";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { numberOf } from "@/tests/support/engine-account";
import { reserved, rowsOf } from "@/tests/support/engine-rows";

let stage: EngineStage;
let rows: ReturnType<typeof rowsOf>;
let made = 0;
const MINUTE = 60_000;

beforeAll(async () => {
  stage = await startEngine({ simulator: { speed: 50_000 } });
  rows = rowsOf(stage);
});
beforeEach(() => {
  stage.clock.nextWeek();
  stage.simulator.setWebhookFaults({ drop: 1 });
});
afterEach(async () => {
  await mend();
  await stage.settle();
  await stage.stack.pool.query("update outreach_attempts set state = 'ended', lease_expires_at = null");
});
afterAll(() => stage.stop());

const sql = (text: string, values: unknown[] = []) => stage.stack.pool.query(text, values);
/** The receptionist's own table takes no lead, for a reason that the engine can't know. */
const refuseLeads = () =>
  sql("alter table leads add constraint no_leads check (outreach_attempt_id is null) not valid");
const mend = () => sql("alter table leads drop constraint if exists no_leads");
const reconcile = () => reconcileAttempts(stage.deps);

/** A call that has ended, of which only the provider can tell. */
async function endedCall(phone: string) {
  const account = await stage.account(`unrecorded-${++made}`);
  const { campaignId, attemptId } = await reserved(stage, account, [phone], { max_call_seconds: 60 });
  await contactRecipient(stage.deps, { attemptId });
  await stage.simulator.idle();
  stage.clock.advance(181_000);
  return { account, campaignId, attemptId };
}
/** Reconciles every minute. @returns the minutes in which the attempt was asked after. */
async function minutes(count: number): Promise<number[]> {
  const asked: number[] = [];
  for (let minute = 0; minute < count; minute++) {
    if ((await reconcile()).checked > 0) asked.push(minute);
    stage.clock.advance(MINUTE);
  }
  return asked;
}

describe("an ended call that can't be written down", () => {
  it("is tried again later each time, and is shown to the owner after two hours, with the line free again", async () => {
    await refuseLeads();
    const { campaignId, attemptId } = await endedCall(numberOf("interested"));
    expect(await minutes(120)).toEqual([0, 1, 3, 7, 15, 31, 63]);
    expect((await rows.attempt(attemptId)).state).toBe("dispatched");
    expect(await minutes(4)).toEqual([3]);
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "unknown", error: expect.stringContaining("23514") });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "failed", reason: "not_recorded", attempts: 1 });
    expect(await rows.campaign(campaignId)).toMatchObject({ status: "completed" });
    expect((await rows.timeline(attemptId)).at(-1)).toBe("not_recorded");
  });

  it("is written down whole once what stood in the way is mended", async () => {
    await refuseLeads();
    const { campaignId, attemptId } = await endedCall(numberOf("interested"));
    await minutes(125);
    await mend();
    expect(await minutes(60)).toHaveLength(1);
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "ended", outcome: "interested", error: null });
    expect((await rows.attempt(attemptId)).transcript).toContain("AI:");
    expect(await rows.leads(attemptId)).toHaveLength(1);
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "answered", reason: null, attempts: 1 });
    expect(await minutes(61)).toEqual([]);
  });

  it("is tried for a week, not for ever, and stays as the owner was shown it", async () => {
    await refuseLeads();
    const { attemptId } = await endedCall(numberOf("interested"));
    await minutes(125);
    await sql("update outreach_attempts set settle_failures = 175 where id = $1", [attemptId]);
    stage.clock.advance(60 * MINUTE);
    expect(await reconcile()).toEqual({ checked: 1, failures: 1 });
    stage.clock.advance(7 * 24 * 60 * MINUTE);
    expect(await reconcile()).toEqual({ checked: 0, failures: 0 });
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "unknown", lease_expires_at: null });
  });

  it("keeps to an opt-out all the same, from the first try on", async () => {
    await sql(
      `create function no_end() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
       create trigger no_end before update on outreach_attempts for each row when (new.state = 'ended') execute function no_end()`,
    );
    const { account, attemptId } = await endedCall(numberOf("opts_out_mid_call"));
    await sql("update outreach_attempts set outcome = null where id = $1", [attemptId]);
    await sql("update suppressions set lifted_at = now(), lift_reason = 'not heard' where user_id = $1", [
      account.accountId,
    ]);
    await sql("delete from attempt_events where attempt_id = $1 and kind = 'record_opt_out'", [attemptId]);
    await reconcile();
    await sql("drop function no_end cascade");
    const kept = await sql("select reason from suppressions where user_id = $1 and lifted_at is null", [
      account.accountId,
    ]);
    expect(kept.rows).toEqual([{ reason: "opt_out" }]);
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "dispatched", outcome: "opt_out" });
  });
});

it("a call is looked for under the assistant that placed it, though the agent has another one since", async () => {
  const account = await stage.account(`unrecorded-${++made}`);
  const { attemptId } = await reserved(stage, account, [numberOf("no_answer")]);
  stage.simulator.failNext({ answer: "hang", accept: true });
  await contactRecipient(stage.hasty, { attemptId });
  await stage.simulator.idle();
  await sql("update agents set vapi_assistant_id = 'asst_another' where user_id = $1", [account.accountId]);
  stage.clock.advance(3 * MINUTE);
  await reconcile();
  expect(await rows.attempt(attemptId)).toMatchObject({ state: "ended", disposition: "no_answer" });
});
