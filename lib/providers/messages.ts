import type { MessageEvent, MessageStanding } from "@/lib/core/message";
import type { LookUpResult, ProviderFailure } from "./failure";

/** One email, fully rendered. */
export interface OutboundEmail {
  attemptId: string;
  /** `Name <address>`. */
  from: string;
  replyTo: string | null;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Of RFC 8058: a POST there, without any login, ends all marketing to this person. Null: no marketing (a test to oneself). */
  unsubscribeUrl: string | null;
}

export type SendEmailsResult = { ok: true; providerRefs: string[] } | { ok: false; failure: ProviderFailure };

/** The port for email. No method throws for a provider's fault; none repeats a request by itself. */
export interface Email {
  /** Sends 1 to 100 emails in one request; all are taken or none. The same key with the same emails is the same sending, for 24 hours.
   *  @returns the provider's ids in the order of the emails. */
  send(emails: readonly OutboundEmail[], idempotencyKey: string): Promise<SendEmailsResult>;
  /** What became of one; null when the provider does not know it. */
  get(providerRef: string): Promise<LookUpResult<MessageStanding | null>>;
  /** The words of an email that came in, as plain text of at most 10,000 characters; null when there are none. */
  receivedText(providerRef: string): Promise<LookUpResult<string | null>>;
  /** Whether the provider answers and takes our key. Changes nothing there; ends within five seconds. */
  check(): Promise<LookUpResult<null>>;
}

/** One text message, fully rendered. */
export interface OutboundSms {
  attemptId: string;
  /** E.164. */
  to: string;
  /** E.164, or the id of a messaging service (`MG…`). */
  from: string;
  /** At most 1,600 characters. */
  body: string;
  /** Where the provider reports to. */
  statusCallback: string;
}

export type SendSmsResult =
  | { ok: true; providerRef: string; segments: number | null; costUsd: number | null }
  | { ok: false; failure: ProviderFailure };

/** The port for text messages. No method throws for a provider's fault; none repeats a request by itself. */
export interface Sms {
  send(message: OutboundSms): Promise<SendSmsResult>;
  get(providerRef: string): Promise<LookUpResult<MessageStanding | null>>;
  /** Looks for a message whose answer never came: the same recipient, the same text, at or after `since`; null when there is none. */
  find(query: { to: string; body: string; since: Date }): Promise<LookUpResult<MessageStanding | null>>;
  check(): Promise<LookUpResult<null>>;
}

/** What a webhook adapter makes of a verified body: its key, the event, and the redacted payload that may be stored and read again. */
export interface InboundMessageEvent {
  eventKey: string;
  payload: Record<string, unknown>;
  event: MessageEvent;
}

/** How webhooks of a message provider are believed and read. */
export interface MessageInbox {
  /** Constant-time, on the raw body; never throws. `url`: the configured public address that was signed, with the request's query. */
  verify(request: { headers: Headers; rawBody: string; url: string; now: Date }): boolean;
  /** `url`: as verified, with the query that came along; `now`: for providers that state no time.
   *  @throws when the body is not what the provider sends. */
  receive(rawBody: string, headers: Headers, context: { url: string; now: Date }): InboundMessageEvent;
  /** Reads a stored payload again: the same event. */
  read(payload: Record<string, unknown>): MessageEvent;
}
