import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { giveTo, type OsUser, postgresBinaries, postgresUser, reachable } from "./binaries";
import { birthOf, commandLine, freePort, isAlive, waitForEnd } from "./process";

const run = promisify(execFile);

/** The superuser's password; the server listens on 127.0.0.1 alone, as `supabase start` does. */
export const PASSWORD = "postgres";

export type PostgresOptions = {
  dataDir: string;
  /** Refused when taken; a free one is chosen when absent. */
  port?: number;
  /** false: no fsync, for databases that are thrown away. Default true. */
  durable?: boolean;
  /** true: the data is removed when the server stops, wherever it lies; not durable either. */
  temporary?: boolean;
};

export type RunningPostgres = {
  /** Connection string of the superuser, database `postgres`. */
  url: string;
  port: number;
  /** Where the data really lies: `dataDir`, or a stand-in when the user that runs Postgres can't reach it. */
  dataDir: string;
  stop(): Promise<void>;
};

/** Starts PostgreSQL 17 on 127.0.0.1, making the data directory when there is none, and repairing what a kill left:
 *  a half-made directory, a stale lock file, a server whose parent is gone.
 *  @throws when the port is taken, or when a live process uses the directory. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const user = await postgresUser();
  const binaries = await postgresBinaries(user);
  const dataDir = await reachable(options.dataDir, user);
  await mkdir(dirname(dataDir), { recursive: true });
  await endOrphan(dataDir);
  if (!(await isInitialised(dataDir))) await initialise(binaries.initdb, dataDir, user);
  await writeOwner(dataDir);
  for (let tries = 0; ; tries++) {
    const port = await freePort(options.port);
    if (port === undefined) throw new Error(`Port ${options.port} is taken; Postgres needs another one.`);
    const durable = options.durable ?? !options.temporary;
    const outcome = await launch(binaries.postgres, dataDir, port, durable, user);
    if (typeof outcome !== "string") return running(outcome, dataDir, port, options.temporary ?? false);
    // The port went between the probe and the start, or dying children of a killed server still hold its memory.
    const passing = /could not (bind|create any TCP)|pre-existing shared memory/.test(outcome);
    if (!passing || tries >= 40) throw new Error(`Postgres did not start:\n${outcome}`);
    await wait(250);
  }
}

function running(child: ChildProcess, dataDir: string, port: number, temporary: boolean): RunningPostgres {
  const endWithParent = () => void child.kill("SIGINT");
  process.once("exit", endWithParent);
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  return {
    url: `postgresql://supabase_admin:${PASSWORD}@127.0.0.1:${port}/postgres`,
    port,
    dataDir,
    async stop() {
      process.off("exit", endWithParent);
      if (child.exitCode === null && child.signalCode === null) {
        child.ref();
        child.kill("SIGINT");
        const impatient = setTimeout(() => child.kill("SIGQUIT"), 20_000);
        await ended;
        clearTimeout(impatient);
      }
      await rm(temporary ? dataDir : ownerFile(dataDir), { recursive: temporary, force: true });
    },
  };
}

async function isInitialised(dataDir: string): Promise<boolean> {
  const entries: string[] = await readdir(dataDir).catch(() => []);
  if (entries.length === 0) return false;
  if (!entries.includes("PG_VERSION")) throw new Error(`${dataDir} holds files that are not Postgres's.`);
  if (await stat(join(dataDir, "global", "pg_control")).catch(() => undefined)) return true;
  await rm(dataDir, { recursive: true });
  return false;
}

/** Made beside its place and renamed when complete, so that a directory that exists is whole. */
async function initialise(initdb: string, dataDir: string, user: OsUser | undefined): Promise<void> {
  const prefix = `${basename(dataDir)}.making-`;
  for (const left of await readdir(dirname(dataDir))) {
    const maker = left.startsWith(prefix) ? Number(left.slice(prefix.length)) : undefined;
    if (maker && !isAlive(maker)) await rm(join(dirname(dataDir), left), { recursive: true, force: true });
  }
  const making = join(dirname(dataDir), `${prefix}${process.pid}`);
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { mode: 0o700 });
  const passwordFile = join(making, "password");
  await writeFile(passwordFile, PASSWORD, { mode: 0o600 });
  await giveTo(making, user);
  const data = join(making, "data");
  const flags = ["--username=supabase_admin", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"];
  const locale = ["--locale=C", "--locale-provider=icu", "--icu-locale=en-US"];
  await run(initdb, ["-D", data, "--no-sync", "--no-instructions", "--wal-segsize=4", ...flags, ...locale], {
    cwd: making,
    ...user,
  });
  await rename(data, dataDir).catch(async (error: unknown) => {
    if (!(await isInitialised(dataDir))) throw error;
  });
  await rm(making, { recursive: true, force: true });
}

function launch(postgres: string, dataDir: string, port: number, durable: boolean, user: OsUser | undefined) {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "128MB",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return new Promise<ChildProcess | string>((done) => {
    // Its own process group: Ctrl-C reaches the parent alone, which stops the server when the rest has ended.
    const child = spawn(postgres, ["-D", dataDir, "-p", String(port), ...flags], {
      cwd: dataDir,
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
      ...user,
    });
    let log = "";
    child.stderr.setEncoding("utf8");
    child.stderr.on("data", (text: string) => {
      log = (log + text).slice(-8000);
      if (!log.includes("database system is ready to accept connections")) return;
      child.stderr.removeAllListeners("data").resume();
      child.unref();
      if ("unref" in child.stderr && typeof child.stderr.unref === "function") child.stderr.unref();
      done(child);
    });
    child.once("error", (error) => done(error.message));
    child.once("close", (code) => done(log || `exit code ${code}`));
  });
}

const ownerFile = (dataDir: string) => join(dataDir, "rekindle.owner");

async function writeOwner(dataDir: string): Promise<void> {
  await writeFile(ownerFile(dataDir), `${process.pid} ${await birthOf(process.pid)}`);
}

async function isOwnerAlive(dataDir: string): Promise<number | undefined> {
  const text = await readFile(ownerFile(dataDir), "utf8").catch(() => "");
  const [pid, ...birth] = text.split(" ");
  const owner = Number(pid);
  if (!owner || !isAlive(owner)) return undefined;
  return (await birthOf(owner)) === birth.join(" ") ? owner : undefined;
}

/** Where a data directory really lies, so that the user that runs Postgres can reach it. */
export async function placeOf(dataDir: string): Promise<string> {
  return reachable(dataDir, await postgresUser());
}

/** Makes a copy of a stopped server's data directory that `startPostgres` can start. */
export async function copyData(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  // The system's cp keeps owners, and is four times as fast as Node's.
  const copied = await run("cp", ["-a", from, to]).then(
    () => true,
    () => false,
  );
  if (copied) return;
  await cp(from, to, { recursive: true });
  await chmod(to, 0o700);
  await giveTo(to, await postgresUser());
}

/** Stops the server of this directory when the process that started it is gone; drops a lock file nobody holds. */
export async function endOrphan(dataDir: string): Promise<void> {
  const lockFile = join(dataDir, "postmaster.pid");
  const [first] = (await readFile(lockFile, "utf8").catch(() => "")).split("\n");
  const pid = Number(first);
  const command = pid > 1 ? await commandLine(pid) : "";
  const isThisServer = command.includes("postgres") && command.includes(dataDir);
  if (!isThisServer) {
    await rm(lockFile, { force: true });
    return;
  }
  const owner = await isOwnerAlive(dataDir);
  if (owner) throw new Error(`Process ${owner} is using the database in ${dataDir}. Stop it first.`);
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    process.kill(pid, signal);
    if (await waitForEnd(pid, 15_000)) return;
  }
  throw new Error(`The Postgres left running in ${dataDir} (process ${pid}) does not stop.`);
}
