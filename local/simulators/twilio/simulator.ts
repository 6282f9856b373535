import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { openNdjsonLog } from "../ndjson-log";
import type { WebhookFaults } from "../vapi/types";
import { notifier, until } from "../waiting";
import { applyControl, handleControl } from "./control";
import { receiveSms } from "./inbound";
import { listMessages } from "./list";
import {
  answerFault,
  createMessage,
  type Exchange,
  getAccount,
  getMessage,
  isAuthorized,
  sendError,
  takeFault,
} from "./routes";
import type { SimState } from "./state";
import type {
  Act,
  Fault,
  InboundSms,
  LoggedRequest,
  PersonaMap,
  SentWebhook,
  SimSms,
  TwilioSimulatorOptions,
} from "./types";

export interface TwilioSimulator {
  url: string;
  /** Every text that was taken, oldest first. */
  messages(): SimSms[];
  /** Every text that customers wrote. */
  inbound(): InboundSms[];
  acts(): Act[];
  /** Every request to Twilio's own paths, oldest first. */
  requests(): LoggedRequest[];
  webhooks(): SentWebhook[];
  /** Adds a fault for the next `times` (1) requests. */
  failNext(fault: Fault, times?: number): void;
  setWebhookFaults(faults: Partial<WebhookFaults>): void;
  setPersonas(personas: PersonaMap): void;
  setRate(perSecond: number): void;
  setInboundUrl(url: string | null): void;
  /** A customer writes; resolves once it has been posted. */
  receive(message: { from: string; to: string; body: string; service?: string | null }): Promise<InboundSms>;
  /** Leaves texts in the queue until `release`. */
  hold(): void;
  release(): void;
  /** Resolves when no text is in play and no webhook is under way. */
  idle(timeoutMs?: number): Promise<void>;
  /** Resolves once `check` is true; it is looked at whenever something happened. Rejects after 20 s. */
  until(check: (simulator: TwilioSimulator) => boolean, timeoutMs?: number): Promise<void>;
  /** Ends every text in play and every connection. */
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

const ROOT = "/2010-04-01/Accounts/";

async function route(state: SimState, exchange: Exchange): Promise<void> {
  const { pathname } = exchange.url;
  const { method } = exchange.request;
  if (!isAuthorized(state, exchange)) return sendError(exchange, 401, 20003, "Authenticate");
  const own = `${ROOT}${state.accountSid}`;
  const messages = `${own}/Messages`;
  if (pathname === `${messages}.json` && method === "POST") return createMessage(state, exchange);
  const fault = method === "GET" ? takeFault(state, "read", null) : null;
  if (fault) {
    exchange.note.fault = fault.answer;
    return answerFault(state, exchange, fault, null);
  }
  if (pathname === `${messages}.json` && method === "GET") return listMessages(state, exchange);
  if (pathname === `${own}.json` && method === "GET") return getAccount(state, exchange);
  const sid = pathname.startsWith(`${messages}/`) ? pathname.slice(messages.length + 1) : "";
  if (/^\w+\.json$/.test(sid) && method === "GET") return getMessage(state, exchange, sid.replace(".json", ""));
  sendError(exchange, 404, 20404, `The requested resource ${pathname} was not found`);
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
    sid: note.sms?.sid ?? null,
    attemptId: note.sms?.attemptId ?? null,
    ...{ number: note.number ?? note.sms?.to ?? null, code: note.code, fault: note.fault },
  };
  state.requests.push(entry);
  state.log.write({ kind: "request", ...entry });
  state.changed();
}

async function handle(state: SimState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const began = performance.now();
  const url = new URL(request.url ?? "/", state.url);
  const note = { sms: null, number: null, code: null, fault: null };
  const exchange: Exchange = { request, response, url, body: await readBody(request), note };
  if (url.pathname.startsWith("/_") && (await handleControl(state, exchange))) return;
  await route(state, exchange);
  remember(state, exchange, began);
}

function stateOf(options: TwilioSimulatorOptions): SimState {
  return {
    ...{ seed: options.seed, accountSid: options.accountSid, authToken: options.authToken },
    log: openNdjsonLog(options.logFile ?? null),
    now: options.now ?? (() => new Date()),
    stopping: new AbortController(),
    ...{ messages: new Map(), inbound: new Map(), textsByNumber: new Map(), blocked: new Set(), started: new Set() },
    ...{ requests: [], webhooks: [], acts: [], taken: [], url: "http://127.0.0.1", held: false, busy: 0 },
    serviceNumber: options.serviceNumber ?? "+15005550006",
    advancedOptOut: options.advancedOptOut ?? false,
    inboundUrl: options.inboundUrl ?? null,
    senders: options.senders ?? null,
    speed: options.speed ?? 120,
    ratePerSecond: options.ratePerSecond ?? 100,
    personas: options.personas ?? {},
    webhookFaults: { duplicate: 0.05, reorder: 0.05, drop: 0, ...options.webhookFaults },
    faults: [...(options.faults ?? [])],
    ...notifier(),
  };
}

/** Twilio's messages on a loopback port: its paths, bodies, errors, limits and signed webhooks, with simulated customers. */
export async function startTwilioSimulator(options: TwilioSimulatorOptions): Promise<TwilioSimulator> {
  const state = stateOf(options);
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

  const simulator: TwilioSimulator = {
    url: state.url,
    messages: () => [...state.messages.values()],
    inbound: () => [...state.inbound.values()],
    acts: () => [...state.acts],
    requests: () => [...state.requests],
    webhooks: () => [...state.webhooks],
    failNext: (fault, times) => applyControl(state, { failNext: times === undefined ? fault : { ...fault, times } }),
    setWebhookFaults: (webhookFaults) => applyControl(state, { webhookFaults }),
    setPersonas: (personas) => applyControl(state, { personas }),
    setRate: (ratePerSecond) => applyControl(state, { ratePerSecond }),
    setInboundUrl: (inboundUrl) => applyControl(state, { inboundUrl }),
    receive: (message) => receiveSms(state, message),
    hold: () => applyControl(state, { hold: true }),
    release: () => applyControl(state, { hold: false }),
    idle: (timeoutMs) => until(state, () => state.busy === 0, "the simulator to be idle", timeoutMs),
    until: (check, timeoutMs) => until(state, () => check(simulator), "the awaited event", timeoutMs),
    async stop() {
      state.stopping.abort(new Error("stopped"));
      state.changed();
      await until(state, () => state.busy === 0, "texts and webhooks to stop", 10_000);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      state.log.write({ kind: "stopped", at: state.now().toISOString() });
      state.log.close();
    },
  };
  return simulator;
}
