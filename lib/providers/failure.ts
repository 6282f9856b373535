/** Why a provider did not take a contact, or did not answer.
 *  - `definite`: it refused; the contact does not exist and never will.
 *  - `retryable`: it refused for now; asking later is safe.
 *  - `ambiguous`: the contact may exist; only the provider knows (a call or a text is never sent again on doubt). */
export interface ProviderFailure {
  certainty: "definite" | "retryable" | "ambiguous";
  code: FailureCode;
  /** The provider's HTTP status, where there was one. */
  status: number | null;
  /** For the log and the attempt's timeline: what the provider said, without contact details or secrets, at most 300 characters. */
  message: string;
  /** How long the provider asked to be let be; null or absent when it did not say. */
  retryAfterMs?: number | null;
  /** The provider's own code of the error (Twilio's 21610, Resend's `validation_error`), where it has one. */
  providerCode?: string | null;
}

/** - `capacity`: too much at once (429, no free line): comes again, and is no attempt.
 *  - `quota`: the day's or the month's allowance is used up.
 *  - `auth`, `billing`: the account's own trouble; going on would fail for everybody.
 *  - `sender`: the number or the domain that it comes from may not send.
 *  - `invalid_contact`: there is nobody at this number or address. `unreachable_channel`: there is, but not over this channel (a landline).
 *  - `opted_out`: the provider knows of an opt-out that we do not.
 *  - `conflict`: another body was sent under this idempotency key before, so that one was taken. */
export const FAILURE_CODES = [
  "capacity",
  "quota",
  "auth",
  "billing",
  "sender",
  "invalid_contact",
  "unreachable_channel",
  "opted_out",
  "conflict",
  "rejected",
  "unavailable",
  "timeout",
  "bad_response",
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

export type LookUpResult<T> = { ok: true; value: T } | { ok: false; failure: ProviderFailure };
