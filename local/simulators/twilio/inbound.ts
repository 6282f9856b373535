import { createHash } from "node:crypto";
import { inboundFields } from "./payloads";
import { act, pairOf, type SimState } from "./state";
import type { InboundSms } from "./types";
import { postInbound } from "./webhooks";

/** The words that Twilio itself answers by default, alone in a message. */
const STOP = ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"];
const START = ["start", "unstop", "yes"];
const HELP = ["help", "info"];

const ANSWERS = {
  STOP: "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.",
  START:
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.",
  HELP: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
};

/** What Twilio takes a message for. Its own list has "yes" as a word that starts again, though only after a STOP. */
function typeOf(state: SimState, body: string, pair: string): keyof typeof ANSWERS | null {
  const word = body.trim().toLowerCase();
  if (STOP.includes(word)) return "STOP";
  if (HELP.includes(word)) return "HELP";
  const isBlocked = state.blocked.has(pair);
  return START.includes(word) && (word !== "yes" || isBlocked) ? "START" : null;
}

let count = 0;

export const newSid = (...parts: (string | number)[]) =>
  `SM${createHash("md5")
    .update([...parts, count++, process.pid, performance.timeOrigin].join(" "))
    .digest("hex")}`;

const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };

/** What TwiML says: `<Response><Message>…</Message></Response>`. */
function wordsIn(twiml: string): string[] {
  const messages = [...twiml.matchAll(/<Message[^>]*>(?:\s*<Body>)?([^<]*)(?:<\/Body>\s*)?<\/Message>/g)];
  return messages.map(([, words = ""]) =>
    words.replaceAll(/&(?:lt|gt|quot|apos|amp);/g, (name) => ENTITIES[name] ?? name),
  );
}

/** A customer's text: Twilio acts on its own words, then posts it. Resolves once it has been posted. */
export async function receiveSms(
  state: SimState,
  message: { from: string; to: string; body: string; service?: string | null },
): Promise<InboundSms> {
  const { from, to, body } = message;
  const service = message.service ?? null;
  const sid = newSid("inbound", from, body);
  const sms: InboundSms = { sid, from, to, body, at: state.now().toISOString() };
  state.inbound.set(sid, sms);
  act(state, { act: "inbound", sid, number: from, text: body, status: null });
  const pair = pairOf(from, service ?? to);
  const optOutType = typeOf(state, body, pair);
  if (optOutType === "STOP") {
    state.blocked.add(pair);
    state.started.delete(pair);
  }
  if (optOutType === "START") {
    state.blocked.delete(pair);
    state.started.add(pair);
  }
  if (optOutType) act(state, { act: "auto_reply", sid, number: from, text: ANSWERS[optOutType], status: null });
  const answer = await postInbound(state, sid, inboundFields(state, sms, { service, optOutType }));
  for (const words of wordsIn(answer)) {
    // Like any other text it does not get to somebody who opted out.
    if (!state.blocked.has(pair)) act(state, { act: "answer", sid, number: from, text: words, status: null });
  }
  return sms;
}
