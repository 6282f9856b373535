import { z } from "zod";

/** What a simulated customer does with one email, or their mailbox with it. */
export const PERSONAS = [
  "reads",
  "unopened",
  "clicks",
  "scanner",
  "replies",
  "replies_stop",
  "unsubscribes",
  "complains",
  "hard_bounce",
  "soft_bounce",
  "delayed",
  "delayed_forever",
  "suppressed",
  "fails",
] as const;
export const Persona = z.enum(PERSONAS);
export type Persona = z.infer<typeof Persona>;

/** Which persona gets an address' first, second, … email; the last one stays. */
export const PersonaMap = z.record(z.string(), z.array(Persona).min(1));
export type PersonaMap = z.infer<typeof PersonaMap>;

/** The errors of https://resend.com/docs/api-reference/errors, with their status and words. */
export const ERRORS = {
  invalid_idempotency_key: [400, "The key must be between 1-256 chars."],
  validation_error: [422, "We found an error with one or more fields in the request."],
  missing_api_key: [401, "Missing API key in the authorization header."],
  restricted_api_key: [401, "This API key is restricted to only send emails."],
  invalid_api_key: [403, "API key is invalid."],
  not_found: [404, "The requested endpoint does not exist."],
  method_not_allowed: [405, "Method is not allowed for the requested path."],
  invalid_idempotent_request: [409, "Same idempotency key used with a different request payload."],
  concurrent_idempotent_requests: [409, "Same idempotency key used while original request is still in progress."],
  invalid_attachment: [422, "Attachment must have either a `content` or `path`."],
  invalid_from_address: [422, "Invalid `from` field."],
  invalid_access: [422, "Access must be `full_access` | `sending_access`."],
  invalid_parameter: [422, "The parameter must be a valid UUID."],
  invalid_region: [422, "Region must be `us-east-1` | `eu-west-1` | `sa-east-1`."],
  missing_required_field: [422, "The request body is missing one or more required fields."],
  monthly_quota_exceeded: [429, "You have reached your monthly email sending quota."],
  daily_quota_exceeded: [429, "You have reached your daily email sending quota."],
  rate_limit_exceeded: [429, "Too many requests. You can only make 5 requests per second."],
  security_error: [451, "We may have found a security issue with the request."],
  application_error: [500, "An unexpected error occurred."],
  internal_server_error: [500, "An unexpected error occurred."],
} as const satisfies Record<string, readonly [number, string]>;
export type ErrorName = keyof typeof ERRORS;
const ErrorName = z.custom<ErrorName>((name) => typeof name === "string" && Object.hasOwn(ERRORS, name));

/** How the next sending goes wrong. `accept`: whether the emails are taken all the same; without it, they are for `delay`,
 *  `garbage` and `empty` (a 2xx means that Resend took them) and are not for the rest. */
export const Fault = z.strictObject({
  answer: z.enum(["error", "garbage", "empty", "hang", "reset", "delay"]),
  accept: z.boolean().optional(),
  /** For `error`; `internal_server_error` by default. */
  name: ErrorName.optional(),
  /** For `error`: other than the name's own. */
  status: z.number().int().min(400).max(599).optional(),
  message: z.string().optional(),
  /** For `error`: any body at all, e.g. a proxy's. */
  body: z.json().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** For `delay`: real milliseconds between taking the emails and saying so. */
  ms: z.number().min(0).max(600_000).optional(),
  /** How many requests; 1 by default. */
  times: z.number().int().min(1).optional(),
  /** Only requests with an email to this address. */
  to: z.string().optional(),
});
export type Fault = z.infer<typeof Fault>;

/** Probabilities, each in [0, 1], decided for each webhook by the seed. */
export const WebhookFaults = z.strictObject({
  duplicate: z.number().min(0).max(1).default(0),
  reorder: z.number().min(0).max(1).default(0),
  drop: z.number().min(0).max(1).default(0),
});
export type WebhookFaults = z.infer<typeof WebhookFaults>;

export const Webhook = z.strictObject({ url: z.url(), secret: z.string().startsWith("whsec_") });
export type Webhook = z.infer<typeof Webhook>;

export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  seed: number | string;
  /** The key that requests must bear. */
  apiKey: string;
  /** Where events are reported; null (the default) reports none. */
  webhook?: Webhook | null;
  /** Webhooks under way at once; 20 by default. */
  webhookConnections?: number;
  /** The witness: one line for each request, email, act and webhook. null (the default) writes none. */
  logFile?: string | null;
  /** Simulated seconds in one real second; 120 by default. */
  speed?: number;
  /** Real milliseconds that at least lie between a delivery and what a person does; 0 by default. A scanner keeps to none. */
  humanDelayMs?: number;
  personas?: PersonaMap;
  /** Requests in a real second; 5 by default, as with Resend. */
  rateLimit?: number;
  /** Domains that may send; null (the default): all. */
  domains?: string[] | null;
  webhookFaults?: Partial<WebhookFaults>;
  faults?: Fault[];
  now?: () => Date;
}

export const LAST_EVENTS = [
  ...["queued", "sent", "delivery_delayed", "delivered", "opened", "clicked"],
  ...["complained", "bounced", "failed", "suppressed"],
] as const;

/** What became of one email. */
export interface SimEmail {
  id: string;
  attemptId: string | null;
  from: string;
  replyTo: string | null;
  to: string;
  subject: string;
  headers: Record<string, string>;
  tags: Record<string, string>;
  /** 1 for the first email to this address. */
  nth: number;
  persona: Persona;
  createdAt: string;
  deliveredAt: string | null;
  lastEvent: string;
  acts: Act[];
}

/** What a customer, a scanner or a mailbox did. */
export interface Act {
  at: string;
  what:
    | "delivered"
    | "delayed"
    | "bounced"
    | "suppressed"
    | "failed"
    | "opened"
    | "clicked"
    | "scanned"
    | "unsubscribed"
    | "complained"
    | "replied";
  /** Of a click, a scan and an unsubscribing. */
  url?: string;
  /** The answer to it; null when there was none, or when it was not asked because it is not on loopback. */
  status?: number | null;
  /** Where it led. */
  redirectedTo?: string | null;
  /** Of a reply: the id of what came in. */
  receivedId?: string;
}

export interface ReceivedEmail {
  id: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  createdAt: string;
}

export interface LoggedRequest {
  at: string;
  method: string;
  path: string;
  /** null when no answer was given. */
  status: number | null;
  ms: number;
  /** Of a refusal. */
  error: string | null;
  idempotencyKey: string | null;
  /** Ids of the emails that it made, or was answered with again. */
  emailIds: string[];
  /** The key was known: nothing was sent. */
  repeated: boolean;
  fault: Fault["answer"] | null;
}

export interface SentWebhook {
  at: string;
  /** `svix-id`: of all deliveries of one event. */
  id: string;
  emailId: string;
  attemptId: string | null;
  type: string;
  delivery: "first" | "duplicate" | "retry" | "dropped";
  /** The answer; null when there was none. */
  status: number | null;
  ms: number;
}
