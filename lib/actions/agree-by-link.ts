import { createHash } from "node:crypto";
import { type ConsentRequest, type ConsentWords, consentWords } from "@/lib/core/consent-wording";
import { AppError } from "@/lib/core/errors";
import type { EngineDeps } from "./deps";

type Deps = Pick<EngineDeps, "messageLinks" | "log" | "now">;

/** The page behind a link that asks for consent. `words` is null where nothing can be agreed to. */
export interface ConsentPage extends ConsentRequest {
  words: (ConsentWords & { shown: string }) | null;
}

/** Null when there is no such message. Changes nothing. */
export async function readConsentPage(
  deps: Pick<Deps, "messageLinks">,
  attemptId: string,
): Promise<ConsentPage | null> {
  const request = await deps.messageLinks.readConsent(attemptId);
  if (!request) return null;
  const words = consentWords(request);
  return { ...request, words: words && { ...words, shown: fingerprint(request, words) } };
}

/** Stores that the customer agreed to exactly the words that were shown. @returns false when those are not the words any more: the
 *  number or the business's name changed meanwhile, so the page has to be read again. @throws AppError not_found */
export async function agreeByLink(
  deps: Deps,
  attemptId: string,
  shown: string,
  evidence: { ip_hash: string; user_agent: string },
): Promise<boolean> {
  const page = await readConsentPage(deps, attemptId);
  if (!page) throw new AppError("not_found");
  if (!page.words || page.phone === null || page.words.shown !== shown) return false;
  const stored = await deps.messageLinks.agree(attemptId, page.phone, page.words, evidence, deps.now());
  if (stored) deps.log.info({ attempt_id: attemptId, version: page.words.version }, "agreed to calls by link");
  return stored;
}

/** Takes back what they agreed to for calls. Doing it twice changes nothing. @throws AppError not_found */
export async function withdrawByLink(deps: Deps, attemptId: string): Promise<void> {
  if (!(await deps.messageLinks.withdraw(attemptId, deps.now()))) throw new AppError("not_found");
  deps.log.info({ attempt_id: attemptId }, "took agreement back by link");
}

/** Of the words and the whole number behind its mask. */
const fingerprint = ({ phone }: Pick<ConsentRequest, "phone">, { version, text }: ConsentWords): string =>
  createHash("sha256")
    .update(JSON.stringify([phone, version, text]))
    .digest("base64url")
    .slice(0, 22);
