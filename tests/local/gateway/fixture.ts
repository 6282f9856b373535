import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { StackOptions } from "../../support/stack";
import { startTarget, type Target, type UntypedClient } from "../../support/stack-target";

export const PASSWORD = "correct horse battery";

export type Fixture = Target & {
  service: UntypedClient;
  anonymous: UntypedClient;
  /** Signs up a new person. The name is made unique, so that a suite can run twice against one Supabase. */
  newPerson(name: string): Promise<{ client: UntypedClient; email: string; id: string }>;
  /** Puts the tables back to their first rows. */
  reset(): Promise<void>;
  /** A plain request to `/rest/v1`, for what supabase-js would never send. */
  rest(path: string, init?: RequestInit & { key?: string }): Promise<Response>;
};

/** The suite's own tables on the Supabase under test. */
export async function startFixture(options: StackOptions = {}): Promise<Fixture> {
  const target = await startTarget(options);
  const [schema, rows] = await Promise.all([
    readFile(new URL("./fixture.sql", import.meta.url), "utf8"),
    readFile(new URL("./fixture-rows.sql", import.meta.url), "utf8"),
  ]);
  // As the role that owns a project's tables, which is no superuser.
  await target.pool.query(`set role postgres; ${schema}; ${rows}; reset role;`);
  const reset = async () => {
    await target.pool.query(rows);
  };
  const service = target.client(target.serviceKey);
  await untilKnown(service);
  return {
    ...target,
    service,
    anonymous: target.client(target.anonKey),
    reset,
    async newPerson(name) {
      const email = `${name}-${process.pid}-${Math.random().toString(36).slice(2, 8)}@gateway.test`;
      const client = target.client(target.anonKey);
      const { data, error } = await client.auth.signUp({ email, password: PASSWORD });
      if (error || !data.user) throw error ?? new Error("Nobody was signed up");
      return { client, email, id: data.user.id };
    },
    rest(path, { key = target.serviceKey, ...init } = {}) {
      const headers = new Headers(init.headers);
      headers.set("apikey", key);
      if (!headers.has("authorization")) headers.set("authorization", `Bearer ${key}`);
      return fetch(`${target.url}/rest/v1${path}`, { ...init, headers });
    },
  };
}

/** Plain requests to `/auth/v1`, without the API version that supabase-js sends, as a visitor or with a token. */
export function authRequest({ url, anonKey }: Target) {
  return async (path: string, init: { method?: string; body?: unknown; token?: string } = {}) => {
    const headers = new Headers({ apikey: anonKey, "content-type": "application/json" });
    headers.set("authorization", `Bearer ${init.token ?? anonKey}`);
    const body = init.body === undefined ? undefined : JSON.stringify(init.body);
    const response = await fetch(`${url}/auth/v1${path}`, { method: init.method ?? "POST", headers, body });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  };
}

/** A hosted Supabase takes a moment to notice new tables. */
async function untilKnown(service: UntypedClient): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const { error } = await service.from("gw_item_badges").select("item_id").limit(1);
    if (!error) return;
    await wait(200);
  }
  throw new Error("The API does not see the suite's tables");
}
