import type { CallEvent } from "@/lib/core/call";
import type { RenderedBlock } from "@/lib/core/email-words";
import type { Jobs, Log } from "@/lib/core/jobs";
import type { Setup } from "@/lib/core/setup";
import type { AccountsData } from "@/lib/data/accounts";
import type { AgreementsData } from "@/lib/data/agreements";
import type { AnalyticsData } from "@/lib/data/analytics";
import type { AttemptsData } from "@/lib/data/attempts";
import type { AudienceData } from "@/lib/data/audience";
import type { CallsData } from "@/lib/data/calls";
import type { CampaignsData } from "@/lib/data/campaigns";
import type { ConsentsData } from "@/lib/data/consents";
import type { ContentPreviewData } from "@/lib/data/content-preview";
import type { CorrectionsData } from "@/lib/data/corrections";
import type { CustomersData } from "@/lib/data/customers";
import type { EngineData } from "@/lib/data/engine";
import type { EventsData, EventToStore } from "@/lib/data/events";
import type { LawData } from "@/lib/data/law";
import type { LeadsData } from "@/lib/data/leads";
import type { ListsData } from "@/lib/data/lists";
import type { MessageLinksData } from "@/lib/data/message-links";
import type { MessagesData } from "@/lib/data/messages";
import type { OverridesData, OverrideWrites } from "@/lib/data/overrides";
import type { PeopleData } from "@/lib/data/people";
import type { RecipientsData } from "@/lib/data/recipients";
import type { RetentionData } from "@/lib/data/retention";
import type { SetupData } from "@/lib/data/setup";
import type { SuppressionsData } from "@/lib/data/suppressions";
import type { TestCallsData, TestCallWrites } from "@/lib/data/test-calls";
import type { TestMessagesData } from "@/lib/data/test-messages";
import type { Email, MessageInbox, Sms } from "@/lib/providers/messages";
import type { InboundEvent, Voice } from "@/lib/providers/voice";

/** Reads and writes with one identity: a person's (RLS applies) or the engine's. */
export interface Data {
  accounts: AccountsData;
  campaigns: CampaignsData;
  recipients: RecipientsData;
  attempts: AttemptsData;
  testCalls: TestCallsData;
  setup: SetupData;
  customers: CustomersData;
  consents: ConsentsData;
  suppressions: SuppressionsData;
  overrides: OverridesData;
  law: LawData;
  calls: CallsData;
  analytics: AnalyticsData;
}

export interface ToolAnswer {
  toolCallId: string;
  name: string;
  result: string;
}

/** How webhooks of the voice provider are believed, read and answered. */
export interface VoiceInbox {
  verify(headers: Headers, rawBody: string, now: Date): boolean;
  /** @throws when the body is not what the provider sends. */
  receive(rawBody: string): InboundEvent;
  /** Reads a stored payload again. */
  read(payload: Record<string, unknown>): CallEvent;
  reply(answers: ToolAnswer[]): unknown;
}

/** Addresses of ours that stand in messages, signed. */
export interface Links {
  unsubscribe(attemptId: string): string;
  consent(attemptId: string): string;
  tracked(attemptId: string, index: number): string;
}

/** Draws an email from its words: the same input gives the same bytes. */
export type RenderEmail = (email: {
  subject: string;
  previewText: string;
  blocks: readonly RenderedBlock[];
  businessName: string;
  postalAddress: string;
  unsubscribeUrl: string | null;
}) => Promise<{ html: string; text: string }>;

/** What the engine's actions stand on. */
export interface EngineDeps {
  now(): Date;
  log: Log;
  jobs: Jobs;
  /** With the engine's identity: sees every account. */
  data: Data;
  engine: EngineData;
  audience: AudienceData;
  corrections: CorrectionsData;
  events: EventsData;
  leads: LeadsData;
  lists: ListsData;
  contentPreview: ContentPreviewData;
  testCalls: TestCallWrites;
  testMessages: TestMessagesData;
  people: PeopleData;
  overrides: OverrideWrites;
  agreements: AgreementsData;
  retention: RetentionData;
  messageLinks: MessageLinksData;
  /** Null when no voice provider is configured. */
  voice: Voice | null;
  voiceInbox: VoiceInbox | null;
  webhook: { url: string; secret: string } | null;
  messages: MessagesData;
  /** Stores an event once, together with those that come in the same moment. @returns its id; null when it is there already */
  storeEvent(event: EventToStore): Promise<number | null>;
  /** Null when no email provider is configured. */
  email: Email | null;
  emailInbox: MessageInbox | null;
  renderEmail: RenderEmail;
  /** Null when no provider of text messages is configured. */
  sms: Sms | null;
  smsInbox: MessageInbox | null;
  /** Where the provider of texts reports to. */
  smsCallback: string | null;
  /** Null without a secret to sign them with. */
  links: Links | null;
  pace: {
    emailRequestsPerSecond: number;
    smsPerSecond: number;
    /** Opens and clicks so soon after a delivery are a scanner's. */
    scannerWindowMs: number;
    /** A message without a receipt is asked after less and less often, for this long. */
    receiptWaitMs: number;
  };
  /** What the server was told about its surroundings. */
  setup: Setup;
}

/** What a person's actions stand on: `data` is theirs, so another account's rows do not exist for it. */
export interface UserDeps extends EngineDeps {
  user: { id: string; email: string };
  /** The account the person works in; in every table `user_id`. */
  accountId: string;
}
