import { z } from "zod";
import { ConsentRequest, type ConsentWords } from "@/lib/core/consent-wording";
import { UnsubscribeView } from "@/lib/core/unsubscribe";
import { type Client, readAnswer, unwrap } from "./client";

const Sent = z.object({ links: z.array(z.string()).catch([]) }).nullable();

/** A message whose links somebody follows. */
export interface LinkedMessage {
  channel: "email" | "sms";
  /** Null while the provider has not answered yet. */
  providerRef: string | null;
  /** The targets of its links, as they were sent. */
  links: string[];
}

/** What is behind the signed links of messages. Service role only: whoever has the link need not be anybody we know. */
export const messageLinksData = (client: Client) => ({
  /** Null when there is no such message. */
  async message(attemptId: string): Promise<LinkedMessage | null> {
    const row = unwrap(
      await client
        .from("outreach_attempts")
        .select("channel, provider_ref, content")
        .eq("id", attemptId)
        .in("channel", ["email", "sms"])
        .maybeSingle(),
    );
    if (!row) return null;
    const channel = row.channel === "sms" ? "sms" : "email";
    return { channel, providerRef: row.provider_ref, links: Sent.parse(row.content)?.links ?? [] };
  },

  /** Null when there is no such message. */
  async readUnsubscribe(attemptId: string): Promise<UnsubscribeView | null> {
    return UnsubscribeView.nullable().parse(unwrap(await client.rpc("read_unsubscribe", { p_attempt: attemptId })));
  },

  /** In force when this returns. @returns false when there is no such message */
  async unsubscribe(attemptId: string, channel: string, method: string, now: Date): Promise<boolean> {
    const args = { p_attempt: attemptId, p_channel: channel, p_method: method, p_now: now.toISOString() };
    return z.boolean().parse(unwrap(await client.rpc("unsubscribe", args)));
  },

  /** Null when there is no such message. */
  async readConsent(attemptId: string): Promise<ConsentRequest | null> {
    return readAnswer(
      ConsentRequest.nullable(),
      unwrap(await client.rpc("read_consent_request", { p_attempt: attemptId })),
    );
  },

  /** @param phone the number that was shown. @returns false when there is no such message, or it is not theirs any more */
  async agree(
    attemptId: string,
    phone: string,
    { text, version }: ConsentWords,
    evidence: Record<string, string>,
    now: Date,
  ): Promise<boolean> {
    const args = { p_attempt: attemptId, p_phone: phone, p_wording: text, p_version: version };
    const rest = { p_evidence: evidence, p_now: now.toISOString() };
    return readAnswer(z.boolean(), unwrap(await client.rpc("agree_by_link", { ...args, ...rest })));
  },

  /** @returns false when there is no such message */
  async withdraw(attemptId: string, now: Date): Promise<boolean> {
    const args = { p_attempt: attemptId, p_now: now.toISOString() };
    return readAnswer(z.boolean(), unwrap(await client.rpc("withdraw_by_link", args)));
  },
});
export type MessageLinksData = ReturnType<typeof messageLinksData>;
