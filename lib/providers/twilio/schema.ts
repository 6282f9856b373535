import { z } from "zod";

/** Thrown for a body that is no webhook of Twilio's. */
export class TwilioPayloadError extends Error {
  override readonly name = "TwilioPayloadError";
}

export const MessageSid = z.string().regex(/^(SM|MM)[0-9a-f]{32}$/i);

// PostgreSQL's jsonb refuses U+0000 and lone surrogates; a reply must not be lost to one bad character.
const storable = (text: string) => text.replaceAll("\u0000", "").toWellFormed();
const text = (max: number) => z.string().transform((value) => storable(value).slice(0, max).toWellFormed());

/** A message as the SDK reads it from Twilio's API. */
export const TwilioMessage = z.object({
  sid: MessageSid,
  status: z.string().max(40),
  errorCode: z.number().int().nullish().catch(null),
  numSegments: z.coerce.number().int().nonnegative().nullish().catch(null),
  /** Negative: what the account pays. */
  price: z.coerce.number().nullish().catch(null),
  priceUnit: z.string().nullish().catch(null),
  body: z.string().nullish().catch(null),
  dateCreated: z.date().nullish().catch(null),
  direction: z.string().nullish().catch(null),
});
export type TwilioMessage = z.infer<typeof TwilioMessage>;

const instant = z.iso.datetime();

/** What of a webhook is kept. `received_at` is ours, because Twilio's carries no time. */
export const StoredStatus = z.object({
  kind: z.literal("status"),
  MessageSid,
  MessageStatus: z.string().max(40),
  ErrorCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .nullish()
    .catch(null),
  attempt: z.uuid().nullish().catch(null),
  received_at: instant,
});

export const StoredInbound = z.object({
  kind: z.literal("inbound"),
  MessageSid,
  From: z.string().max(100),
  To: z.string().max(100),
  Body: text(10_000).nullish(),
  NumMedia: z.string().max(4).nullish().catch(null),
  OptOutType: z.string().max(20).nullish().catch(null),
  received_at: instant,
});

/** A webhook that says nothing to us, so that of it only the kind is kept. */
export const StoredOther = z.object({
  kind: z.literal("other"),
  MessageSid: MessageSid.nullish().catch(null),
  type: z.string().max(60),
  received_at: instant,
});

export const StoredWebhook = z.discriminatedUnion("kind", [StoredStatus, StoredInbound, StoredOther]);
export type StoredWebhook = z.infer<typeof StoredWebhook>;
