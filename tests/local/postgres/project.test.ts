import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { advisors, genTypes, migrate } from "@/local/postgres/migrate";
import { asRole, prepareDatabase, withClient } from "@/local/postgres/prepare";
import { type Stack, startStack } from "../../support/stack";

let stack: Stack;
let folder: string;
beforeAll(async () => {
  stack = await startStack({ template: "empty" });
  folder = await mkdtemp(join(tmpdir(), "rekindle-project-"));
  await mkdir(join(folder, "supabase", "migrations"), { recursive: true });
  await writeFile(join(folder, "supabase", "config.toml"), 'project_id = "test"\n[db]\nmajor_version = 17\n');
});
afterAll(async () => {
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
});

const rows = async (sql: string) => (await stack.pool.query(sql)).rows;

describe("a prepared database", () => {
  it("has Supabase's roles with their rights", async () => {
    const sql = `select rolname as name, rolcanlogin as login, rolbypassrls as bypass, rolsuper as super from pg_roles
      where rolname in ('anon', 'authenticated', 'service_role', 'authenticator', 'postgres') order by 1`;
    expect(await rows(sql)).toEqual([
      { name: "anon", login: false, bypass: false, super: false },
      { name: "authenticated", login: false, bypass: false, super: false },
      { name: "authenticator", login: true, bypass: false, super: false },
      { name: "postgres", login: true, bypass: true, super: false },
      { name: "service_role", login: false, bypass: true, super: false },
    ]);
  });

  it("can be prepared again without harm", async () => {
    await stack.signUp("kept@example.test");
    await prepareDatabase(stack.databaseUrl);
    expect(await rows("select email from auth.users")).toEqual([{ email: "kept@example.test" }]);
  });

  it("tells policies who asks", async () => {
    const claims = `{"sub": "00000000-0000-0000-0000-000000000001", "role": "authenticated", "email": "a@b.test"}`;
    await withClient(asRole(stack.databaseUrl, "postgres"), async (client) => {
      await client.query("select set_config('request.jwt.claims', $1, false)", [claims]);
      const { rows: found } = await client.query(
        "select auth.uid() as uid, auth.role() as role, auth.email() as email",
      );
      expect(found).toEqual([
        { uid: "00000000-0000-0000-0000-000000000001", role: "authenticated", email: "a@b.test" },
      ]);
      await client.query("select set_config('request.jwt.claims', '', false)");
      expect((await client.query("select auth.uid() as uid, auth.jwt() as jwt")).rows).toEqual([
        { uid: null, jwt: null },
      ]);
    });
  });

  it("hides its people from the API's roles", async () => {
    for (const role of ["anon", "authenticated", "service_role"]) {
      const read = rows(`begin; set local role ${role}; select * from auth.users`);
      await expect(read).rejects.toThrow("permission denied for table users");
      await rows("rollback").catch(() => undefined);
    }
  });
});

describe("the Supabase CLI", () => {
  it("applies migrations once, as the role «postgres»", async () => {
    const file = join(folder, "supabase", "migrations", "20260101000000_first.sql");
    await writeFile(file, "create table public.first (id bigint generated always as identity primary key, name text);");
    await migrate(stack.databaseUrl, folder);
    await migrate(stack.databaseUrl, folder);
    const owner = "select pg_get_userbyid(relowner) as owner from pg_class where relname = 'first' and relkind = 'r'";
    expect(await rows(owner)).toEqual([{ owner: "postgres" }]);
  });

  it("says what is wrong with a migration, and keeps nothing of it", async () => {
    const file = join(folder, "supabase", "migrations", "20260101000001_broken.sql");
    await writeFile(file, "create table public.second (id int);\nselect * from public.nowhere;");
    await expect(migrate(stack.databaseUrl, folder)).rejects.toThrow(/nowhere/);
    expect(await rows("select from pg_class where relname = 'second'")).toEqual([]);
    await rm(file);
  });

  it("writes types", async () => {
    expect(await genTypes(stack.databaseUrl, folder)).toMatch(
      /first: \{\s+Row: \{\s+id: number;\s+name: string \| null;/,
    );
  });

  it("finds what is unsafe, and nothing in a database that was just prepared", async () => {
    const found = await advisors(stack.databaseUrl, "warn", folder);
    expect(found.map(({ name, level }) => ({ name, level }))).toEqual([
      { name: "rls_disabled_in_public", level: "ERROR" },
    ]);
    await rows("drop table public.first");
    expect(await advisors(stack.databaseUrl, "warn", folder)).toEqual([]);
  });
});
