import { createClient } from "@supabase/supabase-js";
import { Pool } from "pg";
import { type StackOptions, startStack } from "./stack";

/** The Supabase that the conformance suite speaks to: the local gateway, or any other one.
 *
 *  Another one is taken when SUPABASE_URL, SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY and SUPABASE_DB_URL are all
 *  set. The suite makes tables and functions named `gw_…` there and drops them again, and signs up people whose
 *  addresses end in `@gateway.test`; e-mail confirmation has to be off, and the files must run one after the other:
 *  `npx vitest run tests/local/gateway --no-file-parallelism`. */
export type Target = {
  url: string;
  anonKey: string;
  serviceKey: string;
  /** A connection that may change the schema. */
  pool: Pool;
  /** false for another Supabase, where clocks can't be set and servers can't be stopped. */
  isLocal: boolean;
  /** A client with this key and no session. */
  client(key: string): ReturnType<typeof untypedClient>;
  stop(): Promise<void>;
};

export type UntypedClient = ReturnType<typeof untypedClient>;

const untypedClient = (url: string, key: string) =>
  createClient(url, key, { auth: { persistSession: false, autoRefreshToken: false } });

export const isRemote = ["SUPABASE_URL", "SUPABASE_ANON_KEY", "SUPABASE_SERVICE_ROLE_KEY", "SUPABASE_DB_URL"].every(
  (name) => process.env[name],
);

export async function startTarget(options: StackOptions = {}): Promise<Target> {
  if (isRemote) {
    const { SUPABASE_URL: url = "", SUPABASE_ANON_KEY: anonKey = "" } = process.env;
    const { SUPABASE_SERVICE_ROLE_KEY: serviceKey = "", SUPABASE_DB_URL: connectionString } = process.env;
    const pool = new Pool({ connectionString, max: 2 });
    const client = (key: string) => untypedClient(url, key);
    return { url, anonKey, serviceKey, pool, isLocal: false, client, stop: () => pool.end() };
  }
  const stack = await startStack({ template: "empty", ...options });
  const { url, anonKey, serviceKey, pool, stop } = stack;
  return { url, anonKey, serviceKey, pool, isLocal: true, client: (key) => untypedClient(url, key), stop };
}
