import { createHmac, randomUUID } from "node:crypto";
import { seeded } from "../random";
import { realSleep, whileBusy } from "../waiting";
import type { SimState } from "./state";
import type { SentWebhook, SimEmail } from "./types";

/** Seconds between the tries of one webhook. Source: https://resend.com/docs/webhooks/introduction */
const RETRY_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];
// Compressed like the customers' time, but never so far that a server has no time to come back.
const MIN_RETRY_MS = 250;
const TIMEOUT_MS = 15_000;

interface Delivery {
  id: string;
  type: string;
  body: string;
  sim: Pick<SimEmail, "id" | "attemptId">;
}

function headersFor(state: SimState, { id, body }: Delivery, secret: string): Record<string, string> {
  const timestamp = String(Math.floor(state.now().getTime() / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "user-agent": "Svix-Webhooks/1.62.0 (simulated)",
    "svix-id": id,
    "svix-timestamp": timestamp,
    "svix-signature": `v1,${signature}`,
  };
}

/** @returns whether our side took it. */
async function post(state: SimState, delivery: Delivery, kind: SentWebhook["delivery"]): Promise<boolean> {
  const { webhook } = state;
  if (webhook === null) return true;
  const began = performance.now();
  const { status } =
    kind === "dropped"
      ? { status: null }
      : await state.poster.ask({
          method: "POST",
          url: webhook.url,
          headers: headersFor(state, delivery, webhook.secret),
          body: delivery.body,
          timeoutMs: TIMEOUT_MS,
          signal: state.stopping.signal,
        });
  const sent: SentWebhook = {
    at: state.now().toISOString(),
    id: delivery.id,
    emailId: delivery.sim.id,
    attemptId: delivery.sim.attemptId,
    type: delivery.type,
    delivery: kind,
    status,
    ms: Math.round(performance.now() - began),
  };
  state.webhooks.push(sent);
  state.log.write({ kind: "webhook", ...sent });
  state.changed();
  return status !== null && status >= 200 && status < 300;
}

async function postWithRetries(state: SimState, delivery: Delivery, afterFirst: () => void): Promise<void> {
  let taken = await post(state, delivery, "first");
  afterFirst();
  for (const seconds of RETRY_SECONDS) {
    if (taken) return;
    await realSleep(Math.max(MIN_RETRY_MS, (seconds * 1_000) / state.speed), state.stopping.signal);
    taken = await post(state, delivery, "retry");
  }
}

/** The webhooks of one email. They leave in order, one after the other's first try, except where the seed decides to
 *  hold one back until the next has gone, to send one twice (the same bytes and id) or to lose one. */
export function webhookLine(state: SimState, sim: SimEmail) {
  const random = seeded(state.seed, "webhooks", sim.to, sim.nth);
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
      await postWithRetries(state, delivery, resolve).finally(resolve);
      if (twice) await post(state, delivery, "duplicate");
    });
  }

  function release() {
    if (held) deliver(held, false);
    held = null;
  }

  return {
    /** Returns at once; the webhook goes out in the background. */
    send(type: string, body: string, about: Pick<SimEmail, "id" | "attemptId"> = sim) {
      if (state.webhook === null) return;
      const [lose, turn, twice] = [random(), random(), random()];
      const delivery = { id: `msg_${randomUUID().replaceAll("-", "")}`, type, body, sim: about };
      if (lose < state.webhookFaults.drop) {
        background(() => post(state, delivery, "dropped"));
        return;
      }
      if (held === null && turn < state.webhookFaults.reorder) {
        held = delivery;
        return;
      }
      deliver(delivery, twice < state.webhookFaults.duplicate);
      release();
    },
    /** What was held back for one that never came. */
    release,
  };
}
