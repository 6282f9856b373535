import { randomUUID } from "node:crypto";
import { makeWorkerUtils } from "graphile-worker";
import type { Pool } from "pg";
import { z } from "zod";
import { applyEvent } from "@/lib/actions/apply-event";
import { voiceWebhook } from "../support/voice-webhook";
import { type EngineProcesses, startEngineProcesses } from "./engine-process";
import { ACTIVATE, ALWAYS_OPEN, makeCampaign } from "./people";
import { median, perSecond, printFigure, progress, rateOf, ratio, spread, timed } from "./report";
import type { Bench, BenchDatabase } from "./stage";

const ROUNDS = 4;
const EACH = 250;
const AT_ONCE = 16;
const SINGLES = 200;

/** An attempt whose call is in progress. */
type Live = { id: string; callId: string };

/** Receiving and applying the end-of-call reports of calls in progress. */
export async function benchWebhooks(bench: Bench, people: string): Promise<void> {
  progress("receiving and applying webhooks ...");
  const database = await bench.database(people);
  try {
    const engine = await startEngineProcesses(database, false);
    try {
      const utils = await makeWorkerUtils({ connectionString: engine.queueUrl });
      await utils.migrate();
      await utils.release();
      const live = await callsInProgress(database);
      await receive(engine, database.service, live.splice(0, SINGLES + ROUNDS * EACH));
      await apply(engine, database.service, live);
    } finally {
      await engine.stop();
    }
  } finally {
    await database.stop();
  }
}

/** Claims recipients and lets their calls begin. */
async function callsInProgress({ admin, service }: BenchDatabase): Promise<Live[]> {
  const campaign = await makeCampaign(admin);
  const now = new Date();
  await admin.query(ALWAYS_OPEN);
  await service.query("select public.select_recipients($1, $2)", [campaign, now]);
  await admin.query(ACTIVATE, [campaign, now]);
  for (let taken = 0; taken < SINGLES + 2 * ROUNDS * EACH; taken += 100)
    await service.query("select public.claim_recipients($1, 100, $2)", [campaign, now]);
  await admin.query("update public.campaign_recipients set status = 'sent', attempts = 1 where status = 'queued'");
  const { rows } = await admin.query(
    `update public.outreach_attempts set state = 'dispatched', counted = true, begun_at = reserved_at, dispatched_at = reserved_at,
       provider_ref = gen_random_uuid(), lease_expires_at = reserved_at + interval '7 minutes' returning id, provider_ref as "callId"`,
  );
  return z.array(z.object({ id: z.uuid(), callId: z.uuid() })).parse(rows);
}

/** What was said in a conversation of two minutes; the report of it has about 15 kB. */
const TURNS = Array.from({ length: 40 }, (_, n) => ({
  ...{ role: n % 2 ? "user" : "bot", time: n, secondsFromStart: n * 3 },
  message: "I would like to come in next week, on Tuesday if that is possible, or else on Thursday in the afternoon.",
}));
const TRANSCRIPT = TURNS.map(({ role, message }) => `${role === "bot" ? "AI" : "User"}: ${message}`).join("\n");

function reportOf({ id, callId }: Live): string {
  const { message } = voiceWebhook({ callId, attemptId: id, at: new Date() }).report(null);
  return JSON.stringify({ message: { ...message, artifact: { transcript: TRANSCRIPT, messages: TURNS } } });
}

async function receive({ webhook }: EngineProcesses, service: Pool, live: Live[]): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${webhook.secret}` };
  const post = (times: number[]) => async (one: Live) => {
    const body = reportOf(one);
    const ms = await timed(async () => {
      const { status } = await fetch(webhook.url, { method: "POST", headers, body });
      if (status !== 200) throw new Error(`the receiver answered ${status}`);
    });
    times.push(ms);
  };
  const bare = (one: Live) =>
    service.query(
      `insert into public.provider_events (provider, event_key, attempt_id, payload, received_at, next_try_at)
        values ('vapi', $1, $2, $3, now(), now()) on conflict do nothing returning id`,
      [`bare:${randomUUID()}`, one.id, reportOf(one)],
    );
  const single: number[] = [];
  const together: number[] = [];
  await rateOf(live.splice(0, SINGLES), 1, post(single));
  const rates = await ratesInTurns(
    post(together),
    bare,
    () => live.splice(0, EACH),
    (batch) => batch,
  );
  printFigure(
    "webhooks received and stored",
    perSecond(rates.ours),
    `bare insert ${perSecond(rates.bare)}`,
    ratio(rates.ours, rates.bare),
  );
  printFigure("receiving a webhook, one at a time", spread(single, 0.99));
  printFigure(`receiving a webhook, ${AT_ONCE} at once`, spread(together, 0.99));
}

async function apply({ deps }: EngineProcesses, service: Pool, live: Live[]): Promise<void> {
  await service.query("delete from public.provider_events where event_key like 'bare:%'");
  const { rows } = await service.query("select id::integer from public.provider_events order by id");
  const events = z
    .array(z.object({ id: z.int() }))
    .parse(rows)
    .slice(SINGLES);
  const ours = async ({ id }: { id: number }) => {
    if (!(await applyEvent(deps, { eventId: id })).applied) throw new Error("an event was not applied");
  };
  const report = {
    disposition: "conversed",
    duration_seconds: 60,
    cost_usd: 0.12,
    transcript: TRANSCRIPT,
    turns: TURNS,
    summary: "We spoke of a cleaning.",
  };
  const next = { kind: "close", status: "answered", reason: null };
  const bare = ({ id, callId }: Live) =>
    service.query("select public.finish_attempt($1, $2, $3, now())", [id, { ...report, provider_ref: callId }, next]);
  const rates = await ratesInTurns(
    ours,
    bare,
    () => events.splice(0, EACH),
    () => live.splice(0, EACH),
  );
  printFigure(
    "end-of-call reports applied",
    perSecond(rates.ours),
    `bare finish_attempt ${perSecond(rates.bare)}`,
    ratio(rates.ours, rates.bare),
  );
}

/** The median rates of ours and of what it is compared with, in turns over batches of the same size. */
async function ratesInTurns<A, B>(
  ours: (item: A) => Promise<unknown>,
  bare: (item: B) => Promise<unknown>,
  next: () => A[],
  nextBare: (batch: A[]) => B[],
): Promise<{ ours: number; bare: number }> {
  const rates = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const batch = next();
    const other = nextBare(batch);
    rates.ours.push(await rateOf(batch, AT_ONCE, ours));
    rates.bare.push(await rateOf(other, AT_ONCE, bare));
  }
  return { ours: median(rates.ours), bare: median(rates.bare) };
}
