import { createHmac, randomUUID } from "node:crypto";
import { Agent, request as httpRequest } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { requestDispatch } from "@/lib/actions/start-campaign";
import { EMAIL_REQUESTS, type EngineProcesses, startEngineProcesses } from "./engine-process";
import { ACTIVATE, AGENT, ALWAYS_OPEN, CRITERIA, fillPeople, OWNER } from "./people";
import { median, perSecond, printFigure, progress, seconds } from "./report";
import type { Bench, BenchDatabase } from "./stage";

const EMAILS = 10_000;
const IN_ONE = 100;
const PARTS = 10;
const WEBHOOKS = 10_000;
const WEBHOOKS_PER_SECOND = 500;
const TRIES = 5;
const PATIENCE_MS = 300_000;

/** A campaign of 10,000 emails at the highest rate that the provider allows; and its news at 500 a second. */
export async function benchMessages(bench: Bench): Promise<void> {
  progress("sending 10,000 emails ...");
  const database = await bench.database();
  try {
    const client = await database.admin.connect();
    await fillPeople(client, EMAILS).finally(() => client.release());
    await database.admin.query(ALWAYS_OPEN);
    await database.admin.query(
      "update public.outreach_settings set email_sender = 'hello@bench.test', postal_address = '1 Bench Street'",
    );
    const engine = await startEngineProcesses(database, "email");
    try {
      await engine.startWorker();
      // Apart from each other: first without any news, then nothing but news.
      await control(engine, { webhookFaults: { drop: 1, duplicate: 0, reorder: 0 } });
      const campaign = await send(engine, database);
      progress("telling of 10,000 emails ...");
      await tell(engine, database, campaign);
    } finally {
      await engine.stop();
    }
  } finally {
    await database.stop();
  }
}

const control = ({ email }: EngineProcesses, body: unknown) =>
  fetch(`${email.simulatorUrl}/_control`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

async function makeCampaign({ admin }: BenchDatabase): Promise<string> {
  const { rows } = await admin.query<{ id: string }>(
    `with made as (
      insert into public.campaigns (user_id, agent_id, name, outreach_method, target_criteria, rate_limit_per_minute, max_attempts)
      values ($1, $2, 'We miss you', 'email', $3, 100000, 1) returning id, user_id
    )
    insert into public.campaign_steps (campaign_id, user_id, channel, subject, preview_text, body)
    select id, user_id, 'email', 'We miss you, {name}', 'Twenty percent off',
      E'Hi {name},\n\nit has been a while: we would love to see you again.\n\n[Book a time](https://bench.test/book)\n\n{business_name}' from made
    returning campaign_id as id`,
    [OWNER, AGENT, CRITERIA],
  );
  return z.uuid().parse(rows[0]?.id);
}

const Requests = z.array(z.looseObject({ at: z.string(), path: z.string(), status: z.number().nullable() }));

async function send(engine: EngineProcesses, database: BenchDatabase): Promise<string> {
  const id = await makeCampaign(database);
  const now = new Date();
  await database.service.query("select public.select_recipients($1, $2)", [id, now]);
  await database.admin.query(ACTIVATE, [id, now]);
  await requestDispatch(engine.deps, id);
  await until("every email to be sent", async () => {
    const text =
      "select count(*)::integer as n from public.outreach_attempts where campaign_id = $1 and provider_ref is not null";
    return (await countOf(database, text, [id])) >= EMAILS;
  });
  const answer = await fetch(`${engine.email.simulatorUrl}/_requests`);
  const times = Requests.parse(await answer.json())
    .filter(({ path, status }) => path === "/emails/batch" && status === 200)
    .map(({ at }) => Date.parse(at));
  const allowed = EMAIL_REQUESTS * IN_ONE;
  const all = rateOfRequests(times);
  // The first request is let through at once; between the first and the last of each part lie all the others.
  const size = Math.ceil(times.length / PARTS);
  const parts = Array.from({ length: PARTS }, (_, n) => rateOfRequests(times.slice(n * size, (n + 1) * size + 1)));
  const share = (rate: number) => `${((100 * rate) / allowed).toFixed(1)} %`;
  printFigure(
    `${EMAILS} emails sent, ${EMAIL_REQUESTS} requests a second allowed`,
    perSecond(all),
    `of ${allowed}/s ${share(all)}`,
    `tenths ${parts.map((rate) => ((100 * rate) / allowed).toFixed(0)).join(" ")}`,
  );
  return id;
}

/** Emails a second, by when the provider took each hundred. */
function rateOfRequests(times: readonly number[]): number {
  const [first = 0] = times;
  return (IN_ONE * (times.length - 1) * 1000) / Math.max((times.at(-1) ?? 0) - first, 1);
}

/** Posts the delivery of every email at a steady 500 a second, whether or not the last is answered, and waits until all are applied. */
async function tell(engine: EngineProcesses, database: BenchDatabase, campaign: string): Promise<void> {
  const { rows } = await database.admin.query<{ id: string; ref: string }>(
    "select id, provider_ref as ref from public.outreach_attempts where campaign_id = $1 and state = 'dispatched' limit $2",
    [campaign, WEBHOOKS],
  );
  const begun = performance.now();
  const times: number[] = [];
  const answers: Promise<number>[] = [];
  for (let sent = 0; sent < rows.length; ) {
    const due = Math.min(Math.floor(((performance.now() - begun) / 1000) * WEBHOOKS_PER_SECOND), rows.length);
    for (; sent < due; sent++) {
      const row = rows[sent];
      if (row) answers.push(post(engine, row, times));
    }
    await wait(5);
  }
  const refused = (await Promise.all(answers)).filter((status) => status !== 200).length;
  const received = performance.now() - begun;
  await until("all news to be applied", async () => {
    const text =
      "select count(*)::integer as n from public.provider_events where processed_at is null and provider = 'resend'";
    return (await countOf(database, text, [])) === 0;
  });
  const applied = performance.now() - begun;
  const delivered = await countOf(
    database,
    "select count(*)::integer as n from public.outreach_attempts where campaign_id = $1 and disposition = 'delivered'",
    [campaign],
  );
  const lost = rows.length - delivered;
  printFigure(
    `webhooks received, ${WEBHOOKS_PER_SECOND} a second posted`,
    perSecond((rows.length * 1000) / received),
    `refused ${refused}, p50 ${median(times).toFixed(0)} ms`,
  );
  printFigure(
    "webhooks applied, with those that still come in",
    perSecond((rows.length * 1000) / applied),
    `lost ${lost}, all within ${seconds(applied - received)} of the last`,
  );
}

async function post({ email }: EngineProcesses, { id, ref }: { id: string; ref: string }, times: number[]) {
  const at = new Date().toISOString();
  const tags = { attempt_id: id };
  const data = { email_id: ref, created_at: at, from: "hello@bench.test", to: ["p@example.com"], subject: "Hi", tags };
  const body = JSON.stringify({ type: "email.delivered", created_at: at, data });
  const headers = signed(email.secret, body);
  const asked = performance.now();
  // As a provider does: a connection that broke tells nothing, so the same is posted again.
  for (let tries = 1; ; tries++) {
    const status = await request(email.webhookUrl, headers, body).catch((error: unknown) => {
      if (tries === TRIES) throw error;
    });
    if (!status) continue;
    times.push(performance.now() - asked);
    return status;
  }
}

const connections = new Agent({ keepAlive: true });

/** With less work than `fetch`, for whoever posts shares the cores with what is measured. */
function request(url: string, headers: Record<string, string>, body: string): Promise<number> {
  return new Promise((done, failed) => {
    const posted = httpRequest(url, { method: "POST", headers, agent: connections }, (answer) => {
      answer.resume().once("end", () => done(answer.statusCode ?? 0));
    });
    posted.once("error", failed).end(body);
  });
}

function signed(secret: string, body: string): Record<string, string> {
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "svix-id": id,
    "svix-timestamp": timestamp,
    "svix-signature": `v1,${signature}`,
  };
}

async function countOf({ admin }: BenchDatabase, text: string, values: unknown[]): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(text, values);
  return rows[0]?.n ?? 0;
}

async function until(what: string, isDone: () => Promise<boolean>): Promise<void> {
  for (const patience = Date.now() + PATIENCE_MS; Date.now() < patience; await wait(250)) if (await isDone()) return;
  throw new Error(`waited in vain for ${what}`);
}
