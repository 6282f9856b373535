import * as z from "zod/mini";
import { page } from "./views";
import { CONTACT_CHANNELS, OPT_OUT_REASONS } from "./words";

/** Opt-outs as pages read them of the API's answers. */

const text = z.nullable(z.string());

export const OptOutView = z.object({
  id: z.string(),
  /** Null once its customer is erased: then only a hash recognises it. */
  contact: text,
  channel: z.enum(CONTACT_CHANNELS),
  reason: z.enum(OPT_OUT_REASONS),
  /** The channel over which it came, or `link`, `provider`, `owner`, `import`. */
  source: z.string(),
  at: z.string(),
  attempt_id: text,
  /** Email of the person who wrote it down. */
  by: text,
  note: text,
  /** Of one by link: `page` or `one_click`. */
  method: text,
  /** The words of a message that asked for it. */
  said: text,
  lifted_at: text,
  lift_reason: text,
  customer_id: text,
  customer: text,
});
export type OptOutView = z.infer<typeof OptOutView>;

export const OptOutPage = page(OptOutView);
export type OptOutPage = z.infer<typeof OptOutPage>;

/** What adding answers: how many are new, and how many stood there already. */
export const AddedOptOuts = z.object({ added: z.int(), known: z.int() });
export type AddedOptOuts = z.infer<typeof AddedOptOuts>;

/** What lifting answers: how many other entries still hold the contact or its customer back. */
export const LiftedOptOut = z.object({ still_held: z.int() });

const RefusedContact = z.object({ row: z.int(), text: z.string(), reason: z.string() });

/** What a list of contacts comes to; of the refused rows the first 100. */
export const OptOutReport = z.object({
  rows: z.int(),
  contacts: z.int(),
  added: z.int(),
  known: z.int(),
  refused: z.int(),
  refusals: z.array(RefusedContact),
});
export type OptOutReport = z.infer<typeof OptOutReport>;
