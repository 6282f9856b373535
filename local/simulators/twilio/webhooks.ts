import { createHmac, randomUUID } from "node:crypto";
import { seeded } from "../random";
import { realSleep, whileBusy } from "../waiting";
import { statusFields } from "./payloads";
import type { SimState } from "./state";
import type { SentWebhook, SimSms } from "./types";

const TIMEOUT_MS = 15_000;
const RETRIES = 3;
const RETRY_MS = 250;

/** As Twilio signs: the address as it was given, then every field's name and value, sorted by name. */
export function signatureOf(authToken: string, url: string, fields: Readonly<Record<string, string>>): string {
  const sorted = Object.keys(fields).sort();
  const text = url + sorted.map((name) => `${name}${fields[name]}`).join("");
  return createHmac("sha1", authToken).update(text, "utf8").digest("base64");
}

interface Delivery {
  /** Decided when it is sent off, so that the same seed gives the same faults. */
  lose: number;
  twice: number;
  url: string;
  fields: Record<string, string>;
  token: string;
  about: Pick<SentWebhook, "sid" | "attemptId" | "type">;
}

interface Answer {
  taken: boolean;
  body: string;
}

async function post(state: SimState, delivery: Delivery, kind: SentWebhook["delivery"]): Promise<Answer> {
  const { url, fields, token, about } = delivery;
  const began = performance.now();
  let status: number | null = null;
  let body = "";
  if (kind !== "dropped") {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
          "user-agent": "TwilioProxy/1.1",
          "x-twilio-signature": signatureOf(state.authToken, url, fields),
          "i-twilio-idempotency-token": token,
        },
        body: new URLSearchParams(fields).toString(),
        signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), state.stopping.signal]),
      });
      status = response.status;
      body = await response.text();
    } catch {
      status = null;
    }
  }
  const at = state.now().toISOString();
  const sent: SentWebhook = { at, ...about, delivery: kind, status, ms: Math.round(performance.now() - began) };
  state.webhooks.push(sent);
  state.log.write({ kind: "webhook", ...sent });
  state.changed();
  return { taken: status !== null && status < 500, body: status !== null && status < 300 ? body : "" };
}

/** Again when the server did not answer or failed. What it refuses stays refused. */
async function postWithRetries(state: SimState, delivery: Delivery): Promise<string> {
  let answer = await post(state, delivery, "first");
  for (let retry = 0; retry < RETRIES && !answer.taken; retry++) {
    await realSleep(RETRY_MS * 2 ** retry, state.stopping.signal);
    answer = await post(state, delivery, "retry");
  }
  return answer.body;
}

/** Returns what our server said to it. */
async function deliver(state: SimState, delivery: Delivery): Promise<string> {
  if (delivery.lose < state.webhookFaults.drop) {
    await post(state, delivery, "dropped");
    return "";
  }
  const answer = await postWithRetries(state, delivery);
  if (delivery.twice < state.webhookFaults.duplicate) await post(state, delivery, "duplicate");
  return answer;
}

/** Posts a message that came in. Returns the answer, TwiML if our server wants to say something. */
export async function postInbound(state: SimState, sid: string, fields: Record<string, string>): Promise<string> {
  if (state.inboundUrl === null) return "";
  const about = { sid, attemptId: null, type: "inbound" };
  const random = seeded(state.seed, "inbound", fields.From ?? "", fields.Body ?? "");
  const [lose, twice] = [random(), random()];
  return deliver(state, { url: state.inboundUrl, fields, token: randomUUID(), about, lose, twice });
}

/** The status callbacks of one message: in order, except where the seed decides to hold one back until the next has gone. */
export function statusLine(state: SimState, sms: SimSms) {
  const random = seeded(state.seed, "sms webhooks", sms.to, sms.nth);
  let line: Promise<void> = Promise.resolve();
  let held: Delivery | null = null;
  const enqueue = (delivery: Delivery) => {
    const before = line;
    line = whileBusy(state, async () => {
      await before;
      await deliver(state, delivery).catch(() => "");
    });
  };
  return {
    /** Returns at once; the callback goes out in the background. */
    send(isLast: boolean): void {
      const [lose, turn, twice] = [random(), random(), random()];
      if (sms.statusCallback === null) return;
      const about = { sid: sms.sid, attemptId: sms.attemptId, type: sms.status };
      const fields = statusFields(state, sms);
      const delivery = { url: sms.statusCallback, fields, token: randomUUID(), about, lose, twice };
      const before = held;
      held = null;
      if (before === null && !isLast && turn < state.webhookFaults.reorder) {
        held = delivery;
        return;
      }
      enqueue(delivery);
      if (before) enqueue(before);
    },
    settled: () => line,
  };
}
