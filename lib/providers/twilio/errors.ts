import { z } from "zod";
import { Disposition } from "@/lib/core/call";
import { FAILURE_CODES, type FailureCode, type ProviderFailure } from "@/lib/providers/failure";
import { badResponse, scrub, transportFailure } from "@/lib/providers/transport";
import table from "./error-codes.json" with { type: "json" };
import { TwilioRefusal } from "./refusal";

const byCode = <T extends z.ZodType>(word: T, groups: Record<string, readonly number[]>): Map<string, z.output<T>> =>
  new Map(
    Object.entries(groups).flatMap(([group, codes]) => codes.map((code) => [String(code), word.parse(group)] as const)),
  );

const REQUEST = byCode(z.enum(FAILURE_CODES), table.request);
const DELIVERY = byCode(Disposition, table.delivery);
const SENDER_REFUSED = new Set(table.sender_refused.map(String));

/** How a message ended that did not arrive. Without a code the carrier never said why; a code that is not in
 *  error-codes.json is a failure of the provider's, never a success. */
export function dispositionOf(status: "undelivered" | "failed", code: string | null): Disposition {
  if (code === null) return status === "undelivered" ? "undelivered" : "provider_failed";
  return DELIVERY.get(code) ?? "provider_failed";
}

/** Whether it was not this message but its sender that was refused. */
export const isSenderRefused = (code: string | null) => code !== null && SENDER_REFUSED.has(code);

type Verdict = Pick<ProviderFailure, "certainty" | "code">;

/** Twilio refuses for now, and nothing was sent. */
const FOR_NOW: readonly FailureCode[] = ["capacity", "quota"];

function judge(status: number, code: string | null): Verdict {
  // The request may have been carried out before the trouble began, whatever the body says.
  if (status >= 500) return { certainty: "ambiguous", code: "unavailable" };
  if (status === 408) return { certainty: "ambiguous", code: "timeout" };
  if (status < 400) return { certainty: "ambiguous", code: "bad_response" };
  if (status === 401) return { certainty: "definite", code: "auth" };
  const known = code === null ? undefined : REQUEST.get(code);
  if (known) return { certainty: FOR_NOW.includes(known) ? "retryable" : "definite", code: known };
  if (status === 429) return { certainty: "retryable", code: "capacity" };
  if (status === 403) return { certainty: "definite", code: "auth" };
  if (status === 402) return { certainty: "definite", code: "billing" };
  return { certainty: "definite", code: "rejected" };
}

const LONGEST_WAIT_MS = 3_600_000;

function retryAfter(header: string | null): number | null {
  if (header === null || !/^\d{1,9}(\.\d+)?$/.test(header)) return null;
  return Math.min(LONGEST_WAIT_MS, Math.round(Number(header) * 1_000));
}

/** The request was cut off by our own time limit: nothing else cancels one. */
const TimedOut = z.object({ code: z.enum(["ERR_CANCELED", "ECONNABORTED", "ETIMEDOUT"]) });

/** Says of anything that the SDK threw whether the message may exist. */
export function toFailure(error: unknown, secrets: readonly string[]): ProviderFailure {
  if (error instanceof TwilioRefusal) {
    const { status, code, said } = error;
    const message = scrub(said || `HTTP ${status}`, secrets);
    return { ...judge(status, code), status, message, retryAfterMs: retryAfter(error.retryAfter), providerCode: code };
  }
  // What the SDK can't read it throws as an error of the language.
  if (error instanceof TypeError) return badResponse("the answer is unreadable");
  return transportFailure(error, TimedOut.safeParse(error).success && !isConnecting(error));
}

function isConnecting(error: unknown): boolean {
  return z.object({ cause: z.object({ syscall: z.literal("connect") }) }).safeParse(error).success;
}
