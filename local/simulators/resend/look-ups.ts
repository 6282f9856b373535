import { type Exchange, sendError, sendJson } from "./exchange";
import { emailObject, listedEmail, receivedObject } from "./payloads";
import type { SimState } from "./state";

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const REGION = "us-east-1";

/** `limit` from 1 to 100 (20), `after` and `before` an id. */
function sendPage(exchange: Exchange, items: { id: string }[]) {
  const query = exchange.url.searchParams;
  const limit = Number(query.get("limit") ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    return sendError(exchange, "validation_error", { message: "`limit` must be between 1 and 100." });
  }
  const place = (name: string) => items.findIndex(({ id }) => id === query.get(name));
  const from = query.has("after") ? place("after") + 1 : query.has("before") ? Math.max(0, place("before") - limit) : 0;
  const page = items.slice(from, from + limit);
  sendJson(exchange, 200, { object: "list", has_more: from + limit < items.length, data: page });
}

function sendOne(exchange: Exchange, id: string, found: unknown, what: string) {
  if (!UUID.test(id)) return sendError(exchange, "validation_error", { message: "The `id` must be a valid UUID." });
  if (found === undefined) return sendError(exchange, "not_found", { message: `${what} not found` });
  sendJson(exchange, 200, found);
}

/** Domains are those that may send; where all may, one stands for them. */
const domains = (state: SimState) =>
  (state.domains ?? ["all.simulated.example"]).map((name, index) => ({
    id: `d91cd9bd-1176-453e-8fc1-${String(index).padStart(12, "0")}`,
    name,
    status: "verified",
    created_at: "2026-01-05 09:00:00.000000+00",
    region: REGION,
    capabilities: { sending: "enabled", receiving: "enabled" },
  }));

/** What can be read. @returns whether it was one of these paths. */
export function answerLookUp(state: SimState, exchange: Exchange): boolean {
  const { pathname } = exchange.url;
  const [, id = ""] = /^\/emails\/(?:receiving\/)?([^/]+)$/.exec(pathname) ?? [];
  const isKnown = ["/emails", "/emails/receiving", "/domains"].includes(pathname) || id !== "";
  if (!isKnown) return false;
  if (!state.fullAccess) sendError(exchange, "restricted_api_key");
  else if (pathname === "/domains") sendPage(exchange, domains(state));
  // Newest first, as Resend lists them.
  else if (pathname === "/emails")
    sendPage(exchange, [...state.emails.values()].map(({ sim }) => listedEmail(sim)).reverse());
  else if (pathname === "/emails/receiving")
    sendPage(exchange, [...state.received.values()].map(receivedObject).reverse());
  else if (pathname.startsWith("/emails/receiving/")) {
    const received = state.received.get(id);
    sendOne(exchange, id, received && receivedObject(received), "Email");
  } else {
    const taken = state.emails.get(id);
    sendOne(exchange, id, taken && emailObject(taken), "Email");
  }
  return true;
}
