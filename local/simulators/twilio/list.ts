import { inboundResource, messageResource } from "./payloads";
import { type Exchange, sendError, sendJson } from "./routes";
import type { SimState } from "./state";

const KNOWN = ["To", "From", "DateSent", "DateSent>", "DateSent<", "PageSize", "Page", "PageToken"];
const MOST = 1_000;

/** Twilio takes a day or an instant. */
const isTime = (value: string) =>
  /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d:\d\dZ?)?$/.test(value) && !Number.isNaN(Date.parse(value));

interface Row {
  to: string;
  from: string;
  sentAt: string | null;
  createdAt: string;
  resource: unknown;
}

function matches(row: Row, query: URLSearchParams): boolean {
  const within = (name: string, holds: (sent: number, limit: number) => boolean) => {
    const limit = query.get(name);
    // What still waits in the queue has no such date, and is in no range of them.
    return limit === null || (row.sentAt !== null && holds(Date.parse(row.sentAt), Date.parse(limit)));
  };
  return (
    (query.get("To") ?? row.to) === row.to &&
    (query.get("From") ?? row.from) === row.from &&
    within("DateSent>", (sent, limit) => sent >= limit) &&
    within("DateSent<", (sent, limit) => sent <= limit) &&
    within(
      "DateSent",
      (sent, limit) => new Date(sent).toISOString().slice(0, 10) === new Date(limit).toISOString().slice(0, 10),
    )
  );
}

/** Newest first, in pages, as Twilio lists them. */
export function listMessages(state: SimState, exchange: Exchange) {
  const query = exchange.url.searchParams;
  const foreign = [...query.keys()].find((name) => !KNOWN.includes(name));
  if (foreign) return sendError(exchange, 400, 20001, `Unknown parameter ${foreign}`);
  const badTime = ["DateSent", "DateSent>", "DateSent<"].find(
    (name) => query.has(name) && !isTime(query.get(name) ?? ""),
  );
  if (badTime) return sendError(exchange, 400, 20001, `${badTime} is not a date`);
  const size = Number(query.get("PageSize") ?? 50);
  const page = Number(query.get("Page") ?? 0);
  if (!Number.isInteger(size) || size < 1 || size > MOST || !Number.isInteger(page) || page < 0) {
    return sendError(exchange, 400, 20001, "PageSize or Page is invalid");
  }
  const rows: Row[] = [
    ...[...state.messages.values()].map((sms) => ({ ...sms, resource: messageResource(state, sms) })),
    ...[...state.inbound.values()].map((sms) => ({
      ...{ to: sms.to, from: sms.from, sentAt: sms.at, createdAt: sms.at },
      resource: inboundResource(state, sms),
    })),
  ];
  const found = rows
    .filter((row) => matches(row, query))
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  sendJson(exchange, 200, pageOf(exchange.url, found, page, size));
}

function pageOf(url: URL, found: readonly Row[], page: number, size: number) {
  const uriOf = (number: number) => {
    const query = new URLSearchParams(url.search);
    query.set("PageSize", String(size));
    query.set("Page", String(number));
    return `${url.pathname}?${query}`;
  };
  const start = page * size;
  const messages = found.slice(start, start + size).map(({ resource }) => resource);
  return {
    messages,
    ...{ page, page_size: size, start, end: Math.max(start, start + messages.length - 1) },
    uri: uriOf(page),
    first_page_uri: uriOf(0),
    previous_page_uri: page > 0 ? uriOf(page - 1) : null,
    next_page_uri: start + size < found.length ? uriOf(page + 1) : null,
  };
}
