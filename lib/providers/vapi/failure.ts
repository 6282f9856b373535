import { VapiError, VapiTimeoutError } from "@vapi-ai/server-sdk";
import { z } from "zod";
import type { ProviderFailure } from "@/lib/providers/failure";

const MESSAGE_LIMIT = 300;

/** Takes contact details and secrets out of what a provider said, and cuts it to 300 characters. */
function scrub(message: string, secrets: readonly string[] = []): string {
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

const ErrorBody = z.object({
  message: z.union([z.string(), z.array(z.string())]).optional(),
  error: z.string().optional(),
});

function providerMessage(body: unknown): string {
  if (typeof body === "string") return body;
  const parsed = ErrorBody.safeParse(body);
  if (!parsed.success) return "";
  const { message, error } = parsed.data;
  return [...(Array.isArray(message) ? message : [message]), error].filter(Boolean).join("; ");
}

// Vapi has no error codes, so a few of its sentences decide. Capacity first: its text also speaks of the subscription.
const CAPACITY = /concurren|daily (outbound )?(call )?limit/i;
const BILLING = /credit|frozen|subscription|billing|payment|wallet|insufficient (funds|balance)/i;
// Only the customer's own number: a bad phoneNumberId must not mark every customer's number as invalid.
const BAD_CONTACT = /customers?(\[?\.?\d+\]?)?\.number\b|\bE\.?164\b/i;

type Verdict = Pick<ProviderFailure, "certainty" | "code">;

function judgeStatus(status: number, said: string): Verdict {
  if (status >= 500) return { certainty: "ambiguous", code: "unavailable" };
  if (status === 408) return { certainty: "ambiguous", code: "timeout" };
  if (status < 400) return { certainty: "ambiguous", code: "bad_response" };
  if (status === 429) return { certainty: "retryable", code: "capacity" };
  if (status === 402) return { certainty: "definite", code: "billing" };
  if (status === 401) return { certainty: "definite", code: "auth" };
  if ((status === 400 || status === 403) && CAPACITY.test(said)) return { certainty: "retryable", code: "capacity" };
  if ((status === 400 || status === 403) && BILLING.test(said)) return { certainty: "definite", code: "billing" };
  if (status === 403) return { certainty: "definite", code: "auth" };
  if (status === 400 && BAD_CONTACT.test(said)) return { certainty: "definite", code: "invalid_contact" };
  return { certainty: "definite", code: "rejected" };
}

const SystemError = z.object({ code: z.string(), syscall: z.string().optional() });
const NEVER_CONNECTED = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_INVALID_URL",
]);

/** Every error on the way down, e.g. VapiError -> TypeError("fetch failed") -> ECONNREFUSED. */
function causes(error: unknown): unknown[] {
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

function transportFailure(error: unknown, timedOut: boolean): Verdict & { message: string } {
  const chain = causes(error);
  if (timedOut || error instanceof VapiTimeoutError || chain.includes("timeout")) {
    return { certainty: "ambiguous", code: "timeout", message: "no answer in time" };
  }
  const codes = chain.map((cause) => SystemError.safeParse(cause).data?.code).filter(Boolean);
  if (chain.some(neverConnected)) {
    return { certainty: "retryable", code: "unavailable", message: `not reached (${codes.join(", ")})` };
  }
  if (chain.some((cause) => cause instanceof SyntaxError)) {
    return { certainty: "ambiguous", code: "bad_response", message: "the answer is not JSON" };
  }
  return { certainty: "ambiguous", code: "unavailable", message: `connection lost (${codes.join(", ") || "unknown"})` };
}

/** Says of anything that the SDK threw whether the call may exist. `timedOut`: our own time limit ended the request. */
export function toFailure(error: unknown, context: { timedOut: boolean; secrets: readonly string[] }): ProviderFailure {
  const status = error instanceof VapiError ? (error.statusCode ?? null) : null;
  if (status === null || !(error instanceof VapiError)) {
    return { ...transportFailure(error, context.timedOut), status: null };
  }
  const said = providerMessage(error.body);
  return { ...judgeStatus(status, said), status, message: scrub(said || `HTTP ${status}`, context.secrets) };
}

export const badResponse = (message: string): ProviderFailure => ({
  certainty: "ambiguous",
  code: "bad_response",
  status: null,
  message,
});
