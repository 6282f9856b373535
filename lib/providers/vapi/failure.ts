import { VapiError, VapiTimeoutError } from "@vapi-ai/server-sdk";
import { z } from "zod";
import type { ProviderFailure } from "@/lib/providers/failure";
import { causes, scrub, transportFailure } from "@/lib/providers/transport";

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

/** Says of anything that the SDK threw whether the call may exist. `timedOut`: our own time limit ended the request. */
export function toFailure(error: unknown, context: { timedOut: boolean; secrets: readonly string[] }): ProviderFailure {
  const status = error instanceof VapiError ? (error.statusCode ?? null) : null;
  if (status === null || !(error instanceof VapiError)) {
    // The SDK's own limit shows as a plain error whose cause is "timeout".
    const timedOut = context.timedOut || error instanceof VapiTimeoutError || causes(error).includes("timeout");
    return transportFailure(error, timedOut);
  }
  const said = providerMessage(error.body);
  return { ...judgeStatus(status, said), status, message: scrub(said || `HTTP ${status}`, context.secrets) };
}
