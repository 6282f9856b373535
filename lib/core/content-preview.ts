import { z } from "zod";
import type { ContactContent } from "./call-content";
import type { Contact } from "./contact-values";
import { Criteria } from "./criteria";
import type { RecordingChoice, RecordingPlan } from "./recording";
import { MAX_LINE, MAX_WRITTEN } from "./steps";

const draftSender = {
  agent_id: z.uuid().nullable(),
  variables: z
    .strictObject({
      promotion: z.string().max(300),
      service_type: z.string().max(120),
      offer_code: z.string().max(60),
      booking_link: z.string().max(500),
    })
    .partial()
    .default({}),
};

/** A text while it is being written: nothing about it need be right yet. */
export const DraftContent = {
  call_script: z.string().max(4000),
  voicemail_message: z.string().max(1000).nullable().default(null),
  ...draftSender,
};

/** The same for a message. */
export const DraftMessage = {
  channel: z.enum(["email", "sms"]),
  subject: z.string().max(MAX_LINE).nullable().default(null),
  preview_text: z.string().max(MAX_LINE).nullable().default(null),
  body: z.string().max(MAX_WRITTEN.email),
  ...draftSender,
};

const who = {
  target_criteria: Criteria.default({}),
  customer_ids: z.array(z.uuid()).min(1).max(10).optional(),
};

/** `POST /api/campaigns/preview-content`: a call's words unless `channel` says otherwise. With `customer_ids` the text is filled in
 *  for them; else for the first ten who match and can be reached over the channel. */
export const PreviewContent = z.preprocess(
  (body) => (typeof body === "object" && body !== null && !("channel" in body) ? { ...body, channel: "call" } : body),
  z.discriminatedUnion("channel", [
    z.strictObject({ channel: z.literal("call"), ...DraftContent, ...who }),
    z.strictObject({ ...DraftMessage, ...who }),
  ]),
);
export type PreviewContent = z.infer<typeof PreviewContent>;

export interface WrittenContent {
  call_script: string;
  voicemail_message: string | null;
  variables: Record<string, string | undefined>;
}
/** Whom a text is filled in for. */
export type PreviewPerson = Pick<ContactContent, "name" | "last_contact_at" | "last_service"> & {
  time_zone: string | null;
};
/** Who speaks, for whom. */
export interface PreviewSender {
  agentName: string | null;
  businessName: string | null;
  bookingLink: string | null;
  callbackNumber: string | null;
  recording: RecordingChoice;
  timeZone: string | null;
  /** Under every email. */
  postalAddress: string | null;
}

/** Somebody made up, for when nobody matches yet: last here half a year ago. */
export const madeUpPerson = (now: Date): PreviewPerson => ({
  name: "Alex Morgan",
  last_contact_at: new Date(now.getTime() - 180 * 86_400_000).toISOString(),
  last_service: "a haircut",
  time_zone: null,
});

/** What a text to this person is filled in from, as in a campaign. Values that are not written yet count as none. */
export function contactOf(
  variables: Record<string, string | undefined>,
  person: PreviewPerson,
  { agentName, businessName, bookingLink, callbackNumber, timeZone }: PreviewSender,
): Contact {
  return {
    name: person.name,
    variables: Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim())),
    agent_name: agentName,
    business_name: businessName,
    booking_link: bookingLink,
    callback_number: callbackNumber,
    last_service: person.last_service,
    last_contact_at: person.last_contact_at,
    time_zone: person.time_zone ?? timeZone ?? "UTC",
  };
}

/** The same of a call, with its words. */
export const contactContent = (
  written: WrittenContent,
  person: PreviewPerson,
  sender: PreviewSender,
  recording: RecordingPlan,
): ContactContent => ({
  recording,
  ...contactOf(written.variables, person, sender),
  body: written.call_script,
  voicemail: written.voicemail_message?.trim() ? written.voicemail_message : null,
});
