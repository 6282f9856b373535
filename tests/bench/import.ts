import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { createClient } from "@supabase/supabase-js";
import { Pool } from "pg";
import { importLeads } from "@/lib/actions/import-leads";
import type { ImportReport } from "@/lib/core/leads/import-report";
import { accountsData } from "@/lib/data/accounts";
import type { Database } from "@/lib/data/database.types";
import { leadsData } from "@/lib/data/leads";
import { startGateway } from "@/local/gateway/server";
import { asDatabase, withClient } from "@/local/postgres/prepare";
import { startFromTemplates, TEMPLATES } from "../support/stack-template";

// npx tsx tests/bench/import.ts [MEGABYTES]: the sample, the sample again, and a made-up file of that size.
const MEGABYTE = 1024 * 1024;
const SAMPLE = fileURLToPath(new URL("../../local/data/cdnow_sample_leads.csv", import.meta.url));

/** Made-up visits: four of each customer, in the formats of the sample. */
async function* madeUp(megabytes: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from("Customer name,Phone,Email,Date,Service,Items,Amount,Status,Remarks about the visit\r\n");
  for (let size = 0, row = 0; size < megabytes * MEGABYTE; ) {
    const lines: string[] = [];
    for (let n = 0; n < 500; n++, row++) {
      const person = Math.floor(row / 4);
      const phone = `(${["212", "415", "281", "305"][person % 4]}) ${200 + (Math.floor(person / 40_000) % 700)}-${String(Math.floor(person / 4) % 10_000).padStart(4, "0")}`;
      const date = new Date(Date.UTC(2022, 0, 1 + (row % 1500))).toISOString().slice(0, 10);
      lines.push(
        `Person ${person},${phone},person${person}@example.com,${date},haircut,1,${row % 300}.50,Closed,"Came with a friend, ${row % 17} minutes late"\r\n`,
      );
    }
    const block = Buffer.from(lines.join(""));
    size += block.length;
    yield block;
  }
}

async function measure(name: string, run: () => Promise<ImportReport>): Promise<void> {
  let peak = 0;
  const early: number[] = [];
  const watch = setInterval(() => {
    const { rss } = process.memoryUsage();
    peak = Math.max(peak, rss);
    early.push(rss);
  }, 100);
  const start = performance.now();
  const report = await run();
  clearInterval(watch);
  const seconds = (performance.now() - start) / 1000;
  const mb = (bytes: number) => Math.round(bytes / MEGABYTE);
  const tenth = Math.max(...early.slice(0, Math.ceil(early.length / 10)));
  const counts = `${report.rows} rows, ${report.imported} imported, ${report.unchanged} unchanged, ${report.refused} refused`;
  console.log(
    `${name}: ${seconds.toFixed(1)} s, ${Math.round(report.rows / seconds)} rows/s, RSS ${mb(tenth)} MB after a tenth, ${mb(peak)} MB at most; ${counts}`,
  );
}

const postgres = await startFromTemplates();
const name = `bench_${process.pid}`;
await withClient(postgres.url, (client) => client.query(`create database ${name} template ${TEMPLATES.product}`));
const databaseUrl = asDatabase(postgres.url, name);
const gateway = await startGateway({ databaseUrl, jwtSecret: "a-secret-of-the-bench-with-at-least-32-characters" });
const pool = new Pool({ connectionString: databaseUrl, max: 1 });
try {
  const userId = randomUUID();
  await pool.query("insert into auth.users (id, email) values ($1, 'bench@business.test')", [userId]);
  await pool.query("insert into agents (user_id, name) values ($1, 'Agent')", [userId]);
  const client = createClient<Database>(gateway.url, gateway.serviceKey, { auth: { persistSession: false } });
  const deps = {
    now: () => new Date("2026-11-21T12:00:00Z"),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    data: { accounts: accountsData(client) },
    leads: leadsData(client),
  };
  const load = (source: AsyncIterable<Uint8Array>) => importLeads(deps, { userId, actorId: null, source });
  const megabytes = Number(process.argv[2] ?? 50);
  await measure("sample", () => load(createReadStream(SAMPLE)));
  await measure("sample again", () => load(createReadStream(SAMPLE)));
  await measure(`${megabytes} MB`, () => load(madeUp(megabytes - 0.1)));
} finally {
  await pool.end();
  await gateway.stop();
  await postgres.stop();
}
