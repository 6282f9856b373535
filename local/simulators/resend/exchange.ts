import type { IncomingMessage, ServerResponse } from "node:http";
import type { SimState } from "./state";
import { ERRORS, type ErrorName, type Fault } from "./types";

/** One request being answered, and what the log will say about it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  body: string;
  note: {
    error: string | null;
    idempotencyKey: string | null;
    emailIds: string[];
    repeated: boolean;
    fault: Fault["answer"] | null;
  };
}

export function sendJson(
  { response }: Exchange,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers })
    .end(JSON.stringify(body));
}

/** A refusal in Resend's form; without a message in its documented words. */
export function sendError(
  exchange: Exchange,
  name: ErrorName,
  {
    message = ERRORS[name][1],
    status = ERRORS[name][0],
    headers,
  }: { message?: string; status?: number; headers?: Record<string, string> } = {},
): void {
  exchange.note.error = name;
  sendJson(exchange, status, { statusCode: status, message, name }, headers);
}

/** Counts the request. Every answer bears the headers of the sixth draft of the IETF's RateLimit fields.
 *  @returns whether it is one too many in this second, and has been refused. */
export function isOverRate(state: SimState, exchange: Exchange): boolean {
  const now = performance.now();
  if (now - state.window.startedAt >= 1_000) state.window = { startedAt: now, asked: 0 };
  state.window.asked++;
  const { response } = exchange;
  response.setHeader("ratelimit-limit", state.rateLimit);
  response.setHeader("ratelimit-policy", `${state.rateLimit};w=1`);
  response.setHeader("ratelimit-remaining", Math.max(0, state.rateLimit - state.window.asked));
  response.setHeader("ratelimit-reset", 1);
  if (state.window.asked <= state.rateLimit) return false;
  response.setHeader("retry-after", 1);
  const message = `Too many requests. You can only make ${state.rateLimit} requests per second. See rate limit response headers for more information.`;
  sendError(exchange, "rate_limit_exceeded", { message });
  return true;
}

/** @returns whether the request bears the key; a refusal has been sent otherwise. */
export function isAuthorized(state: SimState, exchange: Exchange): boolean {
  const { authorization } = exchange.request.headers;
  if (!authorization) sendError(exchange, "missing_api_key");
  else if (authorization !== `Bearer ${state.apiKey}`) sendError(exchange, "invalid_api_key");
  else return true;
  return false;
}
