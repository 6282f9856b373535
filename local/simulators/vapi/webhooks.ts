import { createHash, createHmac } from "node:crypto";
import { seeded } from "../random";
import { type PlacedCall, realSleep, type SimState, whileBusy } from "./state";
import type { SentWebhook } from "./types";

interface Answer {
  status: number | null;
  body: string;
}

// Compressed like the calls, but never so far that a server has no time to come back.
const MIN_RETRY_MS = 250;
const TOOL_RETRIES = 2;

function headersFor(state: SimState, placed: PlacedCall, body: string): Record<string, string> {
  const common = { "content-type": "application/json", "user-agent": "vapi-simulator" };
  if (state.signWith === undefined) return { ...common, ...placed.request.assistantOverrides?.server?.headers };
  const timestamp = String(state.now().getTime());
  const signature = createHmac("sha256", state.signWith).update(`${timestamp}.${body}`).digest("hex");
  return { ...common, "x-timestamp": timestamp, "x-signature": signature };
}

interface Delivery {
  placed: PlacedCall;
  type: string;
  body: string;
  /** As the body says; the call may be further when it leaves. */
  callStatus: string;
}

async function post(state: SimState, delivery: Delivery, kind: SentWebhook["delivery"]): Promise<Answer> {
  const { placed, type, body } = delivery;
  const server = placed.request.assistantOverrides?.server;
  const began = performance.now();
  let answer: Answer = { status: null, body: "" };
  if (server?.url && kind !== "dropped") {
    const timeout = AbortSignal.timeout((server.timeoutSeconds ?? 20) * 1_000);
    try {
      const response = await fetch(server.url, {
        method: "POST",
        headers: headersFor(state, placed, body),
        body,
        signal: AbortSignal.any([timeout, state.stopping.signal]),
      });
      answer = { status: response.status, body: await response.text() };
    } catch {
      answer = { status: null, body: "" };
    }
  }
  const sent: SentWebhook = {
    at: state.now().toISOString(),
    callId: placed.sim.id,
    attemptId: placed.sim.attemptId,
    type,
    callStatus: delivery.callStatus,
    delivery: kind,
    status: answer.status,
    ms: Math.round(performance.now() - began),
    sha256: createHash("sha256").update(body).digest("hex"),
  };
  state.webhooks.push(sent);
  state.log.write({ kind: "webhook", ...sent });
  state.changed();
  return answer;
}

const accepted = (answer: Answer) => answer.status !== null && answer.status >= 200 && answer.status < 300;

/** Sends until a 2xx, as often as the call's backoff plan allows. */
async function postWithRetries(
  state: SimState,
  delivery: Delivery,
  options: { most?: number; afterFirst?: () => void } = {},
): Promise<Answer> {
  const plan = delivery.placed.request.assistantOverrides?.server?.backoffPlan;
  const retries = Math.min(plan?.maxRetries ?? 0, options.most ?? Number.POSITIVE_INFINITY);
  let answer = await post(state, delivery, "first");
  options.afterFirst?.();
  for (let retry = 0; retry < retries && !accepted(answer); retry++) {
    const factor = plan?.type === "exponential" ? 2 ** retry : 1;
    const seconds = (plan?.baseDelaySeconds ?? 1) * factor;
    await realSleep(Math.max(MIN_RETRY_MS, (seconds * 1_000) / state.speed), state.stopping.signal);
    answer = await post(state, delivery, "retry");
  }
  return answer;
}

/** The webhooks of one call. They leave in order, one after the other's first try, except where the seed decides to
 *  hold one back until the next has gone, to send one twice (the same bytes) or to lose one. */
export function webhookLine(state: SimState, placed: PlacedCall) {
  const random = seeded(state.seed, "webhooks", placed.sim.number, placed.sim.nth);
  const wanted = placed.request.assistantOverrides?.serverMessages ?? [
    "status-update",
    "end-of-call-report",
    "tool-calls",
  ];
  let line: Promise<void> = Promise.resolve();
  let held: Delivery | null = null;

  const background = (work: () => Promise<unknown>) => {
    void whileBusy(state, async () => {
      await work().catch(() => {});
    });
  };

  function deliver(delivery: Delivery, twice: boolean) {
    const before = line;
    // Whoever comes next waits for the first try only, not for the retries of this one.
    const { promise, resolve } = Promise.withResolvers<void>();
    line = promise;
    background(async () => {
      await before;
      await postWithRetries(state, delivery, { afterFirst: resolve }).finally(resolve);
      if (twice) await post(state, delivery, "duplicate");
    });
  }

  return {
    /** Returns at once; the webhook goes out in the background. */
    send(type: string, body: string) {
      const [lose, turn, twice] = [random(), random(), random()];
      if (!wanted.includes(type)) return;
      const delivery = { placed, type, body, callStatus: placed.sim.status };
      if (lose < state.webhookFaults.drop) {
        background(() => post(state, delivery, "dropped"));
        return;
      }
      const before = held;
      held = null;
      if (before === null && turn < state.webhookFaults.reorder && type !== "end-of-call-report") {
        held = delivery;
        return;
      }
      deliver(delivery, twice < state.webhookFaults.duplicate);
      if (before) deliver(before, false);
    },

    /** Asks our server to run a tool; resolves with its answer's body, or null when there was none. */
    async ask(body: string): Promise<string | null> {
      if (!wanted.includes("tool-calls")) return null;
      const [lose, , twice] = [random(), random(), random()];
      const delivery = { placed, type: "tool-calls", body, callStatus: placed.sim.status };
      await line;
      if (lose < state.webhookFaults.drop) {
        await post(state, delivery, "dropped");
        return null;
      }
      const answer = await postWithRetries(state, delivery, { most: TOOL_RETRIES });
      if (twice < state.webhookFaults.duplicate) background(() => post(state, delivery, "duplicate"));
      return accepted(answer) ? answer.body : null;
    },
  };
}
