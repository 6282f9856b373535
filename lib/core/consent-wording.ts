import { z } from "zod";

/** The words that a customer agrees to on our page, by version: the last one is asked, the others are kept for what was agreed to by
 *  them. They name the seller and the number, say that calls are marketing and made by an AI, and that nothing is bought by it.
 *  Source: 47 CFR 64.1200(f)(9) */
const VERSIONS = [
  {
    version: "calls-2026-11",
    text: "I agree that {seller} may call me at my number {number} with offers and other marketing. These calls may be placed automatically and spoken by an AI with an artificial or prerecorded voice. I do not have to agree to this to buy anything. I can take it back at any time: on this page, by saying so in a call, or by telling {seller}.",
  },
] as const;
const NEWEST = VERSIONS[VERSIONS.length - 1] ?? VERSIONS[0];

/** What the database knows for the page behind a link that asks for consent. */
export const ConsentRequest = z.object({
  business_name: z.string().nullable(),
  /** E.164; null when the customer has none, or the call number does not work. */
  phone: z.string().nullable(),
  /** Agreed in writing to marketing calls, and not taken back. */
  agreed_at: z.string().nullable(),
  /** They asked this business not to call, or not to contact them at all. */
  opted_out: z.boolean(),
});
export type ConsentRequest = z.infer<typeof ConsentRequest>;

export interface ConsentWords {
  version: string;
  /** Exactly what is agreed to. */
  text: string;
}

/** "(•••) •••-0100": enough to know it by, and no number for whoever else opens the link. */
export const maskedNumber = (e164: string): string =>
  /^\+1\d{10}$/.test(e164) ? `(•••) •••-${e164.slice(-4)}` : `••• ${e164.slice(-4)}`;

/** The words for this customer; null where there is nobody who asks, or no number to call. */
export function consentWords({
  business_name,
  phone,
}: Pick<ConsentRequest, "business_name" | "phone">): ConsentWords | null {
  const seller = business_name?.trim();
  if (!seller || phone === null) return null;
  const text = NEWEST.text.replaceAll("{seller}", () => seller).replace("{number}", () => maskedNumber(phone));
  return { version: NEWEST.version, text };
}

/** What the page's form asks for; null when it asks for nothing that we know. `shown` is the fingerprint of the words on it. */
export function readConsentForm(
  field: (name: string) => string | null,
): { kind: "agree"; shown: string } | { kind: "withdraw" } | null {
  if (field("answer") === "withdraw") return { kind: "withdraw" };
  const shown = field("shown");
  return field("answer") === "agree" && field("agreed") === "yes" && shown ? { kind: "agree", shown } : null;
}
