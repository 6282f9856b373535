import { z } from "zod";
import { UnsubscribeView } from "@/lib/core/unsubscribe";
import { type Client, unwrap } from "./client";

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
});
export type MessageLinksData = ReturnType<typeof messageLinksData>;
