import { startPostgres } from "@/local/postgres/server";

/** Starts Postgres in the directory of its first argument, says where, and lives until it is killed. */
const { url } = await startPostgres({ dataDir: process.argv[2] ?? "", durable: false });
process.send?.(url);
setInterval(() => undefined, 1_000_000);
