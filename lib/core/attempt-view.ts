import * as z from "zod/mini";
import { CampaignView, RecipientView } from "./views";
import { CAMPAIGN_STATUSES, DISPOSITIONS, OUTCOMES, SENTIMENTS } from "./words";

/** One utterance; `seconds` counts from the start of the call. */
const TurnView = z.object({
  role: z.enum(["assistant", "customer", "tool", "system"]),
  text: z.string(),
  seconds: z.number(),
});

/** An attempt as its card shows it. */
export const AttemptView = z.object({
  id: z.string(),
  state: z.enum(["reserved", "dispatched", "ended", "unknown"]),
  disposition: z.nullable(z.enum(DISPOSITIONS)),
  outcome: z.nullable(z.enum(OUTCOMES)),
  sentiment: z.nullable(z.enum(SENTIMENTS)),
  at: z.string(),
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
  events: z.array(z.object({ id: z.int(), kind: z.string(), detail: z.unknown(), at: z.string() })),
});
export type AttemptView = z.infer<typeof AttemptView>;

/** Everything about one person of a campaign: `GET /api/campaigns/:id/recipients/:recipientId`. */
export const RecipientDetail = z.object({
  recipient: z.extend(RecipientView, {
    customer_id: z.nullable(z.string()),
    cost: z.number(),
    /** Where the person lives, as far as it is known. */
    customer: z.nullable(z.object({ region: z.nullable(z.string()), time_zones: z.array(z.string()) })),
  }),
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
