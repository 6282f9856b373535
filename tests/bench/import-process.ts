import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { createClient } from "@supabase/supabase-js";
import { importLeads } from "@/lib/actions/import-leads";
import { accountsData } from "@/lib/data/accounts";
import type { Database } from "@/lib/data/database.types";
import { leadsData } from "@/lib/data/leads";
import { NOON, OWNER } from "./people";

/** One import in a process of its own, so that the memory is its alone: `sample`, or so many megabytes of made-up visits whose
 *  remarks have so many characters. Says how long it took and how much memory it held at most. */
const [url = "", key = "", what = "sample", remarks = "60"] = process.argv.slice(2);
const SAMPLE = fileURLToPath(new URL("../../local/data/cdnow_sample_leads.csv", import.meta.url));
const MEGABYTE = 1024 * 1024;

/** Made-up visits, four of each customer. */
async function* madeUp(megabytes: number, remarkLength: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from("Customer name,Phone,Email,Date,Service,Items,Amount,Status,Remarks about the visit\r\n");
  const areas = ["212", "415", "281", "305"];
  for (let size = 0, row = 0; size < megabytes * MEGABYTE - 1_000_000; ) {
    const lines: string[] = [];
    for (; lines.length < 500; row++) {
      const person = Math.floor(row / 4);
      const local = String(2_000_000 + Math.floor(person / 4));
      const phone = `(${areas[person % 4]}) ${local.slice(0, 3)}-${local.slice(3)}`;
      const date = new Date(Date.UTC(2022, 0, 1 + (row % 1500))).toISOString().slice(0, 10);
      const remark = `Came with a friend, ${row % 17} minutes late. `.padEnd(
        remarkLength,
        "Asked for the same as the last time. ",
      );
      lines.push(
        `Person ${person},${phone},person${person}@example.com,${date},haircut,1,${row % 300}.50,Closed,"${remark}"\r\n`,
      );
    }
    const block = Buffer.from(lines.join(""));
    size += block.length;
    yield block;
  }
}

const client = createClient<Database>(url, key, { auth: { persistSession: false, autoRefreshToken: false } });
const deps = {
  now: () => NOON,
  log: { info: () => {}, warn: () => {}, error: () => {} },
  data: { accounts: accountsData(client) },
  leads: leadsData(client),
};
const source = what === "sample" ? createReadStream(SAMPLE) : madeUp(Number(what), Number(remarks));
let most = 0;
const look = () => {
  most = Math.max(most, process.memoryUsage().rss / MEGABYTE);
};
const watch = setInterval(look, 20);
const start = performance.now();
const { rows, imported } = await importLeads(deps, { userId: OWNER, actorId: null, source });
const ms = performance.now() - start;
look();
clearInterval(watch);
process.stdout.write(`${JSON.stringify({ rows, imported, ms, most })}\n`);
