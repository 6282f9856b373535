import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { migrate } from "@/local/postgres/migrate";
import { asDatabase, prepareDatabase, withClient } from "@/local/postgres/prepare";
import { isAlive } from "@/local/postgres/process";
import { copyData, endOrphan, placeOf, type RunningPostgres, startPostgres } from "@/local/postgres/server";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DAY = 86_400_000;

/** The database that every test file's own one is copied from. */
export const TEMPLATE = "rekindle_template";

/** A hash of all that decides what the template holds. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  const add = async (folder: string, names: string[]) => {
    for (const name of names.sort()) hash.update(name).update(await readFile(join(ROOT, folder, name)));
  };
  await add("local/postgres", ["bootstrap.sql", "prepare.ts", "server.ts"]);
  await add("supabase/migrations", await readdir(join(ROOT, "supabase/migrations")).catch(() => []));
  return hash.digest("hex").slice(0, 16);
}

async function build(dataDir: string): Promise<void> {
  const postgres = await startPostgres({ dataDir, durable: false });
  try {
    await withClient(postgres.url, (client) => client.query(`create database ${TEMPLATE}`));
    const url = asDatabase(postgres.url, TEMPLATE);
    await prepareDatabase(url);
    await migrate(url);
    await withClient(url, (client) => client.query("vacuum analyze"));
  } finally {
    await postgres.stop();
  }
}

/** Templates of other migrations that nobody used for a day, and the folders of runs that were killed. */
async function tidy(templates: string, runs: string): Promise<void> {
  for (const name of await readdir(templates).catch(() => [])) {
    const path = join(templates, name);
    const used = (await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - used > DAY) await rm(path, { recursive: true, force: true });
  }
  for (const name of await readdir(runs).catch(() => [])) {
    if (isAlive(Number(name))) continue;
    await endOrphan(join(runs, name)).catch(() => undefined);
    await rm(join(runs, name), { recursive: true, force: true });
  }
}

/** Starts a throw-away Postgres that holds the template: a copy of one that was migrated before, when there is one. */
export async function startFromTemplate(): Promise<RunningPostgres> {
  const templates = await placeOf(join(ROOT, ".local", "test-templates"));
  const runs = await placeOf(join(ROOT, ".local", "test-runs"));
  await tidy(templates, runs);
  const template = join(templates, await fingerprint());
  if (!(await stat(template).catch(() => undefined))) {
    const making = `${template}.${process.pid}`;
    await rm(making, { recursive: true, force: true });
    try {
      await build(making);
      await rename(making, template);
    } catch (error) {
      await rm(making, { recursive: true, force: true });
      // Another run may have made the same one meanwhile.
      if (!(await stat(template).catch(() => undefined))) throw error;
    }
  }
  const dataDir = join(runs, String(process.pid));
  await rm(dataDir, { recursive: true, force: true });
  await copyData(template, dataDir);
  const postgres = await startPostgres({ dataDir, durable: false });
  return {
    ...postgres,
    async stop() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
