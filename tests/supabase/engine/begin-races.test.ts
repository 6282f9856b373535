import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { engineCalls, NO_ANSWER, retryAt } from "../engine-calls";
import { type EngineStage, oneReserved, startEngineStage } from "../engine-stage";
import { type Account, makeAccount, NOON, only } from "../fixtures";
import type { Meanwhile } from "../meanwhile";

let stack: Stack;
let account: Account;
let pool: Pool;
let meanwhile: Meanwhile;
let rows: EngineStage["rows"];
beforeAll(async () => {
  ({ stack, pool, rows, meanwhile } = await startEngineStage());
  account = await makeAccount(stack, "owner@clinic.test", { call_concurrency: 1000, min_gap_minutes: 0 });
});
afterAll(() => stack.stop());

const engine = () => engineCalls(pool);
const reserved = () => oneReserved({ stack, engine: engine() }, account);

describe("A call that begins waits", () => {
  it("for one who begins it as well, and then does not begin", async () => {
    const { attempt, recipient } = await reserved();
    const [first, second] = await meanwhile(
      (db) => engineCalls(db).begin(attempt),
      () => engine().begin(attempt),
    );
    expect([first.decision, second]).toEqual(["go", { decision: "stop", reason: "already_begun" }]);
    expect(await rows.recipient(recipient)).toMatchObject({ attempts: 1 });
  });

  it("for an opt-out in an earlier call that is being written down, and then does not begin", async () => {
    const { campaign, attempt, recipient } = await reserved();
    await engine().begin(attempt);
    await engine().finish(attempt, NO_ANSWER, retryAt(NOON));
    const next = only((await engine().claim(campaign)).attempts);
    const [, begun] = await meanwhile(
      (db) => engineCalls(db).tool(attempt, "record_opt_out", "opt_out"),
      () => engine().begin(next),
    );
    expect(begun).toEqual({ decision: "stop", reason: "opted_out" });
    expect(await rows.recipient(recipient)).toMatchObject({ status: "opted_out" });
  });

  it("for a change of its campaign's status by whatever hand, and then does not begin", async () => {
    const { campaign, attempt } = await reserved();
    const [, begun] = await meanwhile(
      (db) => db.query("update campaigns set status = 'paused' where id = $1", [campaign]),
      () => engine().begin(attempt),
    );
    expect(begun).toEqual({ decision: "stop", reason: "campaign_paused" });
  });
});
