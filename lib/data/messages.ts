import { z } from "zod";
import { Disposition, Outcome } from "@/lib/core/call";
import type { MessageChannel } from "@/lib/core/message";
import { MessageContent } from "@/lib/core/message-content";
import type { NextStep } from "@/lib/core/retry";
import { type Client, readAnswer, unwrap } from "./client";
import { Begun } from "./engine";

const BegunMany = z.array(z.intersection(z.object({ attempt_id: z.uuid() }), Begun));

/** What a decision about a message needs to know; `n` is the place in the question. */
const Standing = z.object({
  n: z.number(),
  id: z.uuid(),
  campaign_id: z.uuid(),
  channel: z.enum(["call", "email", "sms"]),
  state: z.enum(["reserved", "dispatched", "ended", "unknown"]),
  outcome: Outcome.nullable(),
  recipient: z.object({ attempts: z.number(), outcome: Outcome.nullable() }),
  campaign: z.object({ max_attempts: z.number(), retry_gaps: z.json(), user_id: z.uuid() }),
});
export type MessageStandingRow = z.infer<typeof Standing>;

const Applied = z.object({
  n: z.number(),
  applied: z.boolean(),
  reason: z.string().optional(),
  error: z.string().optional(),
  campaign_id: z.uuid().nullish(),
  disposition: Disposition.nullish(),
});
export type AppliedEvent = z.infer<typeof Applied>;

const Received = z.object({
  known: z.boolean(),
  /** False for a message that was there already. */
  first: z.boolean(),
  business_name: z.string().nullish(),
  callback_number: z.string().nullish(),
});
export type ReceivedMessage = z.infer<typeof Received>;

export interface EventToApply {
  n: number;
  attempt_id: string;
  provider_ref: string | null;
  status: string;
  at: string;
  disposition: Disposition | null;
  code: string | null;
  cost: number | null;
  segments: number | null;
  machine: boolean;
  link: string | null;
  next: NextStep | null;
}

export interface IncomingMessage {
  channel: MessageChannel;
  provider: "twilio" | "resend";
  providerRef: string;
  from: string;
  to: string;
  subject: string | null;
  body: string | null;
  kind: "stop" | "start" | "help" | "opt_out" | "reply";
  at: Date;
}

/** The engine's SQL functions for email and text messages. Service role only. */
export const messagesData = (client: Client) => ({
  /** The last look before contacts, of many at once. */
  async begin(attemptIds: readonly string[], now: Date) {
    const args = { p_attempts: [...attemptIds], p_now: now.toISOString() };
    return readAnswer(BegunMany, unwrap(await client.rpc("begin_attempts", args)));
  },
  /** @returns those whose campaign is for customers who have not agreed to calls, and whose customer has by now */
  async agreedMeanwhile(attemptIds: readonly string[]): Promise<string[]> {
    return readAnswer(z.array(z.uuid()), unwrap(await client.rpc("agreed_meanwhile", { p_attempts: [...attemptIds] })));
  },
  /** Writes down what is about to be sent. @param batchId names those that go in one request
   *  @returns those that may be sent: the others were taken back meanwhile */
  async prepare(
    contents: readonly { attempt_id: string; content: MessageContent }[],
    batchId: string | null,
    now: Date,
  ): Promise<string[]> {
    const args = { p_contents: [...contents], p_now: now.toISOString() };
    // Generated types do not know that an argument may be null.
    return readAnswer(
      z.array(z.uuid()),
      unwrap(await client.rpc("prepare_messages", { ...args, p_batch: batchId as string })),
    );
  },
  /** The request that they were to go in was refused: from now on each has a key of its own. */
  async separate(batchId: string): Promise<void> {
    unwrap(
      await client
        .from("outreach_attempts")
        .update({ batch_id: null })
        .eq("batch_id", batchId)
        .is("provider_ref", null)
        .select("id"),
    );
  },
  /** @param receiptWaitMs so long they are waited for who never report */
  async dispatched(
    refs: readonly { attempt_id: string; provider_ref: string; segments?: number | null }[],
    receiptWaitMs: number,
    now: Date,
  ): Promise<void> {
    const p_receipt_wait = `${receiptWaitMs} milliseconds`;
    unwrap(await client.rpc("record_dispatches", { p_refs: [...refs], p_receipt_wait, p_now: now.toISOString() }));
  },
  async standings(
    messages: readonly { n: number; attempt_id: string | null; provider: string; provider_ref: string | null }[],
  ): Promise<MessageStandingRow[]> {
    return readAnswer(z.array(Standing), unwrap(await client.rpc("message_standings", { p_messages: [...messages] })));
  },
  /** Applies news of messages, each by itself. @param scannerWindowMs opens and clicks so soon after a delivery are a machine's */
  async apply(events: readonly EventToApply[], scannerWindowMs: number, now: Date): Promise<AppliedEvent[]> {
    const p_events = events.map(({ next, ...event }) => ({ ...event, next: next && toJson(next) }));
    const args = { p_events, p_window_ms: scannerWindowMs, p_now: now.toISOString() };
    return readAnswer(z.array(Applied), unwrap(await client.rpc("apply_message_events", args)));
  },
  /** Takes in what a customer wrote; an opt-out is effective when this returns. */
  async receive(message: IncomingMessage, now: Date): Promise<ReceivedMessage> {
    const args = {
      p_channel: message.channel,
      p_provider: message.provider,
      p_provider_ref: message.providerRef,
      p_from: message.from,
      p_to: message.to,
      p_subject: message.subject as string,
      p_body: message.body as string,
      p_kind: message.kind,
      p_at: message.at.toISOString(),
      p_now: now.toISOString(),
    };
    return readAnswer(Received, unwrap(await client.rpc("receive_message", args)));
  },
  /** The moment at which this process may ask the provider once. */
  async takeTurn(provider: string, perSecond: number, now: Date): Promise<Date> {
    const args = { p_provider: provider, p_interval_ms: 1000 / perSecond, p_now: now.toISOString() };
    return new Date(unwrap(await client.rpc("take_turn", args)));
  },
  /** Nobody asks the provider before then. */
  async hold(provider: string, until: Date): Promise<void> {
    unwrap(await client.rpc("hold_provider", { p_provider: provider, p_until: until.toISOString() }));
  },
  /** Those that went in one request, in its order: to whom, and with which words. */
  async batch(
    batchId: string,
  ): Promise<
    { attempt_id: string; contact: string | null; content: MessageContent | null; provider_ref: string | null }[]
  > {
    const found = unwrap(
      await client
        .from("outreach_attempts")
        .select("id, content, provider_ref, recipient:campaign_recipients!inner(email)")
        .eq("batch_id", batchId)
        .order("id"),
    );
    return found.map(({ id, content, provider_ref, recipient }) => ({
      attempt_id: id,
      provider_ref,
      contact: recipient.email,
      content: MessageContent.nullable().parse(content),
    }));
  },
  /** A message that is on its way is asked after later. */
  async awaitReceipt(attemptId: string, checkAt: Date): Promise<void> {
    unwrap(await client.rpc("await_receipt", { p_attempt: attemptId, p_check_at: checkAt.toISOString() }));
  },
});
export type MessagesData = ReturnType<typeof messagesData>;

const toJson = (next: NextStep) => ("at" in next ? { ...next, at: next.at.toISOString() } : next);
