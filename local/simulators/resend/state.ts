import type { NdjsonLog } from "../ndjson-log";
import type { Poster } from "../poster";
import type { Changing } from "../waiting";
import type { EmailRequest } from "./request-schema";
import type {
  Fault,
  LoggedRequest,
  PersonaMap,
  ReceivedEmail,
  SentWebhook,
  SimEmail,
  Webhook,
  WebhookFaults,
} from "./types";

export interface TakenEmail {
  sim: SimEmail;
  request: EmailRequest;
}

/** The answer that a key was given, or that it is still being found. */
export interface KeyedAnswer {
  bodyHash: string;
  at: number;
  answer: { body: unknown; emailIds: string[] } | null;
}

/** What the parts of the simulator share. The settings may change while it runs. */
export interface SimState extends Changing {
  /** Emails in play and webhooks under way. */
  busy: number;
  readonly seed: number | string;
  readonly apiKey: string;
  readonly log: NdjsonLog;
  readonly now: () => Date;
  readonly stopping: AbortController;
  /** For webhooks, and for what customers do on the web. */
  readonly poster: Poster;
  readonly web: Poster;
  readonly emails: Map<string, TakenEmail>;
  readonly received: Map<string, ReceivedEmail>;
  readonly emailsByAddress: Map<string, number>;
  /** The team's own list: who bounced or complained gets nothing more. */
  readonly suppressions: Map<string, { id: string; origin: "bounce" | "complaint"; createdAt: string }>;
  readonly keys: Map<string, KeyedAnswer>;
  readonly requests: LoggedRequest[];
  readonly webhooks: SentWebhook[];
  url: string;
  speed: number;
  humanDelayMs: number;
  rateLimit: number;
  domains: string[] | null;
  /** Whether the key may do more than send. */
  fullAccess: boolean;
  webhook: Webhook | null;
  personas: PersonaMap;
  webhookFaults: WebhookFaults;
  faults: Fault[];
  /** While true, nothing is delivered. */
  held: boolean;
  /** The present second and what was asked in it. */
  window: { startedAt: number; asked: number };
}
