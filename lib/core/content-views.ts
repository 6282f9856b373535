import * as z from "zod/mini";
import { CALL_DISPOSITIONS } from "./words";

/** What the content step reads of the API's answers. */

const text = z.nullable(z.string());

export const PreviewedPerson = z.object({
  /** Null for somebody made up. */
  customer_id: text,
  name: text,
  /** Of a call; null where something is missing: this person would not be called. */
  first_message: text,
  voicemail_message: text,
  /** The sentences in either that the owner did not write and can't take away. */
  first_fixed: z.array(z.string()),
  voicemail_fixed: z.array(z.string()),
  /** Of an email or a text message, and null where something is missing. `html` and `subject` are an email's. */
  message: z.nullable(z.object({ subject: text, preview_text: text, html: text, text: z.string() })),
  /** What has no value for this person, as it is written, e.g. `{service_type}`. */
  missing: z.array(z.string()),
});
export type PreviewedPerson = z.infer<typeof PreviewedPerson>;

export const ContentPreview = z.object({
  people: z.array(PreviewedPerson),
  /** How many of them would not be contacted with this text. */
  incomplete: z.int(),
});
export type ContentPreview = z.infer<typeof ContentPreview>;

export const TestCallOffer = z.object({
  /** The account's own number, to begin with. */
  callback_number: text,
});

export const TestCallView = z.object({
  id: z.string(),
  phone_last4: z.string(),
  /** `unknown`: the phone provider did not say whether it placed the call; it is not repeated. */
  status: z.enum(["calling", "in_progress", "ended", "unknown"]),
  disposition: z.nullable(z.enum(CALL_DISPOSITIONS)),
  duration_seconds: z.nullable(z.int()),
  turns: z.array(
    z.object({ role: z.enum(["assistant", "customer", "tool", "system"]), text: z.string(), seconds: z.number() }),
  ),
});
export type TestCallView = z.infer<typeof TestCallView>;

/** `POST /api/test-messages`. `unknown`: the provider did not say whether it took the message; it is not repeated. */
export const TestMessageView = z.object({
  id: z.string(),
  channel: z.enum(["email", "sms"]),
  status: z.enum(["begun", "sent", "failed", "unknown"]),
  /** Why it failed: a code of lib/providers/failure.ts. */
  failure: text,
});
export type TestMessageView = z.infer<typeof TestMessageView>;
