import * as z from "zod/mini";
import { Decision } from "./decision";
import { OverrideView } from "./override-views";
import { CampaignView, RecipientView } from "./views";
import { CAMPAIGN_STATUSES, CHANNELS, DISPOSITIONS, INBOUND_KINDS, OUTCOMES, SENTIMENTS } from "./words";

/** One utterance; `seconds` counts from the start of the call. */
const TurnView = z.object({
  role: z.enum(["assistant", "customer", "tool", "system"]),
  text: z.string(),
  seconds: z.number(),
});

/** What was sent, and how far it came. */
const MessageView = z.object({
  /** Of an email. */
  subject: z.nullable(z.string()),
  /** The words, without any markup. */
  body: z.string(),
  /** Where its links lead. */
  links: z.array(z.string()),
  /** A to E, where the step has several. */
  variant: z.nullable(z.string()),
  /** Of a text message. */
  segments: z.nullable(z.number()),
  deliveredAt: z.nullable(z.string()),
  /** By a person, not by a scanner. */
  openedAt: z.nullable(z.string()),
  clickedAt: z.nullable(z.string()),
  repliedAt: z.nullable(z.string()),
  complainedAt: z.nullable(z.string()),
});
export type MessageView = z.infer<typeof MessageView>;

/** What a customer wrote to us. */
const InboundView = z.object({
  id: z.string(),
  kind: z.enum(INBOUND_KINDS),
  subject: z.nullable(z.string()),
  body: z.nullable(z.string()),
  at: z.string(),
});
export type InboundView = z.infer<typeof InboundView>;

/** An attempt as its card shows it. */
export const AttemptView = z.object({
  id: z.string(),
  channel: z.enum(CHANNELS),
  /** Null of a call, and of a message that was not written yet or is erased. */
  message: z.nullable(MessageView),
  /** First to last. */
  inbound: z.array(InboundView),
  state: z.enum(["reserved", "dispatched", "ended", "unknown"]),
  disposition: z.nullable(z.enum(DISPOSITIONS)),
  outcome: z.nullable(z.enum(OUTCOMES)),
  sentiment: z.nullable(z.enum(SENTIMENTS)),
  at: z.string(),
  /** Why it was allowed; null where that was not kept. */
  decision: z.nullable(Decision),
  /** Those that it rested on. */
  exceptions: z.array(OverrideView),
  durationSeconds: z.nullable(z.number()),
  /** US dollars. */
  cost: z.nullable(z.number()),
  summary: z.nullable(z.string()),
  /** What the call's analysis and tools wrote down. */
  answers: z.unknown(),
  turns: z.array(TurnView),
  transcript: z.nullable(z.string()),
  /** An https address, or a simulator's on loopback. */
  recordingUrl: z.nullable(z.string()),
  madeLead: z.boolean(),
  /** It ended, and what came of it could not be written down yet. */
  notRecorded: z.boolean(),
  /** Whether a person may say what really came of it. */
  correctable: z.boolean(),
  events: z.array(
    z.object({
      id: z.int(),
      kind: z.string(),
      detail: z.unknown(),
      at: z.string(),
      /** An open or a click that was a scanner's. */
      uncounted: z.boolean(),
    }),
  ),
});
export type AttemptView = z.infer<typeof AttemptView>;

/** Everything about one person of a campaign: `GET /api/campaigns/:id/recipients/:recipientId`. */
export const RecipientDetail = z.object({
  recipient: z.extend(RecipientView, {
    customer_id: z.nullable(z.string()),
    cost: z.number(),
    /** Where the person lives, as far as it is known. */
    customer: z.nullable(
      z.object({
        region: z.nullable(z.string()),
        /** All whose law may apply, and what says so of each. */
        regions: z.array(z.string()),
        place_sources: z.array(z.string()),
        time_zones: z.array(z.string()),
      }),
    ),
  }),
  /** Why they wait or were skipped, in one sentence; null where nothing holds them back. */
  why: z.nullable(z.string()),
  campaign: z.object({
    ...z.pick(CampaignView, { id: true, name: true }).shape,
    status: z.enum(CAMPAIGN_STATUSES),
  }),
  agentName: z.string(),
  /** First to last. */
  attempts: z.array(AttemptView),
  /** `null` allows it, a sentence says why not, left out where there is nothing of the kind to do. */
  actions: z.object({ exclude: z.optional(z.nullable(z.string())), retry: z.optional(z.nullable(z.string())) }),
});
export type RecipientDetail = z.infer<typeof RecipientDetail>;
