import type { Pool, PoolClient } from "pg";
import { after, MINUTE, NOON } from "./fixtures";

export interface Claim {
  state: string | null;
  attempts: string[];
  reason?: string | null;
  next_at?: string | null;
}
export interface Begun {
  decision: "go" | "stop";
  reason?: string;
  [field: string]: unknown;
}
export interface Change {
  ok: boolean;
  code?: string;
  status?: string;
  selected?: number;
}
export interface Finished {
  applied: boolean;
  reason?: string;
  lead_id?: string | null;
}
export type Row = Record<string, unknown>;

/** How a call ended that nobody picked up, and one that was a talk. */
export const NO_ANSWER = { disposition: "no_answer", ended_reason: "customer-did-not-answer", cost_usd: 0.05 };
export const TALK = {
  disposition: "conversed",
  ended_reason: "customer-ended-call",
  started_at: "2026-11-23T17:00:05Z",
  ended_at: "2026-11-23T17:01:05Z",
  duration_seconds: 60,
  cost_usd: 0.25,
  transcript: "AI: Hi. Customer: Hi.",
  turns: [{ role: "assistant", text: "Hi.", seconds: 0 }],
  summary: "They talked.",
  recording_url: "https://recordings.example/1",
  structured_data: { service: "cleaning" },
  sentiment: "positive",
};
export const ANSWERED = { kind: "close", status: "answered", reason: null };
export const FAILED = { kind: "close", status: "failed", reason: "no_answer" };
export const retryAt = (at: Date) => ({ kind: "retry", at: at.toISOString(), reason: "no_answer" });
export const requeueAt = (at: Date) => ({ kind: "requeue", at: at.toISOString(), reason: "capacity" });

/** The engine's SQL functions by their names, as the service role. @param db a pool of the service role */
export const engineCalls = (db: Pool | PoolClient) => {
  async function call<T>(name: string, args: unknown[]): Promise<T> {
    const places = args.map((_, index) => `$${index + 1}`).join(", ");
    const { rows } = await db.query<{ answer: T }>(`select public.${name}(${places}) as answer`, args);
    const [row] = rows;
    if (!row) throw new Error(`${name} answered nothing`);
    return row.answer;
  }
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  return {
    start: (campaign: string, now = NOON) => call<Change>("start_campaign", [campaign, now]),
    pause: (campaign: string, now = NOON, reason = "owner") => call<Change>("pause_campaign", [campaign, reason, now]),
    stop: (campaign: string, now = NOON) => call<Change>("stop_campaign", [campaign, now]),
    settle: (campaign: string, now = NOON) =>
      call<{ status: string | null; changed: boolean }>("settle_campaign", [campaign, now]),
    select: (campaign: string, now = NOON) => call<number>("select_recipients", [campaign, now]),
    preview: (user: string, criteria: object, now = NOON, channel = "call", sample = 10) =>
      call<{ matching: number; skipped: Row; waiting: Row; sample: Row[] }>("preview_audience", [
        user,
        criteria,
        channel,
        now,
        sample,
      ]),
    claim: (campaign: string, limit = 100, now = NOON) => call<Claim>("claim_recipients", [campaign, limit, now]),
    begin: (attempt: string, now = NOON) => call<Begun>("begin_attempt", [attempt, now]),
    dispatch: (attempt: string, ref = `call-${attempt}`, now = NOON) =>
      call<{ applied: boolean; reason?: string }>("record_dispatch", [attempt, ref, now]),
    progress: (attempt: string, kind = "in_progress", now = NOON, checkAt: Date | null = null) =>
      call<boolean>("record_progress", [attempt, kind, "{}", now, checkAt]),
    doubt: (attempt: string, now = NOON, checkAt = after(MINUTE)) =>
      call<boolean>("record_doubt", [attempt, "timeout", now, checkAt]),
    unknown: (attempt: string, now = NOON) => call<boolean>("mark_unknown", [attempt, now]),
    tool: (attempt: string, tool: string, outcome: string, now = NOON, id = `tool-${tool}`) =>
      call<boolean>("record_tool_call", [attempt, id, tool, outcome, json({ said: tool }), now]),
    finish: (attempt: string, report: object, next: object, now = NOON, seen: string | null = null) =>
      call<Finished>("finish_attempt", [
        attempt,
        json({ provider_ref: `call-${attempt}`, ...report }),
        json(next),
        now,
        seen,
      ]),
    releaseExpired: (now = NOON) => call<number>("release_expired", [now]),
    async leaseDoubtful(now = NOON, limit = 100) {
      return (await db.query<Row>("select * from public.lease_doubtful($1, $2)", [now, limit])).rows;
    },
    async leaseEvents(now = NOON, limit = 100) {
      return (await db.query<Row>("select * from public.lease_events($1, $2)", [now, limit])).rows;
    },
  };
};
export type EngineCalls = ReturnType<typeof engineCalls>;

function row(value: unknown): Row {
  if (typeof value !== "object" || value === null) throw new Error("no such row");
  return { ...value };
}

/** Reads rows past every policy. */
export const rowsOf = (pool: Pool) => {
  const byId = (table: string) => async (id: string) => {
    const sql = `select to_jsonb(t) as found from public.${table} t where id = $1`;
    return row((await pool.query<Row>(sql, [id])).rows[0]?.found);
  };
  return {
    attempt: byId("outreach_attempts"),
    recipient: byId("campaign_recipients"),
    campaign: byId("campaigns"),
    customer: byId("customers"),
    /** The counts of a campaign as they are kept, and as they are when counted again. */
    async counts(campaignId: string): Promise<{ kept: Row; recounted: Row }> {
      const sql = `select to_jsonb(r) - 'updated_at' as kept, to_jsonb(c) - 'updated_at' as recounted
        from campaign_results r left join private.count_campaign(r.campaign_id) c using (campaign_id) where r.campaign_id = $1`;
      const { rows } = await pool.query<Row>(sql, [campaignId]);
      return { kept: row(rows[0]?.kept), recounted: row(rows[0]?.recounted) };
    },
  };
};
