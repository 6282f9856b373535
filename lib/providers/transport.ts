import { z } from "zod";
import type { ProviderFailure } from "./failure";

const MESSAGE_LIMIT = 300;

/** Takes contact details and secrets out of what a provider said, and cuts it to 300 characters. */
export function scrub(message: string, secrets: readonly string[] = []): string {
  return secrets
    .filter((secret) => secret.length > 0)
    .reduce((text, secret) => text.replaceAll(secret, "[secret]"), message)
    .replaceAll(/\b(Bearer|Basic)\s+\S+/gi, "[secret]")
    .replaceAll(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, "[email]")
    .replaceAll(/\+?\(?\d[\d\s().-]{5,}\d/g, "[number]")
    .replaceAll(/[A-Za-z0-9_]{32,}/g, "[secret]")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, MESSAGE_LIMIT);
}

const SystemError = z.object({ code: z.string(), syscall: z.string().optional() });
const NEVER_CONNECTED = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_INVALID_URL",
]);

/** Every error on the way down, e.g. the SDK's -> TypeError("fetch failed") -> ECONNREFUSED. */
export function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let at = error; at !== undefined && at !== null && chain.length < 8; ) {
    chain.push(at);
    at = at instanceof Error ? at.cause : undefined;
  }
  return chain;
}

/** True only where the connection itself failed, so that not one byte of the request can have arrived. */
function neverConnected(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(neverConnected);
  const parsed = SystemError.safeParse(error);
  return parsed.success && (NEVER_CONNECTED.has(parsed.data.code) || parsed.data.syscall === "connect");
}

/** What an error without any answer means: whether the contact may exist all the same. `timedOut`: a time limit ended the request. */
export function transportFailure(error: unknown, timedOut: boolean): ProviderFailure {
  if (timedOut) return { certainty: "ambiguous", code: "timeout", status: null, message: "no answer in time" };
  const chain = causes(error);
  const codes = chain.map((cause) => SystemError.safeParse(cause).data?.code).filter(Boolean);
  if (chain.some(neverConnected)) {
    const message = `not reached (${codes.join(", ")})`;
    return { certainty: "retryable", code: "unavailable", status: null, message };
  }
  if (chain.some((cause) => cause instanceof SyntaxError)) return badResponse("the answer is not JSON");
  const message = `connection lost (${codes.join(", ") || "unknown"})`;
  return { certainty: "ambiguous", code: "unavailable", status: null, message };
}

export const badResponse = (message: string): ProviderFailure => ({
  certainty: "ambiguous",
  code: "bad_response",
  status: null,
  message,
});
