import { dispatchCampaign } from "@/lib/actions/dispatch-campaign";
import { type Account, insert, makeCustomers, type NewCustomer } from "../supabase/fixtures";
import { makeSequence, type NewStep, newEmail } from "../supabase/message-calls";
import type { MessageStage } from "./message-engine";

export interface MessageRow {
  id: string;
  state: string;
  disposition: string | null;
  counted: boolean;
  provider_ref: string | null;
  batch_id: string | null;
  error: string | null;
  status: string;
  reason: string | null;
  attempts: number;
  next_attempt_at: Date | null;
  email: string | null;
  phone: string | null;
}

/** Attempts with their recipients, in the order of the addresses. */
export async function messageRows({ stack }: MessageStage, campaignId: string): Promise<MessageRow[]> {
  const sql = `select a.id, a.state, a.disposition, a.counted, a.provider_ref, a.batch_id, a.error, r.status, r.reason, r.attempts,
      r.next_attempt_at, r.email, r.phone
    from outreach_attempts a join campaign_recipients r on r.id = a.recipient_id where a.campaign_id = $1 order by r.email, a.number`;
  return (await stack.pool.query<MessageRow>(sql, [campaignId])).rows;
}

/** A campaign of one touch to these people, whose messages are claimed. */
export async function claimed(
  stage: MessageStage,
  account: Account,
  people: NewCustomer[],
  step: NewStep,
  columns: Record<string, unknown> = {},
) {
  const customers = await makeCustomers(
    stage.stack,
    account,
    people.map((one) => ({ email: newEmail(), ...one })),
  );
  // Nobody does anything unless the test says so.
  stage.twilio.setPersonas(Object.fromEntries(customers.map(({ phone }) => [phone ?? "", ["silent" as const]])));
  stage.resend.set({
    personas: Object.fromEntries(customers.map(({ email }) => [email ?? "", ["unopened" as const]])),
  });
  const { id } = await makeSequence(stage, account, customers, [{ subject: "Hi {name}", ...step }], columns);
  await dispatchCampaign(stage.deps, { campaignId: id });
  stage.jobs.clear();
  const attemptIds = (await messageRows(stage, id)).map((row) => row.id);
  return { id, customers, attemptIds, rows: () => messageRows(stage, id) };
}

export const campaignOf = async ({ stack }: MessageStage, id: string) =>
  (await stack.pool.query("select status, pause_reason from campaigns where id = $1", [id])).rows[0];

/** As the owner puts it down on their page. */
export const optOut = ({ stack }: MessageStage, account: Account, contact: string | null) =>
  insert(stack, "suppressions", [{ user_id: account.id, contact, reason: "opt_out", source: "page" }]);
