import type { IncomingMessage, ServerResponse } from "node:http";
import { smsSegments } from "@/lib/core/sms-segments";
import { realSleep } from "../waiting";
import { newSid } from "./inbound";
import { inboundResource, messageResource } from "./payloads";
import { personaFor } from "./personas";
import { playSms } from "./player";
import { refusalOf } from "./refusals";
import type { SimState } from "./state";
import type { Fault, SimSms } from "./types";

/** One request being answered, and what the log will say about it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  body: string;
  note: { sms: SimSms | null; number: string | null; code: number | null; fault: Fault["answer"] | null };
}

export function sendJson({ response }: Exchange, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

export function sendError(
  exchange: Exchange,
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): void {
  exchange.note.code = code;
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  sendJson(exchange, status, { code, message, more_info, status }, headers);
}

export function isAuthorized(state: SimState, { request }: Exchange): boolean {
  const expected = Buffer.from(`${state.accountSid}:${state.authToken}`).toString("base64");
  return request.headers.authorization === `Basic ${expected}`;
}

/** The next fault for a request of this kind; it is used up. */
export function takeFault(state: SimState, on: "send" | "read", number: string | null): Fault | null {
  const index = state.faults.findIndex(
    (fault) => (fault.on ?? "send") === on && (fault.number === undefined || fault.number === number),
  );
  const fault = state.faults[index];
  if (!fault) return null;
  const left = (fault.times ?? 1) - 1;
  if (left > 0) state.faults[index] = { ...fault, times: left };
  else state.faults.splice(index, 1);
  return fault;
}

const acceptsByDefault = (fault: Fault) => ["delay", "garbage", "empty"].includes(fault.answer);

const WINDOW_MS = 1_000;

/** Whether one more is within the rate; counts it if so. */
function admits(state: SimState): boolean {
  const now = performance.now();
  while (state.taken.length > 0 && now - (state.taken[0] ?? 0) >= WINDOW_MS) state.taken.shift();
  if (state.taken.length >= state.ratePerSecond) return false;
  state.taken.push(now);
  return true;
}

function attemptOf(callback: string | null): string | null {
  return callback !== null && URL.canParse(callback) ? new URL(callback).searchParams.get("attempt") : null;
}

function take(state: SimState, fields: URLSearchParams): SimSms {
  const to = fields.get("To") ?? "";
  const body = fields.get("Body") ?? "";
  const service = fields.get("MessagingServiceSid");
  const statusCallback = fields.get("StatusCallback");
  const nth = (state.textsByNumber.get(to) ?? 0) + 1;
  state.textsByNumber.set(to, nth);
  const createdAt = state.now().toISOString();
  const sms: SimSms = {
    sid: newSid(to, nth),
    attemptId: attemptOf(statusCallback),
    ...{ to, from: fields.get("From") ?? state.serviceNumber, messagingServiceSid: service, body },
    segments: smsSegments(body).segments,
    ...{ statusCallback, nth, persona: personaFor(state.seed, to, nth, state.personas) },
    status: service === null ? "queued" : "accepted",
    ...{ errorCode: null, createdAt, updatedAt: createdAt, sentAt: null },
  };
  state.messages.set(sms.sid, sms);
  const { sid, attemptId, persona, segments } = sms;
  state.log.write({ kind: "message_created", at: createdAt, sid, attemptId, to, nth, persona, segments });
  void playSms(state, sms);
  return sms;
}

export async function createMessage(state: SimState, exchange: Exchange): Promise<void> {
  const fields = new URLSearchParams(exchange.body);
  exchange.note.number = fields.get("To");
  const fault = takeFault(state, "send", fields.get("To"));
  exchange.note.fault = fault?.answer ?? null;
  if (fault && !(fault.accept ?? acceptsByDefault(fault))) return answerFault(state, exchange, fault, null);
  const type = exchange.request.headers["content-type"] ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded")) {
    return sendError(exchange, 415, 20415, "Unsupported content type");
  }
  if (!admits(state)) return sendError(exchange, 429, 20429, "Too Many Requests", { "retry-after": "1" });
  const refusal = refusalOf(state, fields);
  if (refusal) return sendError(exchange, refusal.status, refusal.code, refusal.message);
  const sms = take(state, fields);
  exchange.note.sms = sms;
  const body = messageResource(state, sms);
  if (fault) return answerFault(state, exchange, fault, body);
  sendJson(exchange, 201, body);
}

export async function answerFault(state: SimState, exchange: Exchange, fault: Fault, body: unknown): Promise<void> {
  const { response } = exchange;
  const status = exchange.request.method === "POST" ? 201 : 200;
  if (fault.answer === "hang") return;
  if (fault.answer === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault.answer === "garbage" || fault.answer === "empty") {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(fault.answer === "garbage" ? "<html>upstream says {" : undefined);
    return;
  }
  if (fault.answer === "delay") {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    await realSleep(fault.ms ?? 1_000, AbortSignal.any([state.stopping.signal, gone.signal])).catch(() => {});
    if (response.destroyed) return;
    if (body === null) return sendError(exchange, 500, 20500, "Internal Server Error");
    return sendJson(exchange, status, body);
  }
  const refused = fault.status ?? 500;
  const wait: Record<string, string> = refused === 429 ? { "retry-after": "1" } : {};
  if (fault.body !== undefined) return sendJson(exchange, refused, fault.body, wait);
  if (refused === 429) return sendError(exchange, 429, 20429, "Too Many Requests", wait);
  if (refused === 401) return sendError(exchange, 401, 20003, "Authenticate");
  sendError(exchange, refused, refused >= 500 ? 20500 : 20001, "Refused by a programmed fault");
}

export function getMessage(state: SimState, exchange: Exchange, sid: string) {
  const sms = state.messages.get(sid);
  const inbound = state.inbound.get(sid);
  if (sms) {
    exchange.note.sms = sms;
    return sendJson(exchange, 200, messageResource(state, sms));
  }
  if (inbound) return sendJson(exchange, 200, inboundResource(state, inbound));
  sendError(exchange, 404, 20404, `The requested resource ${exchange.url.pathname} was not found`);
}

export function getAccount(state: SimState, exchange: Exchange): void {
  const { accountSid: sid } = state;
  const uri = `/2010-04-01/Accounts/${sid}.json`;
  sendJson(exchange, 200, { sid, friendly_name: "Simulated account", status: "active", type: "Full", uri });
}
