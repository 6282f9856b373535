import { z } from "zod";
import { NewConsent } from "./customers";
import { CONTACT_CHANNELS } from "./words";

const contact = {
  /** In any spelling, with its area code. */
  phone: z.string().trim().min(1).max(60).optional(),
  email: z.string().trim().min(1).max(320).optional(),
};
const hasContact = { path: ["phone"], message: "Send a phone number or an email address" };

/** `POST /api/consents`: what a customer agreed to, as another program tells it. */
export const CaptureConsent = NewConsent.safeExtend({
  ...contact,
  /** The same key of the same customer is the same consent; made of the content when it is left out. */
  key: z
    .string()
    .regex(/^[\w.:-]{1,120}$/, "Use up to 120 letters, digits and . : _ -")
    .optional(),
  /** Whatever proves it: the address of the form, an IP address, an id. */
  evidence: z
    .record(z.string().max(60), z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]))
    .refine((record) => Object.keys(record).length <= 20, "Send at most 20 details")
    .default({}),
  /** Makes the customer where there is none, by this name. */
  create: z.boolean().default(false),
  name: z.string().trim().min(1).max(200).optional(),
})
  .refine(({ phone, email }) => phone || email, hasContact)
  .refine(({ create, name }) => !create || name, { path: ["name"], message: "Say how the new customer is called" });
export type CaptureConsent = z.infer<typeof CaptureConsent>;

/** `DELETE /api/consents` and `POST /api/consents/revoke`. */
export const WithdrawConsents = z
  .strictObject({ ...contact, channel: z.enum(CONTACT_CHANNELS).default("all") })
  .refine(({ phone, email }) => phone || email, hasContact);
export type WithdrawConsents = z.infer<typeof WithdrawConsents>;
