import { randomUUID } from "node:crypto";
import type { Stack } from "../support/stack";
import { type Account, type Campaign, insert, NOON, only } from "./fixtures";

export interface NewMessage {
  recipient: string;
  customer_id?: string | null;
  channel?: "email" | "sms";
  number?: number;
  /** Reserved, sent and delivered around this instant. Default NOON. */
  at?: Date;
  links?: string[];
  [column: string]: unknown;
}

/** Writes delivered messages of a campaign past the engine, as it would have left them. @returns their ids */
export async function insertMessages(
  stack: Stack,
  account: Account,
  campaign: Pick<Campaign, "id">,
  messages: NewMessage[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { recipient, number = 1, at = NOON, channel = "email", links, ...columns } of messages) {
    const text = {
      body: "Hi Anya, we miss you. Book again: https://bright.test/book",
      links: links ?? ["https://bright.test/book"],
    };
    const message = {
      ...{ user_id: account.id, campaign_id: campaign.id, recipient_id: recipient, step: 1, number, channel },
      ...{ provider: channel === "email" ? "resend" : "twilio", provider_ref: randomUUID(), state: "ended" },
      ...{ disposition: "delivered", counted: true, reserved_at: at, begun_at: at, dispatched_at: at, ended_at: at },
      ...{ delivered_at: at, content: channel === "email" ? { subject: "We miss you, Anya", ...text } : text },
      ...columns,
    };
    ids.push(only(await insert(stack, "outreach_attempts", [message])).id);
  }
  return ids;
}

/** Takes in what a customer writes from their number or address, as the engine does. */
export async function writeBack(
  stack: Stack,
  {
    channel = "sms",
    from,
    to = "+12125550000",
    body,
    kind = "reply",
    at = NOON,
  }: {
    channel?: "email" | "sms";
    from: string;
    to?: string;
    body: string;
    kind?: string;
    at?: Date;
  },
): Promise<void> {
  const provider = channel === "sms" ? "twilio" : "resend";
  const sql = "select receive_message($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)";
  const subject = channel === "email" ? "Re: We miss you, Anya" : null;
  await stack.pool.query(sql, [channel, provider, randomUUID(), from, to, subject, body, kind, at]);
}
