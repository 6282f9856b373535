import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withClient } from "@/local/postgres/prepare";
import { isAlive } from "@/local/postgres/process";
import { copyData, type PostgresOptions, type RunningPostgres, startPostgres } from "@/local/postgres/server";

let made: string;
let folder: string;
let dataDir: string;
const running: RunningPostgres[] = [];
const children: ChildProcess[] = [];

async function newFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "rekindle-postgres-"));
  // Postgres may run as another user, who has to reach it.
  await chmod(path, 0o755);
  return path;
}

beforeAll(async () => {
  made = join(await newFolder(), "data");
  await (await startPostgres({ dataDir: made, durable: false })).stop();
});
afterAll(() => rm(dirname(made), { recursive: true, force: true }));
beforeEach(async () => {
  folder = await newFolder();
  dataDir = join(folder, "deep", "data");
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await Promise.all(running.splice(0).map((postgres) => postgres.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Partial<PostgresOptions> = {}): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataDir, durable: false, ...options });
  running.push(postgres);
  return postgres;
}

const query = (postgres: RunningPostgres, sql: string) =>
  withClient(postgres.url, async (client) => (await client.query(sql)).rows);

const postmaster = async (place = dataDir) =>
  Number((await readFile(join(place, "postmaster.pid"), "utf8")).split("\n")[0]);

/** A directory in use before, which takes less time than a new one. */
const useMade = () => copyData(made, dataDir);

/** Another process that starts Postgres in the same directory, and is then killed. */
async function startElsewhere(): Promise<{ child: ChildProcess; url: string }> {
  const script = fileURLToPath(new URL("./start-postgres.ts", import.meta.url));
  const child = fork(script, [dataDir], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  children.push(child);
  const [message] = await once(child, "message");
  return { child, url: String(message) };
}

describe("Postgres", () => {
  it("is version 17, speaks UTF-8, sorts as people do and keeps UTC", async () => {
    const postgres = await start();
    const sql = `select current_setting('server_version_num')::int / 10000 as version,
      current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone,
      (select string_agg(w, '' order by w) from unnest('{b,A,a,B,é}'::text[]) as w) as sorted`;
    expect(await query(postgres, sql)).toEqual([{ version: 17, encoding: "UTF8", zone: "UTC", sorted: "aAbBé" }]);
  });

  it("listens on 127.0.0.1 alone", async () => {
    await useMade();
    const postgres = await start();
    expect(
      await query(
        postgres,
        "select current_setting('listen_addresses') as a, current_setting('unix_socket_directories') as u",
      ),
    ).toEqual([{ a: "127.0.0.1", u: "" }]);
  });

  it("keeps its data from one start to the next", async () => {
    await useMade();
    const first = await start();
    await query(first, "create table kept as select 1 as n");
    await first.stop();
    await first.stop();
    const second = await start();
    expect(await query(second, "select * from kept")).toEqual([{ n: 1 }]);
  });

  it("syncs to disk unless its data may be lost", async () => {
    await useMade();
    const lasting = await start({ durable: true });
    expect(await query(lasting, "show fsync")).toEqual([{ fsync: "on" }]);
  });

  it("takes the port it is given, and refuses one that is taken", async () => {
    await useMade();
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await expect(start({ port })).rejects.toThrow(`Port ${port} is taken`);
    await new Promise((done) => server.close(done));
    expect((await start({ port })).port).toBe(port);
  });

  it("refuses a directory that holds something else", async () => {
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, "letter.txt"), "dear");
    await expect(start()).rejects.toThrow("not Postgres's");
    expect(await readFile(join(dataDir, "letter.txt"), "utf8")).toBe("dear");
  });
});

describe("after a kill, Postgres starts again", () => {
  it("from a directory that was half made", async () => {
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, "PG_VERSION"), "17\n");
    const postgres = await start();
    expect(await query(postgres, "select 1 as n")).toEqual([{ n: 1 }]);
  });

  it("past what an interrupted making left beside it", async () => {
    const left = `${dataDir}.making-999999999`;
    await mkdir(left, { recursive: true });
    await start();
    await expect(stat(left)).rejects.toThrow();
  });

  it("from a lock file whose process is another one now", async () => {
    await useMade();
    await writeFile(join(dataDir, "postmaster.pid"), `${process.pid}\n${dataDir}\n`);
    const postgres = await start();
    expect(await query(postgres, "select 1 as n")).toEqual([{ n: 1 }]);
  });

  it("of the server itself", async () => {
    await useMade();
    const first = await start({ durable: true });
    await query(first, "create table kept as select 1 as n");
    process.kill(await postmaster(), "SIGKILL");
    await first.stop();
    const second = await start();
    expect(await query(second, "select * from kept")).toEqual([{ n: 1 }]);
  });

  it("of the process that started it, whose server still runs", async () => {
    await useMade();
    const { child, url } = await startElsewhere();
    await withClient(url, (client) => client.query("create table kept as select 1 as n"));
    const orphan = await postmaster();
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isAlive(orphan)).toBe(true);
    const postgres = await start();
    expect(isAlive(orphan)).toBe(false);
    expect(await query(postgres, "select * from kept")).toEqual([{ n: 1 }]);
  });
});

describe("Postgres is left alone", () => {
  it("while the process that started it lives", async () => {
    await useMade();
    const { child, url } = await startElsewhere();
    await expect(start()).rejects.toThrow(`Process ${child.pid} is using the database`);
    expect(await withClient(url, async (client) => (await client.query("select 1 as n")).rows)).toEqual([{ n: 1 }]);
  });
});

describe.runIf(process.getuid?.() === 0)("as root", () => {
  it("runs as another user", async () => {
    await useMade();
    const postgres = await start();
    const owner = (await stat(join(postgres.dataDir, "PG_VERSION"))).uid;
    expect(owner).not.toBe(0);
  });

  it("finds a place the other user can reach", async () => {
    await chmod(folder, 0o700);
    const postgres = await start();
    expect(postgres.dataDir).not.toContain(folder);
    await query(postgres, "create table kept as select 1 as n");
    await postgres.stop();
    const again = await start();
    expect(again.dataDir).toBe(postgres.dataDir);
    expect(await query(again, "select * from kept")).toEqual([{ n: 1 }]);
    await again.stop();
    const last = await start({ temporary: true });
    await last.stop();
    await expect(stat(postgres.dataDir)).rejects.toThrow();
  });
});
