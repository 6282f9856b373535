import { z } from "zod";

/** Thrown for a body that is no webhook of Resend's. `invalid_json`: not JSON (perhaps truncated);
 *  `invalid_shape`: JSON, but without what every event must carry. */
export class ResendPayloadError extends Error {
  override readonly name = "ResendPayloadError";
  constructor(
    readonly code: "invalid_json" | "invalid_shape",
    message: string,
  ) {
    super(message);
  }
}

// PostgreSQL refuses U+0000 and lone surrogates; an event must not be lost to one bad character.
const storable = (value: string) => value.replaceAll("\u0000", "").toWellFormed();
/** What only decorates an event falls back to null rather than cost the whole of it. */
const text = (max: number) =>
  z
    .string()
    .transform((value) => storable(value.slice(0, max)))
    .nullish()
    .catch(null);
const addresses = z.array(z.string().max(1_000)).nullish().catch(null);

/** An object in webhooks, a list in `GET /emails/:id`. */
const Tags = z
  .union([
    z.record(z.string(), z.unknown()),
    z
      .array(z.object({ name: z.string(), value: z.unknown() }))
      .transform((tags): Record<string, unknown> => Object.fromEntries(tags.map(({ name, value }) => [name, value]))),
  ])
  .nullish()
  .catch(null);

const Reported = z
  .object({ type: text(100), subType: text(100), message: text(1_000), reason: text(1_000) })
  .nullish()
  .catch(null);
const Act = z
  .object({ link: text(2_000), timestamp: text(40), userAgent: text(500) })
  .nullish()
  .catch(null);

export const WebhookData = z.object({
  email_id: z.string().min(1).max(100).nullish(),
  created_at: text(40),
  message_id: text(500),
  tags: Tags,
  bounce: Reported,
  suppressed: Reported,
  failed: Reported,
  click: Act,
  open: Act,
  from: text(1_000),
  to: addresses,
  received_for: addresses,
  subject: text(500),
});
export type WebhookData = z.infer<typeof WebhookData>;

const Webhook = z.object({ type: z.string().min(1).max(100), created_at: text(40), data: WebhookData.catch({}) });
export type Webhook = z.infer<typeof Webhook>;

/** @throws ResendPayloadError when `body` is no webhook. */
export function parseWebhook(body: unknown): Webhook {
  const parsed = Webhook.safeParse(body);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: "unreadable" };
  throw new ResendPayloadError("invalid_shape", `${path.join(".") || "body"}: ${message}`);
}

const id = z.string().min(1).max(100);
export const CreatedEmail = z.object({ id });
export const CreatedBatch = z.object({ data: z.array(CreatedEmail).max(100) });

export const RetrievedEmail = z.object({ id, last_event: z.string().nullish(), tags: Tags, bounce: Reported });
export type RetrievedEmail = z.infer<typeof RetrievedEmail>;

const body = z.string().nullish().catch(null);
export const ReceivedEmail = z.object({ id, text: body, html: body });
export type ReceivedEmail = z.infer<typeof ReceivedEmail>;
