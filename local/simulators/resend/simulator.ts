import type { IncomingMessage, ServerResponse } from "node:http";
import { closeServer, listenOnLoopback, readBody } from "../http";
import { openNdjsonLog } from "../ndjson-log";
import { openPoster } from "../poster";
import { notifier, until } from "../waiting";
import { applyControl, type Control, handleControl } from "./control";
import { type Exchange, isAuthorized, isOverRate, sendError } from "./exchange";
import { answerLookUp } from "./look-ups";
import { sendEmails } from "./send";
import type { SimState } from "./state";
import type { Fault, LoggedRequest, ReceivedEmail, SentWebhook, SimEmail, SimulatorOptions } from "./types";

export interface ResendSimulator {
  url: string;
  /** Every email that was taken, oldest first. */
  emails(): SimEmail[];
  /** Every answer of a customer, oldest first. */
  received(): ReceivedEmail[];
  /** Every request to Resend's own paths, oldest first. */
  requests(): LoggedRequest[];
  webhooks(): SentWebhook[];
  /** Adds a fault for the next `times` (1) sendings. */
  failNext(fault: Fault, times?: number): void;
  /** Changes any setting. */
  set(control: Control): void;
  /** Delivers nothing until `release`. */
  hold(): void;
  release(): void;
  /** Resolves when no email is in play and no webhook is under way. */
  idle(timeoutMs?: number): Promise<void>;
  /** Resolves once `check` is true; it is looked at whenever something happened. Rejects after 20 s. */
  until(check: (simulator: ResendSimulator) => boolean, timeoutMs?: number): Promise<void>;
  /** Ends every email and connection. */
  stop(): Promise<void>;
}

async function route(state: SimState, exchange: Exchange): Promise<void> {
  const { pathname } = exchange.url;
  const { method } = exchange.request;
  if (!isAuthorized(state, exchange) || isOverRate(state, exchange)) return;
  const isSending = pathname === "/emails" || pathname === "/emails/batch";
  if (isSending && method === "POST") return sendEmails(state, exchange, pathname === "/emails/batch");
  if (method === "GET" && answerLookUp(state, exchange)) return;
  sendError(exchange, isSending ? "method_not_allowed" : "not_found");
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
    ...note,
  };
  state.requests.push(entry);
  state.log.write({ kind: "request", ...entry });
  state.changed();
}

async function handle(state: SimState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const began = performance.now();
  const url = new URL(request.url ?? "/", state.url);
  const note = { error: null, idempotencyKey: null, emailIds: [], repeated: false, fault: null };
  const exchange: Exchange = { request, response, url, body: await readBody(request), note };
  if (url.pathname.startsWith("/_") && (await handleControl(state, exchange))) return;
  await route(state, exchange);
  remember(state, exchange, began);
}

/** Resend on a loopback port: its paths, bodies, errors, limits and webhooks, with simulated customers. */
export async function startResendSimulator(options: SimulatorOptions): Promise<ResendSimulator> {
  const state: SimState = {
    seed: options.seed,
    apiKey: options.apiKey,
    log: openNdjsonLog(options.logFile ?? null),
    now: options.now ?? (() => new Date()),
    stopping: new AbortController(),
    poster: openPoster(options.webhookConnections ?? 20),
    web: openPoster(20),
    ...{ emails: new Map(), received: new Map(), emailsByAddress: new Map(), suppressions: new Map(), keys: new Map() },
    ...{ requests: [], webhooks: [], url: "http://127.0.0.1", held: false, fullAccess: true, busy: 0 },
    speed: options.speed ?? 120,
    humanDelayMs: options.humanDelayMs ?? 0,
    rateLimit: options.rateLimit ?? 5,
    domains: options.domains ?? null,
    webhook: options.webhook ?? null,
    personas: options.personas ?? {},
    webhookFaults: { duplicate: 0.05, reorder: 0.05, drop: 0, ...options.webhookFaults },
    faults: [...(options.faults ?? [])],
    window: { startedAt: Number.NEGATIVE_INFINITY, asked: 0 },
    ...notifier(),
  };
  const { server, url } = await listenOnLoopback((request, response) => {
    handle(state, request, response).catch(() => response.destroy());
  }, options.port ?? 0);
  state.url = url;
  state.log.write({ kind: "started", at: state.now().toISOString(), seed: options.seed, url });

  const simulator: ResendSimulator = {
    url,
    emails: () => [...state.emails.values()].map(({ sim }) => sim),
    received: () => [...state.received.values()],
    requests: () => [...state.requests],
    webhooks: () => [...state.webhooks],
    failNext: (fault, times) => applyControl(state, { failNext: times === undefined ? fault : { ...fault, times } }),
    set: (control) => applyControl(state, control),
    hold: () => applyControl(state, { hold: true }),
    release: () => applyControl(state, { hold: false }),
    idle: (timeoutMs) => until(state, () => state.busy === 0, "the simulator to be idle", timeoutMs),
    until: (check, timeoutMs) => until(state, () => check(simulator), "the awaited event", timeoutMs),
    async stop() {
      state.stopping.abort(new Error("stopped"));
      state.changed();
      await until(state, () => state.busy === 0, "emails and webhooks to stop", 10_000);
      state.poster.close();
      state.web.close();
      await closeServer(server);
      state.log.write({ kind: "stopped", at: state.now().toISOString() });
      state.log.close();
    },
  };
  return simulator;
}
