import { type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createClient } from "@supabase/supabase-js";
import { Pool } from "pg";
import { z } from "zod";
import { asRole, prepareDatabase, withClient } from "@/local/postgres/prepare";
import { startPostgres } from "@/local/postgres/server";

const ROWS = 10_000;
const SEQUENTIAL = 1500;
const PARALLEL = 16;
const THROUGHPUT_MILLISECONDS = 3000;

const started = z.object({ url: z.string(), serviceKey: z.string() });

async function startGatewayProcess(databaseUrl: string) {
  const script = fileURLToPath(new URL("./gateway-server.ts", import.meta.url));
  const secret = "a-secret-of-the-benchmark-with-at-least-32-characters";
  const stdio: StdioOptions = ["ignore", "pipe", "inherit"];
  const child = spawn(process.execPath, ["--import", "tsx", script, databaseUrl, secret], { stdio });
  if (!child.stdout) throw new Error("The gateway's output can't be read");
  const [line] = await once(createInterface(child.stdout), "line");
  return { ...started.parse(JSON.parse(String(line))), stop: () => child.kill() };
}

type Subject = { name: string; run(id: number): Promise<unknown> };
type Figures = { median: number; perSecond: number };

const randomId = (): number => 1 + Math.floor(Math.random() * ROWS);

async function medianOf({ run }: Subject): Promise<number> {
  for (let warm = 0; warm < 200; warm++) await run(randomId());
  const times: number[] = [];
  for (let done = 0; done < SEQUENTIAL; done++) {
    const start = performance.now();
    await run(randomId());
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[SEQUENTIAL / 2] ?? Number.NaN;
}

async function throughputOf({ run }: Subject): Promise<number> {
  let done = 0;
  const start = performance.now();
  const worker = async () => {
    for (; performance.now() - start < THROUGHPUT_MILLISECONDS; done++) await run(randomId());
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  return (done * 1000) / (performance.now() - start);
}

async function measure(subject: Subject): Promise<Figures> {
  return { median: await medianOf(subject), perSecond: await throughputOf(subject) };
}

/** One row by its key, as JSON, for a role under RLS: the least a request of the API has to do. */
const QUERY = "select coalesce(json_agg(t), '[]')::text as body from (select * from public.bench where id = $1) as t";

function subjects(pool: Pool, gateway: { url: string; serviceKey: string }): Subject[] {
  const claims = JSON.stringify({ role: "service_role" });
  const headers = { apikey: gateway.serviceKey, authorization: `Bearer ${gateway.serviceKey}` };
  const client = createClient(gateway.url, gateway.serviceKey, { auth: { persistSession: false } });
  return [
    { name: "pg, the bare query", run: (id) => pool.query({ name: "bench", text: QUERY, values: [id] }) },
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
    { name: "an empty answer over HTTP, by fetch", run: async () => (await fetch(gateway.url)).text() },
    {
      name: "gateway, by fetch",
      run: async (id) => (await fetch(`${gateway.url}/rest/v1/bench?id=eq.${id}`, { headers })).json(),
    },
    { name: "gateway, by supabase-js", run: async (id) => client.from("bench").select().eq("id", id) },
  ];
}

/** What the gateway adds to the same SQL through `pg`. @returns one line for each way of asking. */
export async function benchGateway(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "rekindle-bench-"));
  const postgres = await startPostgres({ dataDir: join(folder, "data"), temporary: true });
  try {
    await prepareDatabase(postgres.url);
    await withClient(postgres.url, (client) =>
      client.query(`create table public.bench (id int primary key, name text, size numeric, data jsonb, made_at timestamptz);
        insert into public.bench select n, 'name ' || n, n * 1.5, '{"a": [1, 2, 3]}', now() from generate_series(1, ${ROWS}) as n;
        alter table public.bench enable row level security;
        grant all on public.bench to service_role; analyze public.bench`),
    );
    const pool = new Pool({ connectionString: asRole(postgres.url, "authenticator"), max: 10 });
    const bare = new Pool({ connectionString: asRole(postgres.url, "postgres"), max: 10 });
    const gateway = await startGatewayProcess(postgres.url);
    try {
      const [first, ...others] = subjects(pool, gateway);
      if (!first) return [];
      const base = await measure({ ...first, run: (id) => bare.query({ name: "bench", text: QUERY, values: [id] }) });
      const lines = [line(first.name, base, base)];
      for (const subject of others) lines.push(line(subject.name, await measure(subject), base));
      return lines;
    } finally {
      gateway.stop();
      await Promise.all([pool.end(), bare.end()]);
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function line(name: string, { median, perSecond }: Figures, base: Figures): string {
  const slower = `${(median / base.median).toFixed(1)}x`;
  const share = `${((100 * perSecond) / base.perSecond).toFixed(0)} %`;
  return `gateway | ${name} | median ${median.toFixed(2)} ms (${slower}) | ${perSecond.toFixed(0)}/s at ${PARALLEL} (${share})`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await benchGateway()).join("\n"));
