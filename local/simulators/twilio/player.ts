import { between, type Random, seeded } from "../random";
import { simulatedSleep, until, whileBusy } from "../waiting";
import { receiveSms } from "./inbound";
import { errorFor, wordsOf } from "./personas";
import { act, type SimState } from "./state";
import type { SimSms, Status } from "./types";
import { statusLine } from "./webhooks";

const FOREVER_MS = 2_000_000_000;
const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
const PREVIEW = "facebookexternalhit/1.1 Facebot Twitterbot/1.0";

/** Plays a text from the queue to what its customer makes of it. */
export function playSms(state: SimState, sms: SimSms): Promise<void> {
  return whileBusy(state, () => play(state, sms).catch(() => {}));
}

async function play(state: SimState, sms: SimSms): Promise<void> {
  const { signal } = state.stopping;
  const random = seeded(state.seed, "sms", sms.to, sms.nth);
  const line = statusLine(state, sms);
  const enter = (status: Status, isLast = false) => {
    sms.status = status;
    sms.updatedAt = state.now().toISOString();
    if (status === "sent") sms.sentAt = sms.updatedAt;
    const { sid, attemptId, to, nth, persona, errorCode } = sms;
    state.log.write({ kind: "status", at: sms.updatedAt, sid, attemptId, to, nth, persona, status, errorCode });
    line.send(isLast);
    state.changed();
  };
  const wait = (low: number, high: number) => simulatedSleep(state, between(random, low, high), signal);

  await wait(0.2, 1);
  await until(state, () => !state.held || signal.aborted, "the texts to be released", FOREVER_MS);
  signal.throwIfAborted();
  if (sms.status === "accepted") enter("queued");
  enter("sending");
  await wait(0.2, 2);
  sms.errorCode = errorFor(sms.persona, sms.nth);
  if (sms.errorCode === 30034) return enter("failed", true);
  const error = sms.errorCode;
  sms.errorCode = null;
  enter("sent", sms.persona === "never_reported");
  if (sms.persona === "never_reported") return;
  await wait(1, 20);
  sms.errorCode = error;
  enter(error === null ? "delivered" : "undelivered", true);
  if (error === null) await respond(state, sms, random, line.settled());
}

/** What the customer does with a text that has arrived. */
async function respond(state: SimState, sms: SimSms, random: Random, reported: Promise<void>): Promise<void> {
  const { signal } = state.stopping;
  const wait = (low: number, high: number) => simulatedSleep(state, between(random, low, high), signal);
  const link = linkIn(sms.body);
  if (sms.persona === "previewed" && link) {
    await simulatedSleep(state, 1, signal);
    await follow(state, sms, link, "preview");
  }
  if (sms.persona === "clicks" && link) {
    await wait(40, 900);
    await follow(state, sms, link, "click");
  }
  const words = sms.nth === 1 ? wordsOf(state.seed, sms.persona, sms.to) : null;
  if (words === null) return;
  await wait(30, 1_200);
  // A person reads before answering, and the carrier's report is faster than both.
  await reported;
  const pair = { from: sms.to, to: sms.from, service: sms.messagingServiceSid };
  await receiveSms(state, { ...pair, body: words });
  if (sms.persona !== "stops_then_starts") return;
  await wait(1_800, 3_600);
  await receiveSms(state, { ...pair, body: "START" });
}

/** The first link that is not the way out. */
function linkIn(body: string): string | null {
  const links = (body.match(/https?:\/\/\S+/g) ?? []).map((link) => link.replace(/[.,;:!?)\]]+$/, ""));
  return links.find((link) => URL.canParse(link) && !/\/u\/|unsubscribe|opt-?out/i.test(link)) ?? null;
}

/** Really asks for the link, where it leads to this machine; simulated customers do not visit strangers. */
async function follow(state: SimState, sms: SimSms, link: string, how: "click" | "preview"): Promise<void> {
  let status: number | null = null;
  if (["127.0.0.1", "localhost", "[::1]"].includes(new URL(link).hostname)) {
    try {
      const headers = { "user-agent": how === "click" ? PHONE : PREVIEW };
      const signal = AbortSignal.any([AbortSignal.timeout(10_000), state.stopping.signal]);
      const response = await fetch(link, { redirect: "manual", headers, signal });
      status = response.status;
      await response.arrayBuffer();
    } catch {
      status = null;
    }
  }
  act(state, { act: how, sid: sms.sid, number: sms.to, text: link, status });
}
