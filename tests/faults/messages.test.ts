import { afterEach, expect, it, vi } from "vitest";
import { resendEmail } from "@/lib/providers/resend/adapter";
import { twilioSms } from "@/lib/providers/twilio/adapter";
import { between, pick, type Random, seeded } from "@/local/simulators/random";
import type { Held } from "./breakpoint-proxy";
import { MINUTE } from "./clock";
import { type MessageStage, startMessageStage, TOUCHES } from "./message-stage";
import { judgeMessages } from "./message-witness";
import { finishResuming } from "./resume";
import { phones } from "./stage";

vi.setConfig({ testTimeout: 150_000 });

let messages: MessageStage;
afterEach(() => messages?.stop());

/** Another seed tries other points: `CHAOS_SEED=7 npm run test:faults -- messages`. */
const SEED = Number(process.env.CHAOS_SEED ?? 1);
const KILLS = 4;
const PATIENCE_MS = 3_000;
/** A text without a receipt is waited for a day. */
const STEP = 240 * MINUTE;

it("workers that are killed at any request of a sequence lose nobody and send nothing twice", async () => {
  messages = await startMessageStage();
  const { stage } = messages;
  const random = seeded("messages", SEED);
  const workers = await Promise.all([stage.startWorker(), stage.startWorker()]);
  const first = heldAtRandom(random);
  const { id, business } = await messages.launch(phones(16));
  let kills = 0;
  for (let tries = 0; kills < KILLS && tries < 2 * KILLS; tries++) {
    const held = await (tries === 0 ? first : heldAtRandom(random));
    if (!held) continue;
    const victim = pick(random, workers);
    await victim.kill();
    kills++;
    void held.release();
    workers[workers.indexOf(victim)] = await stage.startWorker();
  }
  for (const worker of workers) await worker.stop();
  await stage.startInnerWorker();
  await finishResuming(stage, id, business.owner, STEP);
  expect(kills).toBeGreaterThanOrEqual(2);
  expect(await judgeMessages(messages, id)).toEqual([]);
});

async function heldAtRandom(random: Random): Promise<Held | null> {
  const { stage, emailProxy, smsProxy } = messages;
  const side = random();
  const proxy = side < 0.6 ? stage.database : side < 0.8 ? smsProxy : emailProxy;
  let left = Math.floor(between(random, 0, proxy === stage.database ? 10 : 3));
  let over = false;
  const next = () => !over && left-- === 0;
  const hold = random() < 0.5 ? proxy.holdBefore(next) : proxy.holdAfter(next);
  const none = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const held = await Promise.race([hold, none]);
  over = true;
  return held;
}

it("a sequence of which no webhook ever arrives is brought to its end by asking the providers", async () => {
  messages = await startMessageStage();
  const { stage } = messages;
  await stage.startInnerWorker();
  await stage.web.kill();
  const { id } = await messages.launch(phones(12));
  await stage.finish([id], STEP);
  expect(await judgeMessages(messages, id)).toEqual([]);
  const sql = "select distinct channel from outreach_attempts where campaign_id = $1 and counted order by 1";
  const { rows } = await stage.stack.pool.query<{ channel: string }>(sql, [id]);
  expect(rows.map(({ channel }) => channel)).toEqual(["call", "email", "sms"]);
});

const BROKEN = ["hang", "reset", "garbage", "empty"] as const;

it("whatever the providers answer over a whole run, nobody is sent anything twice", async () => {
  messages = await startMessageStage({ duplicate: 0.3, reorder: 0.3, drop: 0.2 });
  const { stage, resend, twilio, emailProxy, smsProxy } = messages;
  const random = seeded("answers", SEED);
  const faults = [true, false].flatMap((accept) => BROKEN.map((answer) => ({ answer, accept })));
  for (const fault of faults) {
    if (random() < 0.8) twilio.failNext(fault);
    if (random() < 0.5) resend.failNext(fault);
    twilio.failNext({ answer: "status", status: pick(random, [429, 500, 503]) });
    resend.failNext({ answer: "error", name: pick(random, ["rate_limit_exceeded", "internal_server_error"] as const) });
  }
  const email = resendEmail({ baseUrl: emailProxy.url, apiKey: "re_simulated_123456789", timeoutSeconds: 1 });
  const account = { accountSid: "AC0123456789abcdef0123456789abcdef", authToken: "auth-token-of-the-simulation-0123" };
  const sms = twilioSms({ baseUrl: smsProxy.url, ...account, timeoutSeconds: 1 });
  await Promise.all([stage.startInnerWorker({ email, sms }), stage.startInnerWorker({ email, sms })]);
  const { id, business } = await messages.launch(phones(16));
  await finishResuming(stage, id, business.owner, STEP);
  expect(await judgeMessages(messages, id)).toEqual([]);
});

it("nobody is contacted after opting out, over whatever channel they did", async () => {
  messages = await startMessageStage();
  const { stage, resend, twilio } = messages;
  const people = phones(12);
  const persona = (n: number) =>
    (["stops", "stops_in_words", "unreachable_then_ok", "silent"] as const)[n % 4] ?? "silent";
  twilio.setPersonas(Object.fromEntries(people.map((phone, n) => [phone, [persona(n)]])));
  const address = (phone: string) => `c${phone.slice(1)}@people.test`;
  const act = (n: number) => (["unsubscribes", "complains", "replies_stop"] as const)[n % 3] ?? "complains";
  resend.set({ personas: Object.fromEntries(people.map((phone, n) => [address(phone), [act(n)]])) });
  await Promise.all([stage.startInnerWorker(), stage.startInnerWorker()]);
  // Long enough for each to do what they do.
  const steps = TOUCHES.map((step, n) => ({ ...step, wait_minutes: n === 0 ? 0 : 90 }));
  const { id } = await messages.launch(people, { steps });
  await stage.finish([id], STEP);
  expect(await judgeMessages(messages, id)).toEqual([]);
  const sql = "select phone, status from campaign_recipients where campaign_id = $1 order by phone";
  const { rows } = await stage.stack.pool.query<{ status: string }>(sql, [id]);
  expect(rows.map(({ status }) => status)).toEqual(people.map(() => "opted_out"));
  expect(stage.simulator.calls()).toEqual([]);
});
