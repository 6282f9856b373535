import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { ANSWERED, engineCalls, NO_ANSWER, retryAt, TALK } from "../engine-calls";
import { type EngineStage, oneReserved, startEngineStage } from "../engine-stage";
import { type Account, after, HOUR, makeAccount, makeCampaign, makeCustomers, NOON, only } from "../fixtures";
import type { Meanwhile } from "../meanwhile";

let stack: Stack;
let account: Account;
let pool: Pool;
let rows: EngineStage["rows"];
let meanwhile: Meanwhile;
beforeAll(async () => {
  ({ stack, pool, rows, meanwhile } = await startEngineStage(6));
  account = await makeAccount(stack, "owner@clinic.test", { call_concurrency: 1000, min_gap_minutes: 0 });
});
afterAll(() => stack.stop());

const reserved = () => oneReserved({ stack, engine: engine() }, account);
const engine = () => engineCalls(pool);

describe("What is done while a transaction is not finished yet waits for it:", () => {
  it("a pause for a call that begins, which is then in progress and recorded", async () => {
    const { campaign, attempt } = await reserved();
    const [begun, paused] = await meanwhile(
      (db) => engineCalls(db).begin(attempt),
      () => engine().pause(campaign),
    );
    expect([begun.decision, paused.status]).toEqual(["go", "paused"]);
    expect(await rows.attempt(attempt)).toMatchObject({ state: "reserved", counted: true });
  });

  it("a call that begins for a pause, and then does not begin", async () => {
    const { campaign, attempt, recipient } = await reserved();
    const [, begun] = await meanwhile(
      (db) => engineCalls(db).pause(campaign),
      () => engine().begin(attempt),
    );
    expect(begun.decision).toBe("stop");
    expect(await rows.recipient(recipient)).toMatchObject({ status: "pending", attempts: 0 });
  });

  it("a start for another one, and then hears of it", async () => {
    await makeCustomers(stack, account, 1);
    const { id } = await makeCampaign(stack, account);
    const [first, second] = await meanwhile(
      (db) => engineCalls(db).start(id),
      () => engine().start(id),
    );
    expect([first.ok, second.code]).toEqual([true, "campaign_already_active"]);
  });

  it("a claim for a pause, and then takes nobody", async () => {
    const { id, recipients } = await makeCampaign(stack, account, {
      customers: await makeCustomers(stack, account, 1),
    });
    const [, claimed] = await meanwhile(
      (db) => engineCalls(db).pause(id),
      () => engine().claim(id),
    );
    expect(claimed).toMatchObject({ state: "paused", attempts: [] });
    expect(await rows.recipient(only(recipients))).toMatchObject({ status: "pending" });
  });

  it("a claim for a late opt-out, which it does not undo", async () => {
    const customers = await makeCustomers(stack, account, 2);
    const { id, recipients } = await makeCampaign(stack, account, { customers });
    const attempt = only((await engine().claim(id, 1)).attempts);
    await engine().begin(attempt);
    await engine().finish(attempt, NO_ANSWER, retryAt(NOON));
    const [, claimed] = await meanwhile(
      (db) => engineCalls(db).tool(attempt, "record_opt_out", "opt_out"),
      () => engine().claim(id),
    );
    expect(claimed.attempts).toHaveLength(1);
    const found = await Promise.all(recipients.map(rows.recipient));
    expect(found.map(({ status }) => status)).toEqual(["opted_out", "queued"]);
  });

  it("a stop for a report that asks for a retry, so that nobody waits for ever in a campaign that ended", async () => {
    const { campaign, attempt, recipient } = await reserved();
    await engine().begin(attempt);
    await meanwhile(
      (db) => engineCalls(db).finish(attempt, NO_ANSWER, retryAt(after(HOUR))),
      () => engine().stop(campaign),
    );
    expect(await rows.recipient(recipient)).toMatchObject({
      status: "failed",
      reason: "campaign_stopped",
      next_attempt_at: null,
    });
  });

  it("a report that asks for a retry for a stop, with the same end", async () => {
    const { campaign, attempt, recipient } = await reserved();
    await engine().begin(attempt);
    await meanwhile(
      (db) => engineCalls(db).stop(campaign),
      () => engine().finish(attempt, NO_ANSWER, retryAt(after(HOUR))),
    );
    expect(await rows.recipient(recipient)).toMatchObject({
      status: "failed",
      reason: "campaign_stopped",
      next_attempt_at: null,
    });
  });

  it("a stop for a reservation that is given back", async () => {
    const { campaign, recipient } = await reserved();
    await meanwhile(
      (db) => engineCalls(db).releaseExpired(after(HOUR)),
      () => engine().stop(campaign),
    );
    expect(await rows.recipient(recipient)).toMatchObject({ status: "skipped", reason: "campaign_stopped" });
  });

  it("a sweep for a stop, which gave everything back already", async () => {
    const { campaign, recipient } = await reserved();
    const [, released] = await meanwhile(
      (db) => engineCalls(db).stop(campaign),
      () => engine().releaseExpired(after(HOUR)),
    );
    expect(released).toBe(0);
    expect(await rows.recipient(recipient)).toMatchObject({ status: "skipped", reason: "campaign_stopped" });
  });

  it("a settling for somebody who is put back in line, and then does not complete the campaign", async () => {
    const { campaign, attempt, recipient } = await reserved();
    await engine().begin(attempt);
    await engine().finish(attempt, TALK, ANSWERED);
    const [, settled] = await meanwhile(
      async (db) => {
        await db.query("select from campaigns where id = $1 for no key update", [campaign]);
        await db.query("update campaign_recipients set status = 'pending' where id = $1", [recipient]);
      },
      () => engine().settle(campaign),
    );
    expect(settled).toEqual({ status: "active", changed: false });
  });

  it("the report for a wish that is being written down, which it must see", async () => {
    const { attempt } = await reserved();
    await engine().begin(attempt);
    const [, finished] = await meanwhile(
      (db) => engineCalls(db).tool(attempt, "record_opt_out", "opt_out"),
      () => engine().finish(attempt, TALK, ANSWERED),
    );
    expect(finished).toEqual({ applied: false, reason: "stale" });
  });

  it("an edit of the words for a start, which said them already", async () => {
    await makeCustomers(stack, account, 1);
    const { id } = await makeCampaign(stack, account);
    const [, edited] = await meanwhile(
      (db) => engineCalls(db).start(id),
      async () => account.client.from("campaign_steps").update({ body: "{unknown}" }).eq("campaign_id", id),
    );
    expect(edited.error?.message).toBe("campaign_not_editable");
  });

  it("a second selection for the first, and then finds it done", async () => {
    await makeCustomers(stack, account, 1);
    const { id } = await makeCampaign(stack, account);
    const [first, second] = await meanwhile(
      (db) => engineCalls(db).select(id),
      () => engine().select(id),
    );
    expect(second).toBe(first);
  });
});

describe("A claim", () => {
  it("goes on without a recipient whom somebody holds, who has a turn at the next", async () => {
    const customers = await makeCustomers(stack, account, 2);
    const { id, recipients } = await makeCampaign(stack, account, { customers });
    const [holder, worker] = [await pool.connect(), await pool.connect()];
    try {
      await worker.query("set lock_timeout = '5s'");
      await holder.query("begin");
      await holder.query("select from campaign_recipients where id = $1 for update", [recipients[0]]);
      const { attempts } = await engineCalls(worker).claim(id);
      expect((await rows.attempt(only(attempts))).recipient_id).toBe(recipients[1]);
      await holder.query("commit");
    } finally {
      holder.release(true);
      worker.release(true);
    }
    expect((await engine().claim(id)).attempts).toHaveLength(1);
  });
});
