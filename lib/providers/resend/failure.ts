import { z } from "zod";
import type { ProviderFailure } from "@/lib/providers/failure";
import { scrub, transportFailure } from "@/lib/providers/transport";

const ErrorBody = z.object({
  statusCode: z.number().int().nullable().catch(null),
  name: z.string().max(100).nullable().catch(null),
  message: z.union([z.string(), z.array(z.string()).transform((lines) => lines.join("; "))]).catch(""),
});
type ErrorBody = z.infer<typeof ErrorBody>;

const NO_ERROR: ErrorBody = { statusCode: null, name: null, message: "" };

/** What the SDK returned as an error, which is whatever JSON came with a status that is no success. */
export function errorOf(error: unknown): ErrorBody {
  const parsed = ErrorBody.safeParse(error);
  return parsed.success ? parsed.data : NO_ERROR;
}

type Verdict = Pick<ProviderFailure, "certainty" | "code">;
const definite = (code: ProviderFailure["code"]): Verdict => ({ certainty: "definite", code });
const retryable = (code: ProviderFailure["code"]): Verdict => ({ certainty: "retryable", code });
const ambiguous = (code: ProviderFailure["code"]): Verdict => ({ certainty: "ambiguous", code });

/** By the error's name. Source: https://resend.com/docs/api-reference/errors; those that depend on more are judged below. */
const BY_NAME: Record<string, Verdict> = {
  invalid_idempotency_key: definite("rejected"),
  missing_api_key: definite("auth"),
  restricted_api_key: definite("auth"),
  invalid_api_key: definite("auth"),
  not_found: definite("rejected"),
  method_not_allowed: definite("rejected"),
  invalid_idempotent_request: definite("conflict"),
  // The first request with this key is still at work: with the same key it may be asked again.
  concurrent_idempotent_requests: retryable("capacity"),
  invalid_attachment: definite("rejected"),
  invalid_from_address: definite("sender"),
  invalid_access: definite("auth"),
  invalid_region: definite("rejected"),
  monthly_quota_exceeded: retryable("quota"),
  daily_quota_exceeded: retryable("quota"),
  rate_limit_exceeded: retryable("capacity"),
  // Resend holds the mail back until a person has looked at it: all others would fail too.
  security_error: definite("sender"),
  application_error: ambiguous("unavailable"),
  internal_server_error: ambiguous("unavailable"),
};

// `validation_error` names the field that it is about, in backticks as of today.
const OF_SENDER =
  /[`'"]?\bfrom\b[`'"]? (field|address|domain)|domain[^.]* (is|are) not verified|verify your domain|testing emails/i;
const OF_RECIPIENT = /[`'"\]]?\bto\b[`'"]? (field|address)|[`'"]to[`'"]|\bto\[\d+\]/i;

function judgeValidation(status: number | null, said: string): Verdict {
  if (OF_SENDER.test(said) || status === 403) return definite("sender");
  return definite(OF_RECIPIENT.test(said) ? "invalid_contact" : "rejected");
}

function judge({ statusCode: status, name, message }: ErrorBody): Verdict {
  const known = name !== null && Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (known) return known;
  if (status === null) return ambiguous("bad_response");
  if (status >= 500) return ambiguous("unavailable");
  if (status === 408) return ambiguous("timeout");
  if (status === 429) return retryable("capacity");
  if (status < 400) return ambiguous("bad_response");
  if (["validation_error", "missing_required_field", "invalid_parameter"].includes(name ?? "")) {
    return judgeValidation(status, message);
  }
  if (status === 402) return definite("billing");
  // Suspended and inactive keys come under names of their own.
  if (status === 401 || status === 403) return definite("auth");
  return definite("rejected");
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** When a quota may be free again: nothing tells, and asking costs a request each time. */
const QUOTA_WAIT_MS: Record<string, number> = { daily_quota_exceeded: HOUR, monthly_quota_exceeded: 12 * HOUR };
const SHORTEST_WAIT_MS = 250;

/** Seconds from now, as both headers give them. */
function toldToWait(headers: Record<string, string> | null): number | null {
  for (const name of ["retry-after", "ratelimit-reset"]) {
    const text = headers?.[name]?.trim() ?? "";
    if (/^\d{1,6}(\.\d+)?$/.test(text)) return Math.max(SHORTEST_WAIT_MS, Number(text) * SECOND);
  }
  return null;
}

function waitFor(verdict: Verdict, name: string | null, headers: Record<string, string> | null): number | null {
  if (verdict.certainty !== "retryable") return null;
  const told = toldToWait(headers);
  // With a used-up quota the header speaks of the rate's next second, if of anything.
  const quota = verdict.code === "quota" ? (QUOTA_WAIT_MS[name ?? ""] ?? HOUR) : 0;
  return Math.max(told ?? SECOND, quota);
}

export interface FailureContext {
  /** Our own time limit ended the request. */
  timedOut: boolean;
  headers: Record<string, string> | null;
  secrets: readonly string[];
}

/** Says of any error that the SDK returned whether the emails may exist. An ambiguous one may be asked again with the same
 *  key and the same emails: Resend then answers for the first time round, within 24 hours. */
export function toFailure(error: unknown, { timedOut, headers, secrets }: FailureContext): ProviderFailure {
  const body = errorOf(error);
  // Without headers there was no answer: the SDK has swallowed why.
  if (headers === null && body.name !== "invalid_parameter") return transportFailure(null, timedOut);
  const verdict = headers === null ? definite("rejected") : judge(body);
  const said = body.message || (body.statusCode === null ? "an error without a body" : `HTTP ${body.statusCode}`);
  return {
    ...verdict,
    status: body.statusCode,
    message: scrub(said, secrets),
    retryAfterMs: waitFor(verdict, body.name, headers),
    providerCode: body.name,
  };
}
