import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { importLeads } from "@/lib/actions/import-leads";
import type { ImportReport } from "@/lib/core/leads/import-report";
import { accountsData } from "@/lib/data/accounts";
import { leadsData } from "@/lib/data/leads";
import { AGENT, NOON, OWNER } from "./people";
import { printFigure, progress, seconds } from "./report";
import { type Bench, startBench, startGatewayProcess } from "./stage";

const MEGABYTE = 1024 * 1024;
const SAMPLE = fileURLToPath(new URL("../../local/data/cdnow_sample_leads.csv", import.meta.url));
const ACCOUNT = `
  insert into auth.users (id, email) values ('${OWNER}', 'owner@bench.test');
  insert into public.agents (id, user_id, name) values ('${AGENT}', '${OWNER}', 'Riley')`;

/** The sample file, the sample file again, and a made-up file of so many megabytes with this process's memory meanwhile.
 *  Postgres and the gateway run in processes of their own. */
export async function benchImport(bench: Bench, megabytes = 5): Promise<void> {
  progress("importing leads ...");
  const database = await bench.database();
  const gateway = await startGatewayProcess(database.url);
  try {
    await database.admin.query(ACCOUNT);
    const deps = {
      now: () => NOON,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      data: { accounts: accountsData(gateway.service) },
      leads: leadsData(gateway.service),
    };
    const load = (source: AsyncIterable<Uint8Array>) => importLeads(deps, { userId: OWNER, actorId: null, source });
    await measure("import the sample file", () => load(createReadStream(SAMPLE)));
    await measure("import the sample file again", () => load(createReadStream(SAMPLE)));
    await measure(`import a file of ${megabytes} MB`, () => load(madeUp(megabytes)));
  } finally {
    await gateway.stop();
    await database.stop();
  }
}

async function measure(name: string, run: () => Promise<ImportReport>): Promise<void> {
  const memory: number[] = [];
  const watch = setInterval(() => memory.push(process.memoryUsage().rss), 100);
  const start = performance.now();
  const report = await run();
  const ms = performance.now() - start;
  clearInterval(watch);
  const most = (from: number, to: number) =>
    Math.round(Math.max(...memory.slice(from * memory.length, Math.ceil(to * memory.length))) / MEGABYTE);
  const rate = `${Math.round((report.rows * 1000) / ms)} rows/s`;
  const rss = `RSS at most ${most(0, 0.2)} MB in the first fifth, ${most(0.8, 1)} MB in the last`;
  printFigure(`${name} (${report.rows} rows, ${report.imported} new)`, `${seconds(ms)}, ${rate}`, rss);
}

/** Made-up visits, four of each customer. */
async function* madeUp(megabytes: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from("Customer name,Phone,Email,Date,Service,Items,Amount,Status,Remarks about the visit\r\n");
  const areas = ["212", "415", "281", "305"];
  for (let size = 0, row = 0; size < megabytes * MEGABYTE - 200_000; ) {
    const lines: string[] = [];
    for (; lines.length < 500; row++) {
      const person = Math.floor(row / 4);
      const local = String(2_000_000 + Math.floor(person / 4));
      const phone = `(${areas[person % 4]}) ${local.slice(0, 3)}-${local.slice(3)}`;
      const date = new Date(Date.UTC(2022, 0, 1 + (row % 1500))).toISOString().slice(0, 10);
      const visit = `${date},haircut,1,${row % 300}.50,Closed,"Came with a friend, ${row % 17} minutes late"`;
      lines.push(`Person ${person},${phone},person${person}@example.com,${visit}\r\n`);
    }
    const block = Buffer.from(lines.join(""));
    size += block.length;
    yield block;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bench = await startBench();
  await benchImport(bench, Number(process.argv[2] ?? 50)).finally(() => bench.stop());
}
