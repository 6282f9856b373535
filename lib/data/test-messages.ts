import { z } from "zod";
import type { TestMessageView } from "@/lib/core/content-views";
import { AppError } from "@/lib/core/errors";
import { type Client, unwrap } from "./client";

const REFUSALS = [
  "test_number_opted_out",
  "test_address_opted_out",
  "test_number_of_customer",
  "test_number_on_list",
  "test_message_limit",
] as const;
const Begun = z.discriminatedUnion("decision", [
  z.object({ decision: z.enum(["go", "known"]), id: z.uuid() }),
  z.object({ decision: z.literal("refuse"), code: z.enum(REFUSALS), next_at: z.string().nullish() }),
]);

export interface NewTestMessage {
  accountId: string;
  actorId: string;
  campaignId: string | null;
  requestKey: string;
  channel: "email" | "sms";
  /** E.164, or an address in lower case. It is looked at and not kept. */
  contact: string;
}

/** How test messages are written down. Service role only: the caller has checked that account and campaign are the person's. */
export const testMessagesData = (client: Client) => ({
  /** Writes the intent down, or says why there is no message; `known` when this request has sent its own already. */
  async begin(message: NewTestMessage, now: Date): Promise<z.infer<typeof Begun>> {
    const args = {
      p_user_id: message.accountId,
      p_actor: message.actorId,
      p_request_key: message.requestKey,
      p_channel: message.channel,
      p_contact: message.contact,
      p_now: now.toISOString(),
      ...(message.campaignId ? { p_campaign: message.campaignId } : {}),
    };
    const parsed = Begun.safeParse(unwrap(await client.rpc("begin_test_message", args)));
    if (!parsed.success) throw new AppError("internal", undefined, { cause: parsed.error });
    return parsed.data;
  },

  /** What the provider made of it; only what has just begun changes. */
  async settle(
    id: string,
    end: { state: "sent"; providerRef: string | null } | { state: "failed" | "unknown"; failure: string },
  ): Promise<void> {
    const change =
      end.state === "sent"
        ? { state: end.state, provider_ref: end.providerRef }
        : { state: end.state, failure: end.failure };
    unwrap(await client.from("test_messages").update(change).eq("id", id).eq("state", "begun").select("id"));
  },

  async get(id: string): Promise<TestMessageView> {
    const row = unwrap(await client.from("test_messages").select("id, channel, state, failure").eq("id", id).single());
    return Row.parse(row);
  },
});
export type TestMessagesData = ReturnType<typeof testMessagesData>;

const Row = z
  .object({
    id: z.string(),
    channel: z.enum(["email", "sms"]),
    state: z.enum(["begun", "sent", "failed", "unknown"]),
    failure: z.string().nullable(),
  })
  .transform(({ state, ...row }) => ({ ...row, status: state }));
