import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { callObject } from "./payloads";
import { personaFor } from "./personas";
import { playCall } from "./player";
import { makeRecording } from "./recording";
import { CreateCall, refusals } from "./request-schema";
import { type PlacedCall, realSleep, type SimState } from "./state";
import type { Fault, SimCall } from "./types";

/** One request being answered, and what the log will say about it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  body: string;
  note: { call: SimCall | null; number: string | null; fault: Fault["answer"] | null };
}

export function sendJson({ response }: Exchange, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

const ERRORS: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  429: "Too Many Requests",
};
export const sendError = (exchange: Exchange, statusCode: number, message: string | string[]) =>
  sendJson(exchange, statusCode, { message, error: ERRORS[statusCode] ?? "Error", statusCode });

export function isAuthorized(state: SimState, { request }: Exchange): boolean {
  return request.headers.authorization === `Bearer ${state.token}`;
}

function takeFault(state: SimState, number: string): Fault | null {
  const index = state.faults.findIndex((fault) => fault.number === undefined || fault.number === number);
  const fault = state.faults[index];
  if (!fault) return null;
  const left = (fault.times ?? 1) - 1;
  if (left > 0) state.faults[index] = { ...fault, times: left };
  else state.faults.splice(index, 1);
  return fault;
}

const acceptsByDefault = (fault: Fault) => ["delay", "garbage", "empty"].includes(fault.answer);

function place(state: SimState, request: CreateCall): PlacedCall {
  const { number, externalId } = request.customer;
  const nth = (state.callsByNumber.get(number) ?? 0) + 1;
  state.callsByNumber.set(number, nth);
  const createdAt = state.now().toISOString();
  const metadata = request.assistantOverrides?.metadata?.attempt_id;
  const sim: SimCall = {
    id: randomUUID(),
    attemptId: externalId ?? (typeof metadata === "string" ? metadata : null),
    number,
    nth,
    persona: personaFor(state.seed, number, nth, state.personas),
    assistantId: request.assistantId,
    phoneNumberId: request.phoneNumberId,
    status: "queued",
    ...{ createdAt, updatedAt: createdAt, answeredAt: null, endedAt: null, endedReason: null, durationSeconds: 0 },
    ...{ turns: [], tools: [], outcome: null, sentiment: null, summary: null, structuredData: null, deleted: false },
  };
  const placed = { sim, request, abort: new AbortController() };
  state.calls.set(sim.id, placed);
  state.active++;
  const { id: callId, attemptId, persona } = sim;
  state.log.write({ kind: "call_created", at: createdAt, callId, attemptId, number, nth, persona });
  void playCall(state, placed);
  return placed;
}

/** Vapi was seen to refuse full lines in two ways; so are callers here, by turns. */
function refuseForCapacity(state: SimState, exchange: Exchange) {
  state.refusedForCapacity++;
  if (state.refusedForCapacity % 2 === 1) sendError(exchange, 400, "Over Concurrency Limit.");
  else sendError(exchange, 429, "Too Many Requests");
}

export async function createCall(state: SimState, exchange: Exchange): Promise<void> {
  const parsed = CreateCall.safeParse(parseJson(exchange.body));
  const number = parsed.success ? parsed.data.customer.number : null;
  exchange.note.number = number;
  const fault = takeFault(state, number ?? "");
  exchange.note.fault = fault?.answer ?? null;
  if (fault && !(fault.accept ?? acceptsByDefault(fault))) return answerFault(state, exchange, fault, null);
  if (!parsed.success) return sendError(exchange, 400, refusals(parsed.error));
  if (state.active >= state.concurrency) return refuseForCapacity(state, exchange);
  const placed = place(state, parsed.data);
  exchange.note.call = placed.sim;
  const body = created(state, placed);
  if (fault) return answerFault(state, exchange, fault, body);
  sendJson(exchange, 201, body);
}

function created(state: SimState, placed: PlacedCall) {
  const remainingConcurrentCalls = Math.max(0, state.concurrency - state.active);
  const subscriptionLimits = {
    concurrencyBlocked: false,
    concurrencyLimit: state.concurrency,
    remainingConcurrentCalls,
  };
  return { ...callObject(state, placed), subscriptionLimits };
}

async function answerFault(state: SimState, exchange: Exchange, fault: Fault, body: unknown): Promise<void> {
  const { response } = exchange;
  if (fault.answer === "hang") return;
  if (fault.answer === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault.answer === "garbage") {
    response.writeHead(201, { "content-type": "application/json" }).end("<html>upstream says {");
    return;
  }
  if (fault.answer === "empty") {
    response.writeHead(201, { "content-type": "application/json" }).end();
    return;
  }
  if (fault.answer === "delay") {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    await realSleep(fault.ms ?? 1_000, AbortSignal.any([state.stopping.signal, gone.signal])).catch(() => {});
    if (response.destroyed) return;
    if (body === null) return sendError(exchange, 500, "Internal server error");
    return sendJson(exchange, 201, body);
  }
  const status = fault.status ?? 500;
  if (fault.body !== undefined) return sendJson(exchange, status, fault.body);
  sendError(exchange, status, status >= 500 ? "Internal server error" : "Refused by a programmed fault");
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export function getCall(state: SimState, exchange: Exchange, id: string) {
  const placed = state.calls.get(id);
  if (!placed || placed.sim.deleted) return sendError(exchange, 404, "Couldn't find call for the given id.");
  exchange.note.call = placed.sim;
  sendJson(exchange, 200, callObject(state, placed));
}

export function deleteCall(state: SimState, exchange: Exchange, id: string) {
  const placed = state.calls.get(id);
  if (!placed || placed.sim.deleted) return sendError(exchange, 404, "Couldn't find call for the given id.");
  exchange.note.call = placed.sim;
  placed.sim.deleted = true;
  placed.abort.abort(new Error("deleted"));
  state.changed();
  sendJson(exchange, 200, callObject(state, placed));
}

const COMPARE: Record<string, (created: number, limit: number) => boolean> = {
  createdAtGe: (created, limit) => created >= limit,
  createdAtGt: (created, limit) => created > limit,
  createdAtLe: (created, limit) => created <= limit,
  createdAtLt: (created, limit) => created < limit,
};

/** Newest first, as Vapi lists them. */
export function listCalls(state: SimState, exchange: Exchange) {
  const query = exchange.url.searchParams;
  const known = ["id", "assistantId", "phoneNumberId", "limit", ...Object.keys(COMPARE)];
  const foreign = [...query.keys()].filter((key) => !known.includes(key));
  const limit = Number(query.get("limit") ?? 100);
  const wrong = [
    ...foreign.map((key) => `property ${key} should not exist`),
    ...(Number.isInteger(limit) && limit >= 0 && limit <= 1_000 ? [] : ["limit must not be greater than 1000"]),
    ...Object.keys(COMPARE).flatMap((key) => {
      const value = query.get(key);
      return value !== null && Number.isNaN(Date.parse(value)) ? [`${key} must be a valid ISO 8601 date string`] : [];
    }),
  ];
  if (wrong.length > 0) return sendError(exchange, 400, wrong);
  const matches = ({ sim }: PlacedCall) =>
    !sim.deleted &&
    (query.get("id") ?? sim.id) === sim.id &&
    (query.get("assistantId") ?? sim.assistantId) === sim.assistantId &&
    (query.get("phoneNumberId") ?? sim.phoneNumberId) === sim.phoneNumberId &&
    Object.entries(COMPARE).every(([key, holds]) => {
      const value = query.get(key);
      return value === null || holds(Date.parse(sim.createdAt), Date.parse(value));
    });
  const found = [...state.calls.values()].filter(matches).reverse().slice(0, limit);
  sendJson(
    exchange,
    200,
    found.map((placed) => callObject(state, placed)),
  );
}

/** The recordings that reports point to; like signed addresses they need no key. */
export function getRecording(state: SimState, exchange: Exchange, id: string, channels: 1 | 2): void {
  const placed = state.calls.get(id);
  if (!placed || placed.sim.turns.length === 0) {
    sendError(exchange, 404, "No recording.");
    return;
  }
  const wav = makeRecording(placed.sim.turns, channels);
  const headers = { "content-type": "audio/wav", "accept-ranges": "bytes" };
  // Without a part of a file a player can't go to a place in it.
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(exchange.request.headers.range ?? "") ?? [];
  const start = Number(from ?? 0);
  if (from === undefined || start >= wav.length) {
    exchange.response.writeHead(200, { ...headers, "content-length": wav.length }).end(wav);
    return;
  }
  const end = Math.min(to ? Number(to) : wav.length - 1, wav.length - 1);
  const part = wav.subarray(start, end + 1);
  const range = `bytes ${start}-${end}/${wav.length}`;
  exchange.response.writeHead(206, { ...headers, "content-length": part.length, "content-range": range }).end(part);
}
