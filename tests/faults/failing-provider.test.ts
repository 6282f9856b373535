import { afterEach, expect, it, vi } from "vitest";
import { vapiVoice } from "@/lib/providers/vapi/adapter";
import type { Fault } from "@/local/simulators/vapi/types";
import { finishResuming } from "./resume";
import { phones, type Stage, startStage } from "./stage";
import { judge } from "./witness";

vi.setConfig({ testTimeout: 300_000 });

let stage: Stage;
afterEach(() => stage?.stop());

const BAD_NUMBER = { message: ["customer.number must be a valid phone number in the E.164 format"], statusCode: 400 };

const spoken = { status: "answered", reason: null };
const unknown = { status: "failed", reason: "outcome_unknown" };
const invalid = { status: "failed", reason: "invalid_number" };
const status = (code: number, more: Partial<Fault> = {}): Fault => ({ answer: "status", status: code, ...more });

/** The person themselves always answers; the first request for a call to them goes wrong. What went wrong, how often the provider
 *  is asked to call this person in all, how often it does, and what becomes of the person. */
const CASES: [string, Fault, { asked: number; calls: number; ends: object }][] = [
  ["a 400", status(400), { asked: 2, calls: 1, ends: spoken }],
  ["a 400 for the number", status(400, { body: BAD_NUMBER }), { asked: 1, calls: 0, ends: invalid }],
  ["a 429", status(429), { asked: 2, calls: 1, ends: spoken }],
  ["a 500", status(500), { asked: 1, calls: 0, ends: unknown }],
  ["a 500 although it calls", status(500, { accept: true }), { asked: 1, calls: 1, ends: spoken }],
  ["garbage", { answer: "garbage" }, { asked: 1, calls: 1, ends: spoken }],
  ["garbage, and no call", { answer: "garbage", accept: false }, { asked: 1, calls: 0, ends: unknown }],
  ["an empty body", { answer: "empty" }, { asked: 1, calls: 1, ends: spoken }],
  ["a reset", { answer: "reset" }, { asked: 1, calls: 0, ends: unknown }],
  ["a reset although it calls", { answer: "reset", accept: true }, { asked: 1, calls: 1, ends: spoken }],
  ["nothing", { answer: "hang" }, { asked: 1, calls: 0, ends: unknown }],
  ["nothing although it calls", { answer: "hang", accept: true }, { asked: 1, calls: 1, ends: spoken }],
  ["an answer that comes too late", { answer: "delay", ms: 5_000 }, { asked: 1, calls: 1, ends: spoken }],
  ["an answer in time", { answer: "delay", ms: 100 }, { asked: 1, calls: 1, ends: spoken }],
];

it("whatever the provider answers, each person gets their call once or a reason why not", async () => {
  stage = await startStage();
  const { simulator, stack } = stage;
  // Three in four meet no fault.
  const people = phones(4 * CASES.length);
  const faulty = CASES.map(([name, fault, expected], index) => ({
    name,
    fault,
    expected,
    number: people[4 * index] ?? "",
  }));
  stage.answers(
    Object.fromEntries(people.map((phone, index) => [phone, [index % 2 ? "interested" : "not_interested"]])),
  );
  simulator.setFaults(faulty.map(({ fault, number }) => ({ ...fault, number })));
  const business = await stage.business("bright", { phones: people, lines: 8 });
  const voice = vapiVoice({ baseUrl: stage.provider.url, token: stage.token, timeoutSeconds: 3 });
  await Promise.all([stage.startInnerWorker({ voice }), stage.startInnerWorker({ voice })]);
  const id = await business.launch();
  await finishResuming(stage, id, business.owner);
  const seen = faulty.map(async ({ name, fault, number }) => {
    const asked = simulator
      .requests()
      .filter((request) => request.method === "POST" && request.number === number).length;
    const calls = simulator.calls().filter((call) => call.number === number).length;
    const sql = "select status, reason from campaign_recipients where campaign_id = $1 and phone = $2";
    const { rows } = await stack.pool.query<object>(sql, [id, number]);
    return [name, fault, { asked, calls, ends: rows[0] }];
  });
  expect(await Promise.all(seen)).toEqual(CASES);
  expect(await judge(stage)).toEqual([]);
});

it.each([
  ["refuses the key", 401, "provider_auth"],
  ["is out of credit", 402, "provider_billing"],
])("a provider that %s pauses the campaign, which loses nobody by it", async (_, code, reason) => {
  stage = await startStage();
  const people = phones(12);
  stage.answers(Object.fromEntries(people.map((phone) => [phone, ["interested"]])));
  const business = await stage.business("bright", { phones: people, lines: 3 });
  await stage.startInnerWorker();
  stage.simulator.setFaults([{ answer: "delay", ms: 0, times: 4 }, status(code, { times: 100 })]);
  const id = await business.launch();
  await stage.until("the campaign to pause", async () => (await stage.status(id)) === "paused");
  await stage.sweep();
  await stage.quiet();
  // The calls that were being placed may each have been refused, and no other was tried.
  expect(stage.simulator.requests().filter((request) => request.status === code).length).toBeLessThanOrEqual(3);
  stage.simulator.setFaults([]);
  expect(await finishResuming(stage, id, business.owner)).toEqual([reason]);
  expect(stage.simulator.calls()).toHaveLength(people.length);
  expect(await judge(stage)).toEqual([]);
});
