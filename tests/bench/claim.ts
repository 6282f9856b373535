import type { Pool } from "pg";
import { z } from "zod";
import { makeBareTable } from "./bare-tables";
import { ACTIVATE, after, makeCampaign, NOON, OWNER } from "./people";
import { inTurns, median, millis, perSecond, printFigure, progress, ratio, spread } from "./report";
import type { Bench, BenchDatabase } from "./stage";

const BATCH = 100;
const SINGLE_CLAIMS = 150;
const HARD_CLAIMS = 25;
const GATE_CLAIMS = 100;
const RUN = 4000;
const RUNS = 3;
const MINUTE = 61_000;

const Claimed = z.array(z.object({ attempts: z.array(z.uuid()) })).length(1);

/** The least a claim can be: takes due rows nobody else holds and writes one attempt for each. No gate, no rate, no lines, no
 *  budget, no counts, no timeline. */
const BARE_CLAIM = `
  with due as (
    select id from public.bare_campaign_recipients where campaign_id = $1 and status = 'pending' and next_attempt_at <= $3
    order by next_attempt_at, id limit $2 for no key update skip locked
  ), moved as (
    update public.bare_campaign_recipients r set status = 'queued', next_attempt_at = null from due where r.id = due.id returning r.*
  )
  insert into public.bare_outreach_attempts
    (user_id, campaign_id, recipient_id, customer_id, step, number, channel, provider, reserved_at, lease_expires_at)
  select user_id, campaign_id, id, customer_id, step, 1, 'call', 'vapi', $3, $3::timestamptz + interval '2 minutes' from moved
  returning id`;

/** Ends what was claimed, so that lines are free again, and leaves the rows where calls leave them. */
const END = `
  with ended as (
    update public.outreach_attempts set state = 'ended', disposition = 'no_answer', counted = true, begun_at = reserved_at, ended_at = reserved_at,
      lease_expires_at = null where campaign_id = $1 and state = 'reserved' returning recipient_id
  )
  update public.campaign_recipients set status = 'failed', attempts = 1 where id in (select recipient_id from ended)`;

/** A gate that lets everybody through and says so, in the place of ours. */
const OPEN_GATE = `
  create or replace function private.gate(p_user_id uuid, p_campaign public.campaigns, p_subjects private.gate_subject[], p_now timestamptz,
    p_criteria jsonb default null, p_channel text default null) returns setof private.gate_verdict
  language sql stable rows 100 set search_path = '' as $$
    select s.ref, 'allow', null::timestamptz, null::text, jsonb_build_object('at', p_now), 1, null::text from unnest(p_subjects) s
  $$`;

async function claim(service: Pool, campaign: string, now: Date): Promise<number> {
  const { rows } = await service.query(
    "select attempts from jsonb_to_record(public.claim_recipients($1, $2, $3)) as x(attempts jsonb)",
    [campaign, BATCH, now],
  );
  return Claimed.parse(rows)[0]?.attempts.length ?? 0;
}

/** Claims of 100 out of 100,000 due recipients. */
export async function benchClaim(bench: Bench, people: string): Promise<void> {
  progress("claiming recipients ...");
  const database = await bench.database(people);
  try {
    const campaign = await startedCampaign(database, NOON);
    await single(database.service, campaign);
    await throughput(database.service, campaign);
  } finally {
    await database.stop();
  }
  progress("claiming with and without the gate ...");
  const [gated, open] = [await bench.database(people), await bench.database(people)];
  try {
    await gateShare(gated, open);
  } finally {
    await Promise.all([gated.stop(), open.stop()]);
  }
  progress("claiming where most are refused ...");
  const refusing = await bench.database(people);
  try {
    await hard(refusing);
  } finally {
    await refusing.stop();
  }
}

async function startedCampaign({ admin, service }: BenchDatabase, now: Date): Promise<string> {
  const campaign = await makeCampaign(admin);
  await service.query("select public.select_recipients($1, $2)", [campaign, now]);
  await admin.query(ACTIVATE, [campaign, now]);
  const recipients = await makeBareTable(admin, "campaign_recipients");
  await makeBareTable(admin, "outreach_attempts");
  // The attempts of the bare claim belong to recipients of ours: same ids.
  await admin.query(`insert into public.${recipients} select * from public.campaign_recipients`);
  await admin.query("vacuum analyze");
  return campaign;
}

async function single(service: Pool, campaign: string): Promise<void> {
  const clock = (round: number) => after(round * MINUTE);
  const times = { claim: [] as number[], bare: [] as number[] };
  for (let round = 0; round < SINGLE_CLAIMS; round++) {
    const turn = await inTurns(1, {
      claim: async () => expectAll(await claim(service, campaign, clock(round))),
      bare: async () => expectAll((await service.query(BARE_CLAIM, [campaign, BATCH, clock(round)])).rowCount),
    });
    times.claim.push(...turn.claim);
    times.bare.push(...turn.bare);
    await service.query(END, [campaign]);
  }
  const bare = median(times.bare);
  printFigure(
    "claim 100 of 100,000 due",
    spread(times.claim),
    `bare claim p50 ${millis(bare)}`,
    ratio(median(times.claim), bare),
  );
}

/** How much of a claim's time the gate takes: the same claims in turns, in a database with it and in one with an open one. */
async function gateShare(gated: BenchDatabase, open: BenchDatabase): Promise<void> {
  await open.admin.query(OPEN_GATE);
  const campaigns = { gated: await startedCampaign(gated, NOON), open: await startedCampaign(open, NOON) };
  const times = { gated: [] as number[], open: [] as number[] };
  for (let round = 0; round < GATE_CLAIMS; round++) {
    const now = after(round * MINUTE);
    const turn = await inTurns(1, {
      gated: async () => expectAll(await claim(gated.service, campaigns.gated, now)),
      open: async () => expectAll(await claim(open.service, campaigns.open, now)),
    });
    times.gated.push(...turn.gated);
    times.open.push(...turn.open);
    await gated.service.query(END, [campaigns.gated]);
    await open.service.query(END, [campaigns.open]);
  }
  const [own, without] = [median(times.gated), median(times.open)];
  const added = `${Math.round(((own - without) / without) * 100)} % more`;
  printFigure("claim 100 with the gate", spread(times.gated), `with an open gate p50 ${millis(without)}`, added);
}

function expectAll(taken: number | null): void {
  if (taken !== BATCH) throw new Error(`claimed ${taken}`);
}

async function throughput(service: Pool, campaign: string): Promise<void> {
  let ticks = SINGLE_CLAIMS * MINUTE;
  const now = () => {
    ticks += 10;
    return after(ticks);
  };
  const run = (connections: number, once: () => Promise<number>) => async () => {
    let left = RUN;
    const worker = async () => {
      while (left > 0) {
        left -= BATCH;
        expectAll(await once());
      }
    };
    await Promise.all(Array.from({ length: connections }, worker));
  };
  const ours = () => claim(service, campaign, now());
  const bare = async () => (await service.query(BARE_CLAIM, [campaign, BATCH, now()])).rowCount ?? 0;
  for (const connections of [1, 4]) {
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let round = 0; round < RUNS; round++) {
      const turn = await inTurns(1, { ours: run(connections, ours), bare: run(connections, bare) });
      times.ours.push(...turn.ours);
      times.bare.push(...turn.bare);
      await service.query(END, [campaign]);
      ticks += MINUTE;
    }
    const rate = (list: number[]) => (RUN * 1000) / median(list);
    printFigure(
      `recipients claimed, ${connections} connection${connections > 1 ? "s on one campaign" : ""}`,
      perSecond(rate(times.ours)),
      `bare claims ${perSecond(rate(times.bare))}`,
      ratio(rate(times.ours), rate(times.bare)),
    );
  }
}

/** Every third customer opted out; at 08:30 of New York three of four time zones are closed: one in six may be called. */
async function hard(database: BenchDatabase): Promise<void> {
  const { admin, service } = database;
  await admin.query(
    `insert into public.suppressions (user_id, customer_id, contact, reason, source)
      select user_id, id, phone, 'opt_out', 'bench' from public.customers where user_id = $1 and substr(name, 8)::integer % 3 = 0`,
    [OWNER],
  );
  const morning = (minutes: number) => after(minutes * MINUTE - 3.5 * 3_600_000);
  const campaign = await startedCampaign(database, morning(0));
  const times: number[] = [];
  for (let round = 0; round < HARD_CLAIMS; round++) {
    const turn = await inTurns(1, { claim: async () => expectAll(await claim(service, campaign, morning(round))) });
    times.push(...turn.claim);
    await service.query(END, [campaign]);
  }
  printFigure("claim 100 where five of six are refused or closed", spread(times));
}
