import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { migrate } from "@/local/postgres/migrate";
import { asDatabase, prepareDatabase, withClient } from "@/local/postgres/prepare";
import { isAlive } from "@/local/postgres/process";
import { copyData, endOrphan, placeOf, type RunningPostgres, startPostgres } from "@/local/postgres/server";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DAY = 86_400_000;

/** Databases that every test file's own one is copied from: an empty Supabase, and one with the product's schema. */
export const TEMPLATES = { empty: "rekindle_empty", product: "rekindle_product" } as const;

export type TestPostgres = RunningPostgres & {
  /** Why there is no `product` template, when a migration failed. */
  migrationFailure: string | undefined;
};

async function fingerprint(folder: string, pattern: RegExp): Promise<string> {
  const hash = createHash("sha256");
  const names: string[] = await readdir(join(ROOT, folder)).catch(() => []);
  for (const name of names.filter((found) => pattern.test(found)).sort()) {
    hash.update(name).update(await readFile(join(ROOT, folder, name)));
  }
  return hash.digest("hex").slice(0, 12);
}

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

/** Fills a data directory once and keeps it: in its place only when `work` succeeded. */
async function keep(place: string, work: (dataDir: string) => Promise<void>): Promise<string> {
  if (await exists(place)) return place;
  const making = `${place}.making-${process.pid}`;
  await rm(making, { recursive: true, force: true });
  try {
    await work(making);
    await rename(making, place);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    // Another run may have made the same one meanwhile.
    if (!(await exists(place))) throw error;
  }
  return place;
}

async function withPostgres(dataDir: string, work: (url: string) => Promise<void>): Promise<void> {
  const postgres = await startPostgres({ dataDir, durable: false });
  try {
    await work(postgres.url);
  } finally {
    await postgres.stop();
  }
}

function fillEmpty(dataDir: string): Promise<void> {
  return withPostgres(dataDir, async (url) => {
    await withClient(url, (client) => client.query(`create database ${TEMPLATES.empty}`));
    await prepareDatabase(asDatabase(url, TEMPLATES.empty));
  });
}

async function fillProduct(empty: string, dataDir: string): Promise<void> {
  await copyData(empty, dataDir);
  await withPostgres(dataDir, async (url) => {
    const create = `create database ${TEMPLATES.product} template ${TEMPLATES.empty} owner postgres`;
    await withClient(url, (client) => client.query(create));
    const product = asDatabase(url, TEMPLATES.product);
    await migrate(product);
    await withClient(product, (client) => client.query("vacuum analyze"));
  });
}

/** Templates nobody used for a day, and the folders of runs that were killed. */
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

/** Starts a throw-away Postgres that holds the templates: a copy of what an earlier run made, when nothing changed. */
export async function startFromTemplates(): Promise<TestPostgres> {
  const templates = await placeOf(join(ROOT, ".local", "test-templates"));
  const runs = await placeOf(join(ROOT, ".local", "test-runs"));
  await tidy(templates, runs);
  const base = await fingerprint("local/postgres", /\.(?:sql|ts)$/);
  const empty = await keep(join(templates, `empty-${base}`), fillEmpty);
  const schema = await fingerprint("supabase/migrations", /\.sql$/);
  let migrationFailure: string | undefined;
  const product = await keep(join(templates, `product-${base}-${schema}`), (dataDir) =>
    fillProduct(empty, dataDir),
  ).catch((error: unknown) => {
    migrationFailure = error instanceof Error ? error.message : String(error);
    return empty;
  });
  const dataDir = join(runs, String(process.pid));
  await rm(dataDir, { recursive: true, force: true });
  for (const used of [empty, product]) await utimes(used, new Date(), new Date());
  await copyData(product, dataDir);
  const postgres = await startPostgres({ dataDir, durable: false });
  return {
    ...postgres,
    migrationFailure,
    async stop() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
