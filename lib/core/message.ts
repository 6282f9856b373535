import { z } from "zod";
import { Disposition } from "./call";
import { MESSAGE_STATUSES } from "./words";

const channel = z.enum(["email", "sms"]);
export type MessageChannel = z.infer<typeof channel>;

/** How far a message came, in the provider's own order; `opened`, `clicked` and `complained` follow a delivery. */
export const MessageStatus = z.enum(MESSAGE_STATUSES);
export type MessageStatus = z.infer<typeof MessageStatus>;

/** What the provider knows of a message now. */
export const MessageStanding = z.object({
  providerRef: z.string(),
  attemptId: z.uuid().nullable(),
  status: MessageStatus,
  /** How it ended, once it has; null while it is under way. */
  disposition: Disposition.nullable(),
  /** The provider's own code of an error. */
  code: z.string().nullable(),
  /** US dollars, where the provider says. */
  costUsd: z.number().nonnegative().nullable(),
  segments: z.int().nonnegative().nullable(),
  /** Not this message but its sender was refused: every other would be too. */
  halt: z.literal("sender").optional(),
});
export type MessageStanding = z.infer<typeof MessageStanding>;

/** What a message provider told us, in our words. Instants are ISO 8601 in UTC. */
export const MessageEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("status"),
    channel,
    ...MessageStanding.shape,
    at: z.iso.datetime(),
    /** Of an open or a click: who asked for it, as they name themselves; what was clicked. */
    userAgent: z.string().max(500).nullable(),
    link: z.string().max(2000).nullable(),
  }),
  z.object({
    kind: z.literal("inbound"),
    channel,
    providerRef: z.string(),
    /** E.164, or an address in lower case. */
    from: z.string(),
    to: z.string(),
    subject: z.string().max(500).nullable(),
    /** Null: the words have to be asked for (email). */
    body: z.string().max(10_000).nullable(),
    /** What the provider already took it for, and has acted on by itself. */
    optOutType: z.enum(["STOP", "START", "HELP"]).nullable(),
    /** The provider answers it by itself. */
    answered: z.boolean(),
    at: z.iso.datetime(),
  }),
  z.object({ kind: z.literal("ignored"), channel, type: z.string(), providerRef: z.string().nullable() }),
]);
export type MessageEvent = z.infer<typeof MessageEvent>;
