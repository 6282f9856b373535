import { z } from "zod";
import type { CustomerView } from "./customer-views";
import { TimeZone } from "./hours";
import { toCountry, toRegion } from "./leads/regions";
import { withoutTurns } from "./leads/text";
import { direction, limit, offset, search } from "./page";
import {
  CONSENT_BASES,
  CONSENT_PURPOSES,
  CONTACT_CHANNELS,
  CUSTOMER_SORTS,
  CUSTOMER_STATES,
  GIVEN_REASONS,
} from "./words";

const Region = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "Use a code such as US-TX");

/** `GET /api/customers`. */
export const CustomerQuery = z.strictObject({
  search,
  tag: z.string().trim().max(60).optional(),
  region: Region.optional(),
  state: z.enum(CUSTOMER_STATES).optional(),
  sort: z.enum(CUSTOMER_SORTS).optional(),
  direction,
  limit,
  offset,
});
export type CustomerQuery = z.infer<typeof CustomerQuery>;
/** `GET /api/customers/export`: the same customers, all of them. */
export const CustomerExport = CustomerQuery.omit({ limit: true, offset: true, sort: true, direction: true });
export type CustomerExport = z.infer<typeof CustomerExport>;

const fields = {
  name: z.string().overwrite(withoutTurns).trim().max(200).nullable(),
  /** In any spelling; kept as E.164. */
  phone: z.string().trim().max(60).nullable(),
  email: z.string().trim().max(320).nullable(),
  /** In words or as a code; kept as ISO 3166-2. */
  region: z.string().trim().max(60).nullable(),
  /** Kept in capitals. It says the state where none is written. */
  postcode: z.string().trim().max(20).nullable(),
  /** Empty leaves it to the region, or to the number. */
  time_zones: z.array(TimeZone).max(12),
  language: z.string().trim().max(35).nullable(),
  tags: z.array(z.string().trim().min(1).max(60)).max(50),
};

/** `PATCH /api/customers/:id`: any of the fields. An empty text takes out what is there. */
export const PatchCustomer = z.strictObject(fields).partial();
export type PatchCustomer = z.infer<typeof PatchCustomer>;
/** `POST /api/customers`: a phone number or an email address at least. */
export const NewCustomer = PatchCustomer.refine(({ phone, email }) => phone || email, {
  path: ["phone"],
  message: "Enter a phone number or an email address",
});
export type NewCustomer = z.infer<typeof NewCustomer>;

/** ISO 3166-2 of what somebody writes of a state, or null. @param country ISO 3166-1 alpha-2 of the account */
export function regionOf(text: string, country: string): string | null {
  for (const one of [country, "US", "CA"]) {
    const region = toRegion(text.toUpperCase(), one) ?? toRegion(text, one);
    if (region) return region;
  }
  return text.length > 3 ? toCountry(text) : null;
}

/** `GET /api/customers/:id/timeline`: the entries before the one that is named. */
export const TimelineQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(30),
  before: z.iso.datetime({ offset: true }).optional(),
  before_key: z.string().max(80).optional(),
});
export type TimelineQuery = z.infer<typeof TimelineQuery>;

/** `POST /api/customers/:id/consents`. */
export const NewConsent = z
  .strictObject({
    channel: z.enum(CONTACT_CHANNELS),
    basis: z.enum(CONSENT_BASES),
    purpose: z.enum(CONSENT_PURPOSES).default("marketing"),
    wording: z.string().trim().max(4000, "Copy at most 4,000 characters").nullable().default(null),
    wording_version: z.string().trim().max(60).nullable().default(null),
    source: z.string().trim().min(1, "Say where it was given, such as “booking form”").max(120),
    obtained_at: z.iso
      .datetime({ offset: true, error: "Enter the day on which it was given" })
      // A year that was typed in two digits is one of the first century.
      .refine((at) => at >= "1970", "Check the year"),
  })
  .refine(({ basis, wording }) => basis !== "express_written" || wording, {
    path: ["wording"],
    message: "Copy the words that the customer agreed to: written consent can't be shown without them",
  });
export type NewConsent = z.infer<typeof NewConsent>;

const note = z.string().trim().max(500).nullable().default(null);

/** `POST /api/customers/:id/opt-out`. */
export const OptOutCustomer = z.strictObject({
  channel: z.enum(CONTACT_CHANNELS).default("all"),
  reason: z.enum(GIVEN_REASONS).default("opt_out"),
  note,
});
export type OptOutCustomer = z.infer<typeof OptOutCustomer>;

/** `POST /api/customers/:id/erase`. `confirm` is the customer's name, or the word ERASE. */
export const EraseCustomer = z.strictObject({
  confirm: z.string().trim().max(200),
  /** The person also asked not to be contacted. */
  opt_out: z.boolean().default(false),
});
export type EraseCustomer = z.infer<typeof EraseCustomer>;

/** Whether what was typed says that this customer is to be erased. */
export const confirmsErasure = (typed: string, { name }: Pick<CustomerView, "name">): boolean =>
  typed.trim() === "ERASE" || (name !== null && typed.trim().toLowerCase() === name.trim().toLowerCase());
