import { fileURLToPath } from "node:url";
import { createClient } from "@supabase/supabase-js";
import type { Pool } from "pg";
import { median, millis, perSecond, printFigure, progress, rateOf, ratio, timed } from "./report";
import { type Bench, type GatewayProcess, poolAs, startBench, startGatewayProcess } from "./stage";

const ROWS = 10_000;
const ROUNDS = 4;
const WARM = 200;
/** Of each subject in a round: one after the other, and so many at once. */
const SEQUENTIAL = 250;
const TOGETHER = 750;
const AT_ONCE = 16;

type Subject = { name: string; run(id: number): Promise<unknown> };

const randomId = (): number => 1 + Math.floor(Math.random() * ROWS);

/** One row by its key, as JSON, for a role under RLS: the least a request of the API has to do. */
const QUERY = "select coalesce(json_agg(t), '[]')::text as body from (select * from public.bench where id = $1) as t";

const bareQuery = (pool: Pool): Subject => ({
  name: "pg, the bare query",
  run: (id) => pool.query({ name: "bench", text: QUERY, values: [id] }),
});

function subjects(pool: Pool, { url, serviceKey }: GatewayProcess): Subject[] {
  const claims = JSON.stringify({ role: "service_role" });
  const headers = { apikey: serviceKey, authorization: `Bearer ${serviceKey}` };
  const rows = `${url}/rest/v1/bench`;
  const client = createClient(url, serviceKey, { auth: { persistSession: false, autoRefreshToken: false } });
  return [
    {
      name: "pg, with role and claims in a transaction",
      async run(id) {
        const connection = await pool.connect();
        await connection.query("begin");
        await connection.query("set local role service_role");
        await connection.query("select set_config('request.jwt.claims', $1, true)", [claims]);
        await connection.query({ name: "bench", text: QUERY, values: [id] });
        await connection.query("commit");
        connection.release();
      },
    },
    { name: "an empty answer over HTTP, by fetch", run: async () => (await fetch(url)).text() },
    { name: "the gateway, by fetch", run: async (id) => (await fetch(`${rows}?id=eq.${id}`, { headers })).json() },
    { name: "the gateway, by supabase-js", run: async (id) => client.from("bench").select().eq("id", id) },
  ];
}

/** What the gateway adds to the same SQL through `pg`. */
export async function benchGateway(bench: Bench): Promise<void> {
  progress("asking the gateway ...");
  const database = await bench.database();
  await database.admin.query(`
    create table public.bench (id int primary key, name text, size numeric, data jsonb, made_at timestamptz);
    insert into public.bench select n, 'name ' || n, n * 1.5, '{"a": [1, 2, 3]}', now() from generate_series(1, ${ROWS}) as n;
    alter table public.bench enable row level security;
    grant all on public.bench to service_role`);
  const gateway = await startGatewayProcess(database.url);
  const pools = [poolAs(database.url, "authenticator"), poolAs(database.url, "postgres")] as const;
  try {
    await compare([bareQuery(pools[1]), ...subjects(pools[0], gateway)]);
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
    await gateway.stop();
    await database.stop();
  }
}

/** Measures all in turns. The first is what the others are compared with. */
async function compare(list: Subject[]): Promise<void> {
  const measured = list.map((subject) => ({ ...subject, times: [] as number[], rates: [] as number[] }));
  for (const { run } of measured) for (let n = 0; n < WARM; n++) await run(randomId());
  for (let round = 0; round < ROUNDS; round++)
    for (const { run, times, rates } of measured) {
      for (let n = 0; n < SEQUENTIAL; n++) times.push(await timed(() => run(randomId())));
      rates.push(await rateOf(Array.from({ length: TOGETHER }, randomId), AT_ONCE, run));
    }
  const [base] = measured;
  for (const { name, times, rates } of measured) {
    const [time, rate] = [median(times), median(rates)];
    const compared = [
      ratio(time, median(base?.times ?? [])),
      `${AT_ONCE} at once: ${ratio(rate, median(base?.rates ?? []))}`,
    ];
    printFigure(`one row by ${name}`, `${millis(time)}, ${perSecond(rate)}`, ...compared);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bench = await startBench();
  await benchGateway(bench).finally(() => bench.stop());
}
