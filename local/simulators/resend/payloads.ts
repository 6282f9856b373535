import type { ReceivedEmail, SimEmail } from "./types";

const messageId = (id: string) => `<${id}@email.simulated>`;

const common = (sim: SimEmail) => ({
  created_at: sim.createdAt,
  email_id: sim.id,
  message_id: messageId(sim.id),
  from: sim.from,
  to: [sim.to],
  subject: sim.subject,
  ...(Object.keys(sim.tags).length > 0 && { tags: sim.tags }),
});

/** A webhook about one email of ours, `more` being what its type adds. */
export const emailEvent = (sim: SimEmail, type: string, at: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({ type, created_at: at, data: { ...common(sim), ...more } });

export const receivedEvent = (received: ReceivedEmail) =>
  JSON.stringify({
    type: "email.received",
    created_at: received.createdAt,
    data: {
      email_id: received.id,
      created_at: received.createdAt,
      from: received.from,
      to: [received.to],
      ...{ bcc: [], cc: [], attachments: [] },
      received_for: [received.to],
      message_id: messageId(received.id),
      subject: received.subject,
    },
  });

export const suppressionEvent = (
  email: string,
  entry: { id: string; origin: string; createdAt: string },
  sourceId: string,
) =>
  JSON.stringify({
    type: "suppression.added",
    created_at: entry.createdAt,
    data: { id: entry.id, email, origin: entry.origin, source_id: sourceId, created_at: entry.createdAt },
  });

const BOUNCES = {
  Permanent: { subType: "General", reason: "550 5.1.1 The email account that you tried to reach does not exist" },
  Transient: { subType: "MailboxFull", reason: "452 4.2.2 The email account that you tried to reach is over quota" },
};

export const bounce = (type: keyof typeof BOUNCES, to: string) => ({
  bounce: { type, subType: BOUNCES[type].subType, message: `${BOUNCES[type].reason}: <${to}>` },
});

export const suppressed = (origin: "bounce" | "complaint" | null) => ({
  suppressed: {
    type: "OnAccountSuppressionList",
    message: `Resend has suppressed sending to this address because it is on the account-level suppression list${
      origin === null ? "" : origin === "bounce" ? " since a previous email bounced" : " since its owner complained"
    }.`,
  },
});

export const act = (url: string | null, at: string, userAgent: string) => ({
  ipAddress: "203.0.113.7",
  ...(url !== null && { link: url }),
  timestamp: at,
  userAgent,
});

/** An email of ours as `GET /emails/:id` shows it; the list leaves the words out. */
export function emailObject({ sim, request }: { sim: SimEmail; request: { html?: string; text?: string } }) {
  return {
    ...listedEmail(sim),
    object: "email",
    html: request.html ?? null,
    text: request.text ?? null,
    tags: Object.entries(sim.tags).map(([name, value]) => ({ name, value })),
  };
}

export function listedEmail(sim: SimEmail) {
  return {
    id: sim.id,
    message_id: messageId(sim.id),
    to: [sim.to],
    from: sim.from,
    created_at: sim.createdAt.replace("T", " ").replace("Z", "+00"),
    subject: sim.subject,
    ...{ bcc: null, cc: null, scheduled_at: null },
    reply_to: sim.replyTo === null ? null : [sim.replyTo],
    last_event: sim.lastEvent,
  };
}

export const receivedObject = (received: ReceivedEmail) => ({
  object: "email",
  id: received.id,
  to: [received.to],
  from: received.from,
  created_at: received.createdAt,
  subject: received.subject,
  ...{ bcc: [], cc: [], reply_to: [], attachments: [], headers: {} },
  received_for: [received.to],
  html: received.html,
  text: received.text,
  message_id: messageId(received.id),
});
