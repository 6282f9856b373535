import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { openNdjsonLog } from "../ndjson-log";
import { applyControl, handleControl } from "./control";
import { readResources } from "./resources";
import {
  createCall,
  deleteCall,
  type Exchange,
  getCall,
  getRecording,
  isAuthorized,
  listCalls,
  sendError,
} from "./routes";
import { notifier, type SimState, until } from "./state";
import type { Fault, LoggedRequest, PersonaMap, SentWebhook, SimCall, SimulatorOptions, WebhookFaults } from "./types";

export interface VapiSimulator {
  url: string;
  /** Every call that was placed, oldest first. */
  calls(): SimCall[];
  /** Every request to Vapi's own paths, oldest first. */
  requests(): LoggedRequest[];
  webhooks(): SentWebhook[];
  /** Adds a fault for the next `times` (1) `POST /call`. */
  failNext(fault: Fault, times?: number): void;
  setFaults(faults: Fault[]): void;
  setWebhookFaults(faults: Partial<WebhookFaults>): void;
  setPersonas(personas: PersonaMap): void;
  setConcurrency(limit: number): void;
  /** From now on Vapi does not know these assistants and phone numbers. */
  setMissing(ids: string[]): void;
  /** Leaves ringing calls unanswered until `release`. */
  hold(): void;
  release(): void;
  /** Resolves when no call is in play and no webhook is under way. */
  idle(timeoutMs?: number): Promise<void>;
  /** Resolves once `check` is true; it is looked at whenever something happened. Rejects after 20 s. */
  until(check: (simulator: VapiSimulator) => boolean, timeoutMs?: number): Promise<void>;
  /** Ends every call and connection. */
  stop(): Promise<void>;
}

const MAX_BODY = 1_000_000;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function route(state: SimState, exchange: Exchange): Promise<void> {
  const { pathname } = exchange.url;
  const { method } = exchange.request;
  const recording = /^\/recordings\/([\w-]+)-(mono|stereo)\.wav$/.exec(pathname);
  if (method === "GET" && recording?.[1]) {
    return getRecording(state, exchange, recording[1], recording[2] === "stereo" ? 2 : 1);
  }
  if (!isAuthorized(state, exchange)) {
    return sendError(
      exchange,
      401,
      "Invalid Key. Hot tip, you may be using the private key instead of the public key, or vice versa.",
    );
  }
  if (pathname === "/call" && method === "POST") return createCall(state, exchange);
  if (pathname === "/call" && method === "GET") return listCalls(state, exchange);
  const id = /^\/call\/([\w-]+)$/.exec(pathname)?.[1];
  if (id && method === "GET") return getCall(state, exchange, id);
  if (id && method === "DELETE") return deleteCall(state, exchange, id);
  if (method === "GET" && readResources(state, exchange)) return;
  sendError(exchange, 404, `Cannot ${method} ${pathname}`);
}

/** Writes the request down as soon as its answer is known: before it leaves, if there is one at all. */
function remember(state: SimState, exchange: Exchange, began: number): void {
  const { request, response, url, note } = exchange;
  const silent = ["hang", "reset"].includes(note.fault ?? "") || response.destroyed;
  const entry: LoggedRequest = {
    at: state.now().toISOString(),
    method: request.method ?? "",
    path: url.pathname,
    status: silent ? null : response.statusCode,
    ms: Math.round(performance.now() - began),
    callId: note.call?.id ?? null,
    attemptId: note.call?.attemptId ?? null,
    number: note.number ?? note.call?.number ?? null,
    fault: note.fault,
  };
  state.requests.push(entry);
  state.log.write({ kind: "request", ...entry });
  state.changed();
}

async function handle(state: SimState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const began = performance.now();
  const url = new URL(request.url ?? "/", state.url);
  const note = { call: null, number: null, fault: null };
  const exchange: Exchange = { request, response, url, body: await readBody(request), note };
  if (url.pathname.startsWith("/_") && (await handleControl(state, exchange))) return;
  await route(state, exchange);
  remember(state, exchange, began);
}

/** Vapi on a loopback port: its paths, bodies, errors, limits and webhooks, with simulated customers. */
export async function startVapiSimulator(options: SimulatorOptions): Promise<VapiSimulator> {
  const state: SimState = {
    seed: options.seed,
    token: options.token,
    signWith: options.signWith,
    log: openNdjsonLog(options.logFile ?? null),
    now: options.now ?? (() => new Date()),
    stopping: new AbortController(),
    ...{ calls: new Map(), callsByNumber: new Map(), requests: [], webhooks: [], url: "http://127.0.0.1" },
    speed: options.speed ?? 120,
    concurrency: options.concurrency ?? 10,
    personas: options.personas ?? {},
    webhookFaults: { duplicate: 0.05, reorder: 0.05, drop: 0, ...options.webhookFaults },
    faults: [...(options.faults ?? [])],
    ...{ held: false, missing: new Set<string>(), active: 0, busy: 0, refusedForCapacity: 0 },
    ...notifier(),
  };
  const server = createServer((request, response) => {
    handle(state, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the simulator has no port");
  state.url = `http://127.0.0.1:${address.port}`;
  state.log.write({ kind: "started", at: state.now().toISOString(), seed: options.seed, url: state.url });

  const simulator: VapiSimulator = {
    url: state.url,
    calls: () => [...state.calls.values()].map(({ sim }) => sim),
    requests: () => [...state.requests],
    webhooks: () => [...state.webhooks],
    failNext: (fault, times) => applyControl(state, { failNext: times === undefined ? fault : { ...fault, times } }),
    setFaults: (faults) => applyControl(state, { faults }),
    setWebhookFaults: (webhookFaults) => applyControl(state, { webhookFaults }),
    setPersonas: (personas) => applyControl(state, { personas }),
    setConcurrency: (concurrency) => applyControl(state, { concurrency }),
    setMissing: (missing) => applyControl(state, { missing }),
    hold: () => applyControl(state, { hold: true }),
    release: () => applyControl(state, { hold: false }),
    idle: (timeoutMs) => until(state, () => state.busy === 0, "the simulator to be idle", timeoutMs),
    until: (check, timeoutMs) => until(state, () => check(simulator), "the awaited event", timeoutMs),
    async stop() {
      state.stopping.abort(new Error("stopped"));
      state.changed();
      await until(state, () => state.busy === 0, "calls and webhooks to stop", 10_000);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      state.log.write({ kind: "stopped", at: state.now().toISOString() });
      state.log.close();
    },
  };
  return simulator;
}
