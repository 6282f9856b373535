import { createHash, randomUUID } from "node:crypto";
import { parseJson } from "../http";
import { realSleep } from "../waiting";
import { type Exchange, sendError, sendJson } from "./exchange";
import { personaFor } from "./personas";
import { playEmail } from "./player";
import { addressIn, type EmailRequest, parseEmails } from "./request-schema";
import type { SimState } from "./state";
import type { Fault, SimEmail } from "./types";

const KEY_LASTS_MS = 24 * 3_600_000;

function takeFault(state: SimState, body: string): Fault | null {
  const index = state.faults.findIndex((fault) => fault.to === undefined || body.includes(`"${fault.to}"`));
  const fault = state.faults[index];
  if (!fault) return null;
  const left = (fault.times ?? 1) - 1;
  if (left > 0) state.faults[index] = { ...fault, times: left };
  else state.faults.splice(index, 1);
  return fault;
}

const acceptsByDefault = (fault: Fault) => ["delay", "garbage", "empty"].includes(fault.answer);

function take(state: SimState, request: EmailRequest, to: string): SimEmail {
  const address = (addressIn(to) ?? to).toLowerCase();
  const nth = (state.emailsByAddress.get(address) ?? 0) + 1;
  state.emailsByAddress.set(address, nth);
  const tags = Object.fromEntries((request.tags ?? []).map(({ name, value }) => [name, value]));
  const sim: SimEmail = {
    id: randomUUID(),
    attemptId: tags.attempt_id ?? null,
    from: request.from,
    replyTo: request.reply_to?.[0] ?? null,
    to: address,
    subject: request.subject,
    headers: request.headers ?? {},
    tags,
    nth,
    persona: personaFor(state.seed, address, nth, state.personas),
    createdAt: state.now().toISOString(),
    ...{ deliveredAt: null, lastEvent: "queued", acts: [] },
  };
  const taken = { sim, request };
  state.emails.set(sim.id, taken);
  const { id: emailId, attemptId, persona, createdAt: at } = sim;
  state.log.write({ kind: "email_created", at, emailId, attemptId, to: address, nth, persona });
  void playEmail(state, taken);
  return sim;
}

/** A domain that was not verified may not send. */
function foreignDomain(state: SimState, emails: EmailRequest[]): string | null {
  const domains = emails.map(({ from }) => (addressIn(from) ?? "").split("@")[1]?.toLowerCase() ?? "");
  return domains.find((domain) => state.domains !== null && !state.domains.includes(domain)) ?? null;
}

const keyOf = (exchange: Exchange) => {
  const given = exchange.request.headers["idempotency-key"];
  return Array.isArray(given) ? (given[0] ?? null) : (given ?? null);
};

/** `POST /emails` and `POST /emails/batch`. All emails are taken or none; the same key with the same body sends nothing again. */
export async function sendEmails(state: SimState, exchange: Exchange, isBatch: boolean): Promise<void> {
  const key = keyOf(exchange);
  exchange.note.idempotencyKey = key;
  const fault = takeFault(state, exchange.body);
  exchange.note.fault = fault?.answer ?? null;
  if (fault && !(fault.accept ?? acceptsByDefault(fault))) return answerFault(state, exchange, fault, null);
  if (key !== null && (key.length < 1 || key.length > 256)) return sendError(exchange, "invalid_idempotency_key");
  const bodyHash = createHash("sha256").update(`${exchange.url.pathname}\n${exchange.body}`).digest("hex");
  const known = key === null ? undefined : state.keys.get(key);
  if (known && state.now().getTime() - known.at < KEY_LASTS_MS) {
    if (known.bodyHash !== bodyHash) return sendError(exchange, "invalid_idempotent_request");
    if (known.answer === null) return sendError(exchange, "concurrent_idempotent_requests");
    exchange.note.emailIds = known.answer.emailIds;
    exchange.note.repeated = true;
    if (fault) return answerFault(state, exchange, fault, known.answer.body);
    return sendJson(exchange, 200, known.answer.body);
  }
  const parsed = parseEmails(parseJson(exchange.body), isBatch);
  if ("refusal" in parsed) return sendError(exchange, parsed.refusal.name, parsed.refusal);
  const foreign = foreignDomain(state, parsed.emails);
  if (foreign !== null) {
    const message = `The ${foreign} domain is not verified. Please, add and verify your domain on https://resend.com/domains`;
    return sendError(exchange, "validation_error", { status: 403, message });
  }
  const sims = parsed.emails.map((email) => email.to.map((to) => take(state, email, to))[0]);
  const ids = sims.flatMap((sim) => (sim ? [{ id: sim.id }] : []));
  const body = isBatch ? { data: ids } : ids[0];
  const emailIds = ids.map(({ id }) => id);
  exchange.note.emailIds = emailIds;
  const entry = { bodyHash, at: state.now().getTime(), answer: { body, emailIds } };
  // While the first answer is held back, a second request with its key is one too many.
  if (key !== null) state.keys.set(key, fault?.answer === "delay" ? { ...entry, answer: null } : entry);
  if (fault) await answerFault(state, exchange, fault, body);
  else sendJson(exchange, 200, body);
  if (key !== null) state.keys.set(key, entry);
}

async function answerFault(state: SimState, exchange: Exchange, fault: Fault, body: unknown): Promise<void> {
  const { response } = exchange;
  if (fault.answer === "hang") return;
  if (fault.answer === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault.answer === "garbage") {
    response.writeHead(200, { "content-type": "application/json" }).end("<html>upstream says {");
    return;
  }
  if (fault.answer === "empty") {
    response.writeHead(200).end();
    return;
  }
  if (fault.answer === "delay") {
    await realSleep(fault.ms ?? 1_000, state.stopping.signal).catch(() => {});
    if (response.destroyed) return;
    if (body !== null) return sendJson(exchange, 200, body);
  }
  const name = fault.name ?? "internal_server_error";
  if (fault.body !== undefined) {
    exchange.note.error = name;
    return sendJson(exchange, fault.status ?? 500, fault.body, fault.headers);
  }
  sendError(exchange, name, { status: fault.status, message: fault.message, headers: fault.headers });
}
