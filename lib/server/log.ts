import { pino } from "pino";
import { AppError } from "@/lib/core/errors";

/** Structured logs on standard output, one JSON object a line. Nobody's number, address or words go into them. */
export const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });

/** An unexpected error with its code, its stack and its causes, without what it may quote of people's data. */
export function logError(event: string, error: unknown, fields: Record<string, string | number> = {}): void {
  log.error({ event, ...fields, error: describe(error, 0) });
}

function describe(error: unknown, depth: number): unknown {
  if (typeof error !== "object" || error === null) return { message: redact(String(error)) };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause =
    "cause" in error && error.cause !== undefined && depth < 4 ? describe(error.cause, depth + 1) : undefined;
  if (!(error instanceof Error))
    return { code, message: "message" in error ? redact(String(error.message)) : undefined, cause };
  const stack = error instanceof AppError && depth === 0 ? undefined : redact(error.stack ?? "");
  return { name: error.name, code, message: redact(error.message), stack, cause };
}

/** Hides what looks like an address, a phone number or a quoted database value. */
export function redact(text: string): string {
  return text
    .replace(/[^\s@"'<>()=]+@[^\s@"'<>()]+\.[^\s@"'<>()]+/g, "[email]")
    .replace(/\+?\d[\d ().-]{7,}\d/g, "[number]")
    .replace(/=\(([^)]*)\)/g, "=([value])");
}
