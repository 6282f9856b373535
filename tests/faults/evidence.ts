import { readFile } from "node:fs/promises";
import type { Pool } from "pg";
import { z } from "zod";
import { RetryGaps } from "@/lib/core/retry";

/** What the simulated provider wrote down, line by line; it knows nothing of our database. */
const Line = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("call_created"),
    at: z.iso.datetime(),
    callId: z.string(),
    attemptId: z.string().nullable(),
    number: z.string(),
    persona: z.string(),
  }),
  z.object({
    kind: z.literal("call_ended"),
    callId: z.string(),
    endedAt: z.iso.datetime(),
    answeredAt: z.iso.datetime().nullable(),
    endedReason: z.string(),
  }),
  z.object({ kind: z.literal("request"), method: z.string(), path: z.string(), number: z.string().nullable() }),
  z.object({ kind: z.enum(["started", "stopped", "webhook", "tool"]) }),
]);

export interface LoggedCall {
  callId: string;
  attemptId: string | null;
  number: string;
  persona: string;
  /** Milliseconds of the engine's time. */
  from: number;
  to: number | null;
  answered: boolean;
  endedReason: string | null;
}

const instant = z.date().transform((at) => at.getTime());
const Attempt = z.object({
  id: z.string(),
  campaign_id: z.string(),
  recipient_id: z.string(),
  user_id: z.string(),
  state: z.enum(["reserved", "dispatched", "ended", "unknown"]),
  disposition: z.string().nullable(),
  outcome: z.string().nullable(),
  counted: z.boolean(),
  provider_ref: z.string().nullable(),
  reserved_at: instant,
  begun_at: instant.nullable(),
  has_transcript: z.boolean(),
  leads: z.coerce.number(),
});
const Recipient = z.object({
  id: z.string(),
  campaign_id: z.string(),
  phone: z.string().nullable(),
  status: z.string(),
  reason: z.string().nullable(),
  attempts: z.number(),
  outcome: z.string().nullable(),
});
const Campaign = z.object({
  id: z.string(),
  user_id: z.string(),
  status: z.string(),
  rate_limit_per_minute: z.number(),
  max_attempts: z.number(),
  retry_gaps: RetryGaps,
  lines: z.number(),
  max_contacts_per_24h: z.number(),
  miscounted: z.string().nullable(),
});
const Suppression = z.object({ user_id: z.string(), contact: z.string(), at: instant });
export type Attempt = z.infer<typeof Attempt>;
export type Recipient = z.infer<typeof Recipient>;
export type Campaign = z.infer<typeof Campaign>;

export interface Evidence {
  calls: LoggedCall[];
  /** Numbers that `POST /call` asked for, once for each request. */
  asked: string[];
  campaigns: Campaign[];
  recipients: Recipient[];
  attempts: Attempt[];
  suppressions: z.infer<typeof Suppression>[];
  /** Webhooks that were taken in and not applied, one line for each kind of failure. */
  unapplied: string[];
  /** Times that one attempt was found to have two calls. */
  secondContacts: number;
  strayLeads: number;
}

const SQL = {
  attempts: `select a.id, a.campaign_id, a.recipient_id, a.user_id, a.state, a.disposition, a.outcome, a.counted, a.provider_ref,
    a.reserved_at, a.begun_at, coalesce(a.transcript, '') <> '' as has_transcript,
    (select count(*) from leads l where l.outreach_attempt_id = a.id) as leads from outreach_attempts a`,
  recipients: "select id, campaign_id, phone, status, reason, attempts, outcome from campaign_recipients",
  campaigns: `select c.id, c.user_id, c.status, c.rate_limit_per_minute, c.max_attempts, c.retry_gaps,
    s.call_concurrency - s.inbound_lines as lines, s.max_contacts_per_24h,
    (select string_agg(k.key || ' is ' || k.value || ', not ' || (to_jsonb(n) ->> k.key), '; ')
      from campaign_results r, private.count_campaign(c.id) n, jsonb_each_text(to_jsonb(r)) k
      where r.campaign_id = c.id and k.key <> 'updated_at' and k.value is distinct from to_jsonb(n) ->> k.key) as miscounted
    from campaigns c join outreach_settings s on s.user_id = c.user_id`,
  suppressions: "select user_id, contact, at from suppressions where contact like '+%' and lifted_at is null",
  unapplied: `select count(*) || ' webhooks were never applied, ' || tries || ' tries, ' || coalesce(error, 'no error') as line
    from provider_events where processed_at is null group by tries, error`,
  secondContacts: "select count(*) from attempt_events where kind = 'second_contact'",
  strayLeads: `select count(*) from leads l where l.structured_data ->> 'source' = 'campaign' and l.outreach_attempt_id is null`,
};

/** Everything that both sides know, once nothing moves any more. */
export async function gather(pool: Pool, logFile: string): Promise<Evidence> {
  const rows = async <T extends z.ZodType>(schema: T, sql: string): Promise<z.output<T>[]> =>
    z.array(schema).parse((await pool.query(sql)).rows);
  const count = async (sql: string) => (await rows(z.object({ count: z.coerce.number() }), sql))[0]?.count ?? 0;
  return {
    ...readLog(await readFile(logFile, "utf8")),
    campaigns: await rows(Campaign, SQL.campaigns),
    recipients: await rows(Recipient, SQL.recipients),
    attempts: await rows(Attempt, SQL.attempts),
    suppressions: await rows(Suppression, SQL.suppressions),
    unapplied: (await rows(z.object({ line: z.string() }), SQL.unapplied)).map(({ line }) => line),
    secondContacts: await count(SQL.secondContacts),
    strayLeads: await count(SQL.strayLeads),
  };
}

export function readLog(text: string): Pick<Evidence, "calls" | "asked"> {
  const calls = new Map<string, LoggedCall>();
  const asked: string[] = [];
  for (const raw of text.split("\n").filter((line) => line !== "")) {
    const line = Line.parse(JSON.parse(raw));
    if (line.kind === "call_created") {
      const { callId, attemptId, number, persona, at } = line;
      const from = Date.parse(at);
      calls.set(callId, { callId, attemptId, number, persona, from, to: null, answered: false, endedReason: null });
    } else if (line.kind === "call_ended") {
      const call = calls.get(line.callId);
      if (!call) throw new Error("a call ended that never began");
      call.to = Date.parse(line.endedAt);
      call.answered = line.answeredAt !== null;
      call.endedReason = line.endedReason;
    } else if (line.kind === "request" && line.method === "POST" && line.path === "/call" && line.number) {
      asked.push(line.number);
    }
  }
  return { calls: [...calls.values()], asked };
}
