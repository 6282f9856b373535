import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@supabase/supabase-js";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSchemaCache } from "@/local/gateway/schema-cache";
import { type Gateway, startGateway } from "@/local/gateway/server";
import { prepareDatabase, withClient } from "@/local/postgres/prepare";
import { type RunningPostgres, startPostgres } from "@/local/postgres/server";
import { isRemote } from "../../support/stack-target";

let folder: string;
let postgres: RunningPostgres;
let gateway: Gateway;

const start = (port?: number) => startPostgres({ dataDir: join(folder, "data"), port, durable: false });
const client = () => createClient(gateway.url, gateway.serviceKey, { db: { retry: false } });
const count = () => client().from("things").select("*", { count: "exact", head: true });
const sql = (text: string) => withClient(postgres.url, (connection) => connection.query(text));

beforeAll(async () => {
  if (isRemote) return;
  folder = await mkdtemp(join(tmpdir(), "gateway-recovery-"));
  postgres = await start();
  await prepareDatabase(postgres.url);
  await sql(`set role postgres; create table things (id int primary key default 1);
    create function nap() returns void language sql as 'select pg_sleep(30)'`);
  const jwtSecret = "a-secret-of-the-tests-with-at-least-32-characters";
  gateway = await startGateway({ databaseUrl: postgres.url, jwtSecret, poolSize: 2 });
});
afterAll(async () => {
  if (isRemote) return;
  await gateway.stop();
  await postgres.stop();
  await Promise.all([folder, postgres.dataDir].map((path) => rm(path, { recursive: true, force: true })));
});

describe.skipIf(isRemote)("the gateway", () => {
  it("answers 503 while Postgres is away, and works again when it is back", async () => {
    expect((await count()).status).toBe(200);
    await postgres.stop();
    const away = await client().from("things").select();
    expect(away.status).toBe(503);
    expect(away.error?.code).toMatch(/^PGRST00[01]$/);
    const signIn = await client().auth.signInWithPassword({ email: "a@b.test", password: "whatever it is" });
    expect(signIn.error).toMatchObject({ status: 503 });
    postgres = await start(postgres.port);
    expect((await count()).status).toBe(200);
  });

  it("answers 503 for a request whose connection is cut, and goes on", async () => {
    const napping = client()
      .rpc("nap")
      .then((answer) => answer);
    await expect
      .poll(
        async () =>
          (
            await sql(
              "select from pg_stat_activity where query like '%nap%' and state = 'active' and pid <> pg_backend_pid()",
            )
          ).rowCount,
      )
      .toBeGreaterThan(0);
    await sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'authenticator'");
    expect(await napping).toMatchObject({ status: 503, error: { code: expect.stringMatching(/^(57P01|PGRST001)$/) } });
    // The other connection was cut too, and whoever comes before that is noticed hears of it.
    await expect.poll(async () => (await count()).status).toBe(200);
  });

  it("answers 504 when no connection comes free in time", async () => {
    const impatient = await startGateway({
      databaseUrl: postgres.url,
      jwtSecret: "another-secret-of-the-tests-with-32-characters",
      poolSize: 1,
      connectionTimeoutMillis: 200,
    });
    try {
      const one = createClient(impatient.url, impatient.serviceKey);
      const controller = new AbortController();
      const napping = one
        .rpc("nap")
        .abortSignal(controller.signal)
        .then((answer) => answer);
      await expect
        .poll(
          async () =>
            (
              await sql(
                "select from pg_stat_activity where query like '%nap%' and state = 'active' and pid <> pg_backend_pid()",
              )
            ).rowCount,
        )
        .toBeGreaterThan(0);
      expect(await one.rpc("nap")).toMatchObject({ status: 504, error: { code: "PGRST003" } });
      controller.abort();
      await napping;
      await sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'authenticator'");
    } finally {
      await impatient.stop();
    }
  });
});

describe.skipIf(isRemote)("the schema", () => {
  it("is known as soon as it changes", async () => {
    await sql("set role postgres; create table newer (id int primary key, thing_id int references things)");
    expect((await client().from("newer").select("id, things(id)")).error).toBeNull();
    await sql("set role postgres; alter table newer add note text");
    expect((await client().from("newer").insert({ id: 1, note: "x" })).error).toBeNull();
    await sql("set role postgres; create function answer() returns int language sql as 'select 42'");
    expect((await client().rpc("answer")).data).toBe(42);
  });

  it("is read again after every change, even where nothing unknown shows it", async () => {
    await sql(
      "set role postgres; drop function answer(); create function answer() returns setof int language sql as 'select 42'",
    );
    await expect.poll(async () => (await client().rpc("answer")).data).toEqual([42]);
  });

  it("is read anew for whoever asks while it is being read", async () => {
    const pool = new Pool({ connectionString: postgres.url });
    try {
      const cache = await createSchemaCache(pool);
      const [first, second, third] = await Promise.all([cache.refresh(), cache.refresh(), cache.refresh()]);
      expect(second).not.toBe(first);
      expect(third).toBe(second);
    } finally {
      await pool.end();
    }
  });

  it("is forgotten when it is gone", async () => {
    await sql("set role postgres; drop table newer");
    await expect.poll(async () => (await client().from("newer").select()).error?.code).toBe("PGRST205");
  });
});
