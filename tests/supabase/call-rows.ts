import type { Stack } from "../support/stack";
import { type Account, type Campaign, insert, NOON, only } from "./fixtures";

export interface NewCall {
  recipient: string;
  number?: number;
  /** Reserved, begun and ended around this instant. Default NOON. */
  at?: Date;
  customer_id?: string | null;
  [column: string]: unknown;
}

/** Writes ended calls of a campaign past the engine, as it would have left them. @returns their ids */
export async function insertCalls(
  stack: Stack,
  account: Account,
  campaign: Pick<Campaign, "id">,
  calls: NewCall[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { recipient, number = 1, at = NOON, ...columns } of calls) {
    const call = {
      ...{ user_id: account.id, campaign_id: campaign.id, recipient_id: recipient, step: 1, number },
      ...{
        channel: "call",
        provider: "vapi",
        state: "ended",
        counted: true,
        reserved_at: at,
        begun_at: at,
        ended_at: at,
      },
      ...columns,
    };
    ids.push(only(await insert(stack, "outreach_attempts", [call])).id);
  }
  return ids;
}
