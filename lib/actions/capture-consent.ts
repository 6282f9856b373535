import { createHash } from "node:crypto";
import type { CaptureConsent, WithdrawConsents } from "@/lib/core/capture";
import { AppError } from "@/lib/core/errors";
import { normaliseEmail } from "@/lib/core/leads/email";
import { normalisePhone, toCountryCode } from "@/lib/core/leads/phone";
import type { ContactOf, Recorded } from "@/lib/data/agreements";
import type { EngineDeps } from "./deps";

type Deps = Pick<EngineDeps, "agreements" | "data" | "now" | "log">;

/** For which account, and who asks: a person, or null for a program with the account's key. */
export interface Asking {
  accountId: string;
  actorId: string | null;
  /** Of the person. */
  by: string | null;
}

/** Clocks of other programs may go a little ahead. */
const AHEAD_MS = 5 * 60_000;
const invalid = (path: string, message: string) => new AppError("invalid_input", [{ path, message }]);

/** Stores what a customer agreed to, found by phone number, else by email address; where the two belong to different customers it is
 *  the number's. The same key is the same consent, so that a repeat changes nothing.
 *  @throws AppError invalid_input, customer_not_found, consent_withdrawn when they took back or opted out since */
export async function captureConsent(deps: Deps, asking: Asking, input: CaptureConsent): Promise<Recorded> {
  const now = deps.now();
  const { phone, email, key, create, name, evidence, ...consent } = input;
  if (Date.parse(consent.obtained_at) > now.getTime() + AHEAD_MS) throw invalid("obtained_at", "This is in the future");
  const contact = await contactOf(deps, asking.accountId, { phone, email });
  const row = {
    ...consent,
    key: key === undefined ? `api:${contentKey(consent)}` : `api:key:${key}`,
    evidence: { ...evidence, by: asking.by ?? "API" },
  };
  const recorded = await deps.agreements.record({ ...asking, now }, contact, row, create ? (name ?? null) : null);
  deps.log.info(
    { account_id: asking.accountId, customer_id: recorded.customer_id, is_new: recorded.is_new },
    "consent captured",
  );
  return recorded;
}

/** Takes back what the owners of this number and address agreed to over the channel. Doing it twice changes nothing.
 *  @throws AppError invalid_input, customer_not_found */
export async function withdrawConsents(
  deps: Deps,
  asking: Asking,
  { channel, ...given }: WithdrawConsents,
): Promise<{ revoked: number }> {
  const contact = await contactOf(deps, asking.accountId, given);
  const revoked = await deps.agreements.withdraw({ ...asking, now: deps.now() }, contact, channel);
  deps.log.info({ account_id: asking.accountId, channel, revoked }, "consents withdrawn");
  return { revoked };
}

async function contactOf(
  deps: Deps,
  accountId: string,
  { phone, email }: { phone?: string; email?: string },
): Promise<ContactOf> {
  const settings = await deps.data.accounts.settings(accountId);
  const country = toCountryCode(settings?.default_country ?? "US") ?? "US";
  const number = phone === undefined ? null : (normalisePhone(phone, country)?.number ?? null);
  const address = email === undefined ? null : normaliseEmail(email);
  if (phone !== undefined && number === null) throw invalid("phone", "This is not a complete phone number");
  if (email !== undefined && address === null) throw invalid("email", "This is not an email address");
  return { phone: number, email: address };
}

type Content = Omit<CaptureConsent, "phone" | "email" | "key" | "create" | "name" | "evidence">;

function contentKey({ channel, basis, purpose, wording, wording_version, source, obtained_at }: Content): string {
  const at = new Date(obtained_at).toISOString();
  const identity = JSON.stringify([channel, basis, purpose, wording, wording_version, source, at]);
  return createHash("sha256").update(identity).digest("base64url").slice(0, 24);
}
