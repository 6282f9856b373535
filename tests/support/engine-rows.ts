import { dispatchCampaign } from "@/lib/actions/dispatch-campaign";
import type { EngineStage } from "./engine";
import type { Account } from "./engine-account";

export interface AttemptRow {
  id: string;
  recipient_id: string;
  state: string;
  disposition: string | null;
  outcome: string | null;
  counted: boolean;
  provider_ref: string | null;
  error: string | null;
  begun_at: Date | null;
  lease_expires_at: Date | null;
  transcript: string | null;
  cost: string | null;
}

export interface RecipientRow {
  id: string;
  status: string;
  reason: string | null;
  attempts: number;
  outcome: string | null;
  next_attempt_at: Date | null;
  converted_at: Date | null;
  error_message: string | null;
}

/** What the database holds, seen past every policy. */
export const rowsOf = ({ stack: { pool } }: EngineStage) => ({
  async attempt(id: string): Promise<AttemptRow> {
    return only(await pool.query<AttemptRow>("select * from outreach_attempts where id = $1", [id]));
  },
  async attempts(campaignId: string): Promise<AttemptRow[]> {
    const sql = "select * from outreach_attempts where campaign_id = $1 order by reserved_at, number, id";
    return (await pool.query<AttemptRow>(sql, [campaignId])).rows;
  },
  async recipients(campaignId: string): Promise<RecipientRow[]> {
    const sql = "select * from campaign_recipients where campaign_id = $1 order by phone";
    return (await pool.query<RecipientRow>(sql, [campaignId])).rows;
  },
  async recipient(campaignId: string): Promise<RecipientRow> {
    return only(
      await pool.query<RecipientRow>("select * from campaign_recipients where campaign_id = $1", [campaignId]),
    );
  },
  async campaign(id: string): Promise<{ status: string; pause_reason: string | null }> {
    return only(await pool.query("select status, pause_reason from campaigns where id = $1", [id]));
  },
  async leads(attemptId: string) {
    const sql = "select id, call_summary, call_transcript, structured_data from leads where outreach_attempt_id = $1";
    return (await pool.query<Record<string, unknown>>(sql, [attemptId])).rows;
  },
  async timeline(attemptId: string): Promise<string[]> {
    const sql = "select kind from attempt_events where attempt_id = $1 order by id";
    return (await pool.query<{ kind: string }>(sql, [attemptId])).rows.map(({ kind }) => kind);
  },
  async events() {
    const sql = "select id, attempt_id, processed_at, error, tries, payload from provider_events order by id";
    return (
      await pool.query<{
        id: string;
        attempt_id: string;
        processed_at: Date | null;
        error: string;
        tries: number;
        payload: object;
      }>(sql)
    ).rows;
  },
});

function only<T>({ rows }: { rows: T[] }): T {
  const [row, ...more] = rows;
  if (!row || more.length > 0) throw new Error(`expected one row, found ${rows.length}`);
  return row;
}

/** Launches a campaign to these numbers and claims them. @returns the campaign and its reserved attempts. */
export async function reserved(stage: EngineStage, account: Account, phones: string[], input = {}) {
  const campaignId = await account.launched(phones, input);
  stage.jobs.clear();
  stage.clock.advance(1000);
  await dispatchCampaign(stage.deps, { campaignId });
  stage.jobs.clear();
  const attempts = (await rowsOf(stage).attempts(campaignId)).map(({ id }) => id);
  const [attemptId = ""] = attempts;
  return { campaignId, attemptId, attempts };
}
