import { z } from "zod";
import { tsx } from "@/local/children";
import { OWNER } from "./people";
import { inTurns, median, perSecond, printFigure, progress, ratio, seconds, timed } from "./report";
import {
  announced,
  type Bench,
  type BenchDatabase,
  type GatewayProcess,
  startGatewayProcess,
  startProgram,
} from "./stage";

const Uploaded = z.object({
  rows: z.int(),
  taken: z.int(),
  ms: z.number(),
  completed: z.number(),
  customers: z.int(),
  most: z.number(),
});
const ROUNDS = 5;
/** As many customers as an import of 50 MB makes in two minutes or so. */
const NEW_CUSTOMERS = 10_000;

/** A do-not-call list of five million numbers, in parts through the data layer, for an account of 100,000 customers; and what lists cost an
 *  account's new customers. The uploading process, Postgres and the gateway are processes of their own. */
export async function benchLists(bench: Bench, people: string, most = 5_000_000): Promise<void> {
  progress("uploading do-not-call lists ...");
  const database = await bench.database(people);
  const gateway = await startGatewayProcess(database.url);
  try {
    const before = await costOfCustomers(database);
    const small = await upload(gateway, most / 20);
    const large = await upload(gateway, most);
    const rate = perSecond((large.rows * 1000) / large.ms);
    const sizes = [
      `RSS at most ${large.most.toFixed(0)} MB`,
      `${(most / 20).toLocaleString("en-US")} rows: ${small.most.toFixed(0)} MB`,
    ];
    printFigure(
      `do-not-call list of ${large.rows.toLocaleString("en-US")} rows`,
      `${seconds(large.ms)}, ${rate}`,
      ...sizes,
      ratio(large.most, small.most),
    );
    printFigure(`its completion, ${large.customers} of 100,000 customers on it`, seconds(large.completed));
    const after = await costOfCustomers(database);
    const compared = (cost: typeof before) => [
      `without the trigger ${seconds(cost.without)}`,
      ratio(cost.with, cost.without),
    ];
    const name = `${NEW_CUSTOMERS.toLocaleString("en-US")} new customers`;
    printFigure(`${name}, no list`, seconds(before.with), ...compared(before));
    printFigure(`${name}, that list`, seconds(after.with), ...compared(after));
  } finally {
    await gateway.stop();
    await database.stop();
  }
}

async function upload(gateway: GatewayProcess, rows: number): Promise<z.infer<typeof Uploaded>> {
  const args = [
    "--max-old-space-size=64",
    ...tsx("tests/bench/list-process.ts", gateway.url, gateway.serviceKey, String(rows)),
  ];
  const child = startProgram("lists", args);
  try {
    return await announced(child, Uploaded);
  } finally {
    await child.stop();
  }
}

/** Customers in statements of a thousand, as an import writes them, each time taken back. */
async function costOfCustomers({ admin }: BenchDatabase) {
  const insert = async (trigger: "enable" | "disable") => {
    const client = await admin.connect();
    try {
      await client.query(`begin; alter table public.customers ${trigger} trigger stop_new`);
      const sql = `insert into public.customers (user_id, phone) select '${OWNER}', '+1313' || 2000000 + n from generate_series($1::integer, $1 + 999) n`;
      return await timed(async () => {
        for (let from = 1; from < NEW_CUSTOMERS; from += 1000) await client.query(sql, [from]);
      });
    } finally {
      await client.query("rollback");
      client.release();
    }
  };
  const times = { with: [] as number[], without: [] as number[] };
  await inTurns(ROUNDS, {
    with: async () => times.with.push(await insert("enable")),
    without: async () => times.without.push(await insert("disable")),
  });
  return { with: median(times.with), without: median(times.without) };
}
