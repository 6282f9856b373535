import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { z } from "zod";
import { DraftContent } from "./content-preview";
import { normalisePhone, toCountryCode } from "./leads/phone";

/** The longest test call, in seconds. */
export const TEST_CALL_SECONDS = 180;

/** `POST /api/test-calls`. The same `request_key` twice is one call. */
export const StartTestCall = z.strictObject({
  request_key: z.uuid(),
  phone: z.string().trim().min(1, "Enter your phone number").max(40),
  own_phone: z.literal(true, "Confirm that this is your own phone"),
  ...DraftContent,
  agent_id: z.uuid("Choose the agent that speaks"),
  /** Whom the text is filled in for; null for somebody made up. */
  customer_id: z.uuid().nullable().default(null),
  campaign_id: z.uuid().nullable().default(null),
});
export type StartTestCall = z.infer<typeof StartTestCall>;

/** Numbers that ring at a person's, at no more than the usual price. */
const ORDINARY = new Set(["FIXED_LINE", "MOBILE", "FIXED_LINE_OR_MOBILE", "VOIP", "TOLL_FREE"]);

/** The number to call in E.164, or null: one that is no number, belongs to another country than the business, or is a premium,
 *  shared-cost or short one. @param country ISO 3166-1 alpha-2 */
export function ownNumber(text: string, country: string): string | null {
  const code = toCountryCode(country);
  const phone = code && normalisePhone(text, code);
  if (!phone || phone.partial) return null;
  const parsed = parsePhoneNumberFromString(phone.number);
  return parsed && parsed.country === code && ORDINARY.has(parsed.getType() ?? "") ? phone.number : null;
}
