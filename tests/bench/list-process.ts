import { createClient } from "@supabase/supabase-js";
import type { UserDeps } from "@/lib/actions/deps";
import { beginList, completeList, takeListPart } from "@/lib/actions/upload-list";
import { NewList } from "@/lib/core/lists";
import { accountsData } from "@/lib/data/accounts";
import type { Database } from "@/lib/data/database.types";
import { listsData } from "@/lib/data/lists";
import { NOON, OWNER } from "./people";

/** One upload of so many numbers in a process of its own, in parts of a megabyte as a browser sends them. Says how long it took, how long
 *  it took to complete, and how much memory it held at most. */
const [url = "", key = "", wanted = "5000000"] = process.argv.slice(2);
const MEGABYTE = 1024 * 1024;
const LINE = "212,5550100\n".length;
const rows = Number(wanted);
const perPart = Math.floor(MEGABYTE / LINE);
const parts = Math.ceil(rows / perPart);

/** Numbers from all over the range, as the national file has them. */
function partOf(at: number): Buffer {
  const lines: string[] = [];
  for (let row = at * perPart; row < Math.min(rows, (at + 1) * perPart); row++) {
    const number = String(2_000_000_000 + ((row * 1_597) % 8_000_000_000));
    // One of a thousand may be a customer's.
    const isKnown = row % 1000 === 0;
    lines.push(
      `${isKnown ? "212" : number.slice(0, 3)},${isKnown ? 2_000_000 + row / 50 : (2 + (row % 8)) + number.slice(4)}\n`,
    );
  }
  return Buffer.from(lines.join(""));
}

const client = createClient<Database>(url, key, { auth: { persistSession: false, autoRefreshToken: false } });
const deps = {
  ...{ now: () => NOON, log: { info: () => {}, warn: () => {}, error: () => {} }, accountId: OWNER },
  ...{
    user: { id: OWNER, email: "owner@bench.test" },
    data: { accounts: accountsData(client) },
    lists: listsData(client),
  },
} as unknown as UserDeps;
let most = 0;
const look = () => {
  most = Math.max(most, process.memoryUsage().rss / MEGABYTE);
};
const watch = setInterval(look, 20);
const file = { file_name: "national.txt", file_bytes: rows * LINE, file_key: `bench ${rows}`, parts };
const list = NewList.parse({ kind: "national", region: "US", as_of: "2026-11-20", ...file });
const start = performance.now();
const { id } = await beginList(deps, list);
for (let at = 0; at < parts; at++) await takeListPart(deps, id, at, partOf(at));
const ms = performance.now() - start;
const ended = performance.now();
const done = await completeList(deps, id);
const completed = performance.now() - ended;
look();
clearInterval(watch);
const { taken, refused } = done.list;
process.stdout.write(
  `${JSON.stringify({ rows: done.list.rows, taken, refused, ms, completed, customers: done.customers, most })}\n`,
);
