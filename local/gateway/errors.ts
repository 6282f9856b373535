import { z } from "zod";

/** An error in PostgREST's shape: `{ code, details, hint, message }` with its HTTP status. */
export class RestError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: unknown;
  readonly hint: string | null;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: string,
    message: string,
    rest: { details?: unknown; hint?: string | null; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = rest.details ?? null;
    this.hint = rest.hint ?? null;
    this.headers = rest.headers ?? {};
  }

  body(): string {
    return JSON.stringify({ code: this.code, details: this.details, hint: this.hint, message: this.message });
  }
}

/** What this gateway leaves out is refused, so that nobody builds on a wrong answer. */
export const notSupported = (what: string): RestError =>
  new RestError(400, "PGRST127", "Feature not implemented", { details: what });

export const parseError = (what: string, input: string, column: number, details: string): RestError =>
  new RestError(400, "PGRST100", `"failed to parse ${what} (${input})" (line 1, column ${column})`, { details });

const postgresError = z.object({
  code: z.string().regex(/^[0-9A-Z]{5}$/),
  severity: z.string(),
  message: z.string(),
  detail: z.string().optional(),
  hint: z.string().optional(),
});
export type PostgresError = z.infer<typeof postgresError>;

/** The server's own error, or undefined when the connection failed instead. */
export function asPostgresError(error: unknown): PostgresError | undefined {
  const parsed = postgresError.safeParse(error);
  return parsed.success ? parsed.data : undefined;
}

/** HTTP status by SQLSTATE, whole codes before classes. Source: PostgREST, «Errors from PostgreSQL». */
const STATUS: ReadonlyArray<[prefix: string, status: number]> = [
  ["23503", 409],
  ["23505", 409],
  ["25006", 405],
  ["42883", 404],
  ["42P01", 404],
  ["42P17", 500],
  ["53400", 500],
  ["57P01", 503],
  ["P0001", 400],
  ["08", 503],
  ["09", 500],
  ["0L", 403],
  ["0P", 403],
  ["25", 500],
  ["28", 403],
  ["2D", 500],
  ["38", 500],
  ["39", 500],
  ["3B", 500],
  ["40", 500],
  ["53", 503],
  ["54", 500],
  ["55", 500],
  ["57", 500],
  ["58", 500],
  ["F0", 500],
  ["HV", 500],
  ["P0", 500],
  ["XX", 500],
];

function statusOf(error: PostgresError, authenticated: boolean): number {
  const { code, message } = error;
  if (code === "42501") return authenticated ? 403 : 401;
  if (code === "21000") return message.endsWith("requires a WHERE clause") ? 400 : 500;
  if (code === "22023" && /^role .* does not exist$/.test(message)) return 401;
  if (code.startsWith("PT")) {
    const status = Number(code.slice(2));
    return status >= 200 && status <= 599 ? status : 500;
  }
  return STATUS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 400;
}

const raisedMessage = z.object({
  code: z.string(),
  message: z.string(),
  details: z.string().nullish(),
  hint: z.string().nullish(),
});
const raisedDetail = z.object({
  status: z.number().int().min(200).max(599),
  headers: z.record(z.string(), z.string()),
});

function parsedJson<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text ?? "")).data;
  } catch {
    return undefined;
  }
}

/** `raise sqlstate 'PGRST'` sets the whole answer by JSON in its message and detail. */
function raisedResponse(error: PostgresError): RestError {
  const message = parsedJson(raisedMessage, error.message);
  const detail = parsedJson(raisedDetail, error.detail);
  if (message && detail) {
    const { details, hint } = message;
    return new RestError(detail.status, message.code, message.message, { details, hint, headers: detail.headers });
  }
  return new RestError(500, "PGRST121", `Could not parse JSON in the "RAISE SQLSTATE 'PGRST'" error`, {
    details: message
      ? `Invalid JSON value for DETAIL: '${error.detail}'`
      : `Invalid JSON value for MESSAGE: '${error.message}'`,
  });
}

/** Whatever went wrong, as PostgREST would say it. */
export function toRestError(error: unknown, authenticated: boolean): RestError {
  if (error instanceof RestError) return error;
  const fromServer = asPostgresError(error);
  if (fromServer?.code === "PGRST") return raisedResponse(fromServer);
  if (fromServer) {
    const status = statusOf(fromServer, authenticated);
    const headers: Record<string, string> = status === 401 ? { "www-authenticate": "Bearer" } : {};
    const { detail, hint } = fromServer;
    return new RestError(status, fromServer.code, fromServer.message, { details: detail, hint, headers });
  }
  const reason = error instanceof Error ? error.message : String(error);
  if (/timeout exceeded when trying to connect/.test(reason)) {
    return new RestError(504, "PGRST003", "Timed out acquiring connection from connection pool.");
  }
  if (BROKEN_CONNECTION.test(reason)) {
    return new RestError(503, "PGRST001", "Database client error. Retrying the connection.", { details: reason });
  }
  return new RestError(500, "PGRSTX00", "Internal error of the local gateway", { details: reason });
}

/** How pg and Node word a connection that went away. */
const BROKEN_CONNECTION =
  /Connection terminated|connection error|not queryable|ECONN|EPIPE|socket|Cannot use a pool after calling end/i;

/** A failure to reach Postgres at all, which PostgREST tells apart from one that breaks off. */
export function connectionError(error: unknown): RestError {
  if (error instanceof Error && /timeout exceeded/.test(error.message)) return toRestError(error, false);
  const reason = error instanceof Error ? error.message : String(error);
  return new RestError(503, "PGRST000", "Database connection error. Retrying the connection.", { details: reason });
}
