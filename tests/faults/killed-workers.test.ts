import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type BreakpointProxy, type Held, type Matches, placesCall, rpc } from "./breakpoint-proxy";
import { MINUTE } from "./clock";
import { phones, type Stage, startStage } from "./stage";
import { judge } from "./witness";
import type { WorkerProcess } from "./workers";

vi.setConfig({ testTimeout: 300_000 });

let stage: Stage;
let worker: WorkerProcess;
beforeAll(async () => {
  stage = await startStage();
  worker = await stage.startWorker();
});
afterAll(() => stage.stop());

/** Every lease has run out by then, and what failed before is too old for the breaker. */
const LATER = 11 * MINUTE;
const marksApplied: Matches = ({ method, path }) => method === "PATCH" && path.startsWith("/rest/v1/provider_events");

interface Boundary {
  name: string;
  hold(): Promise<Held>;
  /** Nobody takes webhooks until the next worker is there. */
  webhooksLost?: boolean;
  /** What becomes of whom the worker was busy with. */
  ends?: { asked: number; status: string; reason: string | null };
}

const before = (proxy: () => BreakpointProxy, matches: Matches) => () => proxy().holdBefore(matches);
const after = (proxy: () => BreakpointProxy, matches: Matches) => () => proxy().holdAfter(matches);
const database = () => stage.database;
const provider = () => stage.provider;
const unknown = { status: "failed", reason: "outcome_unknown" };

const BOUNDARIES: Boundary[] = [
  { name: "after the claim, before anybody was handed on", hold: after(database, rpc("claim_recipients")) },
  { name: "after the claim, before the contact begins", hold: before(database, rpc("begin_attempt")) },
  {
    name: "after the contact began, before the worker knows",
    hold: after(database, rpc("begin_attempt")),
    ends: { ...unknown, asked: 0 },
  },
  { name: "before the call", hold: before(provider, placesCall()), ends: { ...unknown, asked: 0 } },
  { name: "after the call, before its answer", hold: after(provider, placesCall()) },
  {
    name: "after the call, before its answer, and no webhook comes",
    hold: after(provider, placesCall()),
    webhooksLost: true,
  },
  { name: "before the call is recorded", hold: before(database, rpc("record_dispatch")) },
  {
    name: "before the call is recorded, and no webhook comes",
    hold: before(database, rpc("record_dispatch")),
    webhooksLost: true,
  },
  { name: "while a report is applied, before anything is written", hold: before(database, rpc("finish_attempt")) },
  { name: "while a report is applied, after it was written", hold: after(database, rpc("finish_attempt")) },
  { name: "after a report was applied, before the inbox knows", hold: before(database, marksApplied) },
  { name: "before the campaign is settled", hold: before(database, rpc("settle_campaign")) },
];

let businesses = 0;

async function launch(): Promise<string> {
  const prefix = `+1212${String(700 + ++businesses)}`;
  const [books, silent, busy, voicemail, optsOut, talks] = phones(6, prefix);
  stage.answers({
    [String(books)]: ["no_answer", "answers_and_books"],
    [String(silent)]: ["silent"],
    [String(busy)]: ["busy", "busy", "interested"],
    [String(voicemail)]: ["voicemail"],
    [String(optsOut)]: ["opts_out_mid_call"],
    [String(talks)]: ["not_interested"],
  });
  const business = await stage.business(`killed-${businesses}`, { phones: phones(6, prefix), lines: 3 });
  return business.launch();
}

async function goOn(campaignId: string): Promise<void> {
  stage.clock.advance(LATER);
  worker = await stage.startWorker();
  await stage.sweep();
  await stage.until("the campaign to complete", async () => (await stage.status(campaignId)) === "completed");
  await stage.quiet();
}

it.each(BOUNDARIES)("a worker killed $name", async ({ hold, webhooksLost, ends }) => {
  if (webhooksLost) await stage.web.kill();
  const reached = hold();
  const campaignId = await launch();
  const { request } = await reached;
  await worker.kill();
  if (webhooksLost) {
    await stage.simulator.idle();
    await stage.web.start();
  }
  await goOn(campaignId);
  expect(await judge(stage)).toEqual([]);
  if (!ends) return;
  const [attemptId] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(request.body) ?? [];
  const sql =
    "select r.phone, r.status, r.reason from campaign_recipients r join outreach_attempts a on a.recipient_id = r.id where a.id = $1";
  const { rows } = await stage.stack.pool.query(sql, [attemptId]);
  const asked = stage.simulator
    .requests()
    .filter(({ method, number }) => method === "POST" && number === rows[0]?.phone);
  expect({ ...rows[0], asked: asked.length }).toMatchObject(ends);
});
