import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { dispositionOf } from "@/lib/providers/vapi/disposition";
import { type Held, rpc } from "./breakpoint-proxy";
import { MINUTE } from "./clock";
import { phones, type Stage, startStage } from "./stage";
import { judge } from "./witness";

vi.setConfig({ testTimeout: 300_000 });

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.stop());

/** The recipient whose contact is held. */
async function recipientOf({ request }: Held) {
  const [attemptId] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(request.body) ?? [];
  const sql =
    "select r.id, r.phone, r.customer_id from campaign_recipients r join outreach_attempts a on a.recipient_id = r.id where a.id = $1";
  const { rows } = await stage.stack.pool.query<{ id: string; phone: string; customer_id: string }>(sql, [attemptId]);
  const [found] = rows;
  if (!found) throw new Error("no recipient is held");
  return found;
}

async function standing(recipientId: string) {
  const sql = "select status, reason, attempts from campaign_recipients where id = $1";
  return (await stage.stack.pool.query(sql, [recipientId])).rows[0];
}

const called = () => stage.simulator.calls().map((call) => call.number);

it("who asks not to be called between the claim and the call is not called", async () => {
  const business = await stage.business("bright", { phones: phones(12), lines: 6 });
  await stage.startInnerWorker();
  const reached = stage.database.holdBefore(rpc("begin_attempt"));
  const id = await business.launch();
  const held = await reached;
  const recipient = await recipientOf(held);
  await business.optOut(recipient.phone);
  await held.release();
  await stage.finish([id]);
  expect(called()).not.toContain(recipient.phone);
  expect(await standing(recipient.id)).toEqual({ status: "skipped", reason: "opted_out", attempts: 0 });
  expect(await judge(stage)).toEqual([]);
});

it("a worker that learns minutes late that a contact began does not call any more", async () => {
  const business = await stage.business("bright", { phones: phones(12), lines: 6 });
  await stage.startInnerWorker();
  const reached = stage.database.holdAfter(rpc("begin_attempt"));
  const id = await business.launch();
  const held = await reached;
  const recipient = await recipientOf(held);
  await business.optOut(recipient.phone);
  stage.clock.advance(10 * MINUTE);
  await stage.sweep();
  expect(await standing(recipient.id)).toEqual({ status: "failed", reason: "outcome_unknown", attempts: 1 });
  await held.release();
  await stage.finish([id]);
  expect(called()).not.toContain(recipient.phone);
  expect(await judge(stage)).toEqual([]);
});

it("two campaigns to the same customers never call one of them at once, nor after an opt-out in the other", async () => {
  const people = phones(24);
  stage.answers(
    Object.fromEntries(people.map((phone, index) => [phone, [index % 3 ? "not_interested" : "opts_out_mid_call"]])),
  );
  const business = await stage.business("bright", { phones: people, lines: 6 });
  await Promise.all([stage.startInnerWorker(), stage.startInnerWorker(), stage.startInnerWorker()]);
  const ids = await Promise.all([business.launch({ name: "Spring" }), business.launch({ name: "Summer" })]);
  await stage.finish(ids);
  const optedOut = stage.simulator
    .calls()
    .filter((call) => dispositionOf(call.endedReason) === "conversed" && call.persona === "opts_out_mid_call");
  expect(optedOut).toHaveLength(8);
  // During the call, by the tool, and not only after it, by the analysis.
  const told = "select count(distinct attempt_id)::integer as calls from attempt_events where kind = 'record_opt_out'";
  expect((await stage.stack.pool.query(told)).rows).toEqual([{ calls: 8 }]);
  expect(called()).toHaveLength(8 + 2 * 16);
  expect(await judge(stage)).toEqual([]);
});
