import { type Exchange, sendError, sendJson } from "./routes";
import type { SimState } from "./state";

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const TIMES = ["createdAt", "updatedAt"].flatMap((name) => ["Gt", "Lt", "Ge", "Le"].map((how) => name + how));
const ORG = "0d6c2b4e-8f1a-4e57-9b3c-7a1e5d2f4c60";

const KINDS = {
  assistant: { named: "Assistant", fields: { name: "Receptionist" } },
  "phone-number": { named: "Phone Number", fields: { provider: "vapi", number: "+12125550199", status: "active" } },
} as const;

const isKind = (text: string): text is keyof typeof KINDS => Object.hasOwn(KINDS, text);

/** `GET /assistant`, `/phone-number` and one of each by its id: every UUID names one, except those that were set missing.
 *  @returns whether it was one of these paths. */
export function readResources(state: SimState, exchange: Exchange): boolean {
  const [, kind = "", id, ...more] = exchange.url.pathname.split("/");
  if (!isKind(kind) || more.length > 0) return false;
  if (id === undefined) listResources(state, exchange, kind);
  else readOne(state, exchange, kind, id);
  return true;
}

function listResources(state: SimState, exchange: Exchange, kind: keyof typeof KINDS) {
  const query = exchange.url.searchParams;
  const limit = Number(query.get("limit") ?? 100);
  const wrong = [...query.keys()]
    .filter((key) => key !== "limit" && !TIMES.includes(key))
    .map((key) => `property ${key} should not exist`);
  if (!Number.isInteger(limit) || limit < 0 || limit > 1_000) wrong.push("limit must not be greater than 1000");
  if (wrong.length > 0) return sendError(exchange, 400, wrong);
  // Only what calls have named is known here.
  const ids = [...state.calls.values()].map(({ sim }) => (kind === "assistant" ? sim.assistantId : sim.phoneNumberId));
  const known = [...new Set(ids)].filter((one) => one !== null && !state.missing.has(one));
  sendJson(
    exchange,
    200,
    known.slice(0, limit).map((one) => resource(state, kind, one ?? "")),
  );
}

function readOne(state: SimState, exchange: Exchange, kind: keyof typeof KINDS, id: string) {
  if (!UUID.test(id)) return sendError(exchange, 400, "id must be a UUID");
  if (state.missing.has(id)) return sendError(exchange, 404, `${KINDS[kind].named} Not Found`);
  sendJson(exchange, 200, resource(state, kind, id));
}

function resource(state: SimState, kind: keyof typeof KINDS, id: string) {
  const at = state.now().toISOString();
  return { id, orgId: ORG, createdAt: at, updatedAt: at, ...KINDS[kind].fields };
}
