import type { Stack } from "../support/stack";
import { type Account, insert, makeCampaign, makeCustomers, type NewCustomer, NOON, only } from "./fixtures";

export interface Verdict {
  decision: string;
  until: Date | null;
  reason: string | null;
  detail: Record<string, unknown>;
}
export const allowed = { decision: "allow", until: null, reason: null };
export const skipped = (reason: string) => ({ decision: "skip", until: null, reason });
export const waits = (until: Date, reason: string) => ({ decision: "postpone", until, reason });

/** One customer in one campaign, of whom the gate can be asked. */
export async function gateSubject(
  stack: Stack,
  account: Account,
  wanted: NewCustomer,
  campaign: Record<string, unknown>,
) {
  const customer = only(await makeCustomers(stack, account, [wanted]));
  const { id, recipients } = await makeCampaign(stack, account, { customers: [customer], ...campaign });
  const recipient = only(recipients);
  const sql = `select g.* from campaigns c, campaign_recipients r, private.gate(c.user_id, c,
    array[(r.id, r.customer_id, $2, r.phone, r.email)::private.gate_subject], $3) g where c.id = $1 and r.campaign_id = c.id`;
  const ask = async (now = NOON, channel = "call") =>
    only((await stack.pool.query<Verdict>(sql, [id, channel, now])).rows);
  /** A contact of this customer in another campaign. */
  const contacted = async (at: Date, more: Record<string, unknown> = {}) => {
    const other = await makeCampaign(stack, account, { customers: [customer] });
    const attempt = {
      user_id: account.id,
      campaign_id: other.id,
      recipient_id: only(other.recipients),
      customer_id: customer.id,
      step: 1,
      number: 1,
    };
    const call = {
      channel: "call",
      provider: "vapi",
      state: "ended",
      counted: true,
      reserved_at: at,
      begun_at: at,
      ...more,
    };
    await insert(stack, "outreach_attempts", [{ ...attempt, ...call }]);
  };
  return { customer, recipient, campaignId: id, ask, contacted };
}
