import { fileURLToPath } from "node:url";
import { z } from "zod";
import { tsx } from "@/local/children";
import { makeBareTable } from "./bare-tables";
import { AGENT, OWNER } from "./people";
import { printFigure, progress, ratio, seconds, timed } from "./report";
import { announced, type Bench, type GatewayProcess, startBench, startGatewayProcess, startProgram } from "./stage";

const ACCOUNT = `
  insert into auth.users (id, email) values ('${OWNER}', 'owner@bench.test');
  insert into public.agents (id, user_id, name) values ('${AGENT}', '${OWNER}', 'Riley')`;
/** `most`: megabytes that the importing process held at most. */
const Imported = z.object({ rows: z.int(), imported: z.int(), ms: z.number(), most: z.number() });

/** The sample file, the sample file again, and a made-up file of so many megabytes. The importing process, Postgres and the
 *  gateway are processes of their own. */
export async function benchImport(bench: Bench, megabytes = 50, remarks = 1000): Promise<void> {
  progress("importing leads ...");
  const database = await bench.database();
  const gateway = await startGatewayProcess(database.url);
  try {
    await database.admin.query(ACCOUNT);
    const first = await importFile(gateway, "sample");
    const again = await importFile(gateway, "sample");
    const table = await makeBareTable(database.admin, "leads");
    const bare = await timed(() => database.service.query(`insert into public.${table} select * from public.leads`));
    const compared = [`bare insert…select of its leads ${seconds(bare)}`, ratio(first.ms, bare)];
    printFigure(`import the sample, ${first.rows} rows, ${first.imported} new`, seconds(first.ms), ...compared);
    printFigure(
      `import the sample again, ${again.imported} new`,
      seconds(again.ms),
      `the first time ${seconds(first.ms)}`,
      ratio(again.ms, first.ms),
    );
    const large = await importFile(gateway, String(megabytes), String(remarks));
    const small = await importFile(gateway, String(megabytes / 5), String(remarks));
    const memory = (file: typeof large) => `RSS at most ${file.most.toFixed(0)} MB`;
    printFigure(
      `import ${megabytes} MB, ${large.rows} rows`,
      `${seconds(large.ms)}, ${memory(large)}`,
      `${megabytes / 5} MB: ${memory(small)}`,
      ratio(large.most, small.most),
    );
  } finally {
    await gateway.stop();
    await database.stop();
  }
}

async function importFile(gateway: GatewayProcess, ...what: string[]): Promise<z.infer<typeof Imported>> {
  // A small heap: what is garbage does not count as memory that the import needs.
  const args = [
    "--max-old-space-size=64",
    ...tsx("tests/bench/import-process.ts", gateway.url, gateway.serviceKey, ...what),
  ];
  const child = startProgram("import", args);
  try {
    return await announced(child, Imported);
  } finally {
    await child.stop();
  }
}

// By itself, with another size and other remarks: npx tsx tests/bench/import.ts 50 60
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [megabytes, remarks] = process.argv.slice(2).map(Number);
  const bench = await startBench();
  await benchImport(bench, megabytes, remarks).finally(() => bench.stop());
}
