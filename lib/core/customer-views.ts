import * as z from "zod/mini";
import { OptOutView } from "./opt-out-views";
import { page } from "./views";
import { CHANNELS, CONSENT_BASES, CONSENT_PURPOSES, CONTACT_CHANNELS } from "./words";

/** Customers, what is known of their wishes, and what happened with them, as pages read it of the API's answers. */

const text = z.nullable(z.string());

export const CustomerView = z.object({
  id: z.string(),
  name: text,
  phone: text,
  email: text,
  /** ISO 3166-2, `US-TX`. */
  region: text,
  /** IANA names of the zones in which the customer may be. */
  time_zones: z.array(z.string()),
  zone_source: z.nullable(z.enum(["area_code", "address", "region"])),
  tags: z.array(z.string()),
  lead_count: z.int(),
  last_contact_at: text,
  created_at: z.string(),
  /** Why the customer can't be called, a code of `lib/core/reasons.ts`; null: can be. */
  blocked: text,
});
export type CustomerView = z.infer<typeof CustomerView>;

export const CustomerPage = page(CustomerView);
export type CustomerPage = z.infer<typeof CustomerPage>;

const detail = z.partial(
  z.object({
    summary: z.string(),
    status: z.string(),
    attempt_id: z.string(),
    channel: z.string(),
    state: z.string(),
    disposition: z.string(),
    outcome: z.string(),
    seconds: z.number(),
    campaign_id: z.string(),
    campaign: z.string(),
    reason: z.string(),
    contact: z.string(),
    source: z.string(),
    by: z.string(),
    note: z.string(),
    basis: z.string(),
    purpose: z.string(),
    action: z.string(),
    fields: z.array(z.string()),
    subject: z.string(),
    body: z.string(),
    opened_at: z.string(),
    clicked_at: z.string(),
    replied_at: z.string(),
    message_kind: z.string(),
    method: z.string(),
    said: z.string(),
  }),
);

export const TimelineEntry = z.object({
  at: z.string(),
  /** Unique in its timeline; with `at` the place from which to read on. */
  key: z.string(),
  kind: z.enum([
    "lead",
    "contact",
    "inbound",
    "selected",
    "skipped",
    "converted",
    "suppressed",
    "lifted",
    "consent",
    "revoked",
    "changed",
  ]),
  detail,
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export const TimelinePage = z.object({ entries: z.array(TimelineEntry), more: z.boolean() });
export type TimelinePage = z.infer<typeof TimelinePage>;

export const ConsentView = z.object({
  id: z.string(),
  channel: z.enum(CONTACT_CHANNELS),
  basis: z.enum(CONSENT_BASES),
  purpose: z.enum(CONSENT_PURPOSES),
  wording: text,
  wording_version: text,
  source: z.string(),
  /** Email of the person who wrote it down. */
  by: text,
  /** How it was given, and where its proof is, in the words of whoever told it. */
  method: text,
  reference: text,
  obtained_at: z.string(),
  revoked_at: text,
  /** Given for a number that the customer has no more, so it does not count for calls to the present one. */
  of_other_number: z.boolean(),
});
export type ConsentView = z.infer<typeof ConsentView>;

/** Whether a customer may be contacted with an offer over a channel, at this moment. */
export const ContactState = z.object({
  channel: z.enum(CHANNELS),
  state: z.enum(["now", "later", "no"]),
  /** Why not now, in one sentence that names the rule, with the moment from which on; null: now. */
  text,
});
export type ContactState = z.infer<typeof ContactState>;

/** `GET /api/customers/:id`. */
export const CustomerDetailView = z.extend(CustomerView, {
  postcode: text,
  /** All regions whose law may apply, and what says so of each: address, postcode or area_code. */
  regions: z.array(z.string()),
  place_sources: z.array(z.string()),
  language: text,
  contact: z.array(ContactState),
  consents: z.array(ConsentView),
  opt_outs: z.array(z.omit(OptOutView, { customer_id: true, customer: true })),
});
export type CustomerDetailView = z.infer<typeof CustomerDetailView>;

/** What `POST /api/customers/:id/erase` answers: how much went. */
export const Erased = z.object({ recipients: z.int(), attempts: z.int(), leads: z.int() });
