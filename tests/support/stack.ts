import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { Pool } from "pg";
import { inject } from "vitest";
import type { Database } from "@/lib/data/database.types";
import { type GatewayOptions, startGateway } from "@/local/gateway/server";
import { asDatabase, withClient } from "@/local/postgres/prepare";
import { TEMPLATES } from "./stack-template";

export type Client = SupabaseClient<Database>;

export type Stack = {
  /** The superuser's connection to this stack's own database. */
  databaseUrl: string;
  /** Supabase's URL, as `SUPABASE_URL` would be. */
  url: string;
  anonKey: string;
  serviceKey: string;
  jwtSecret: string;
  /** The superuser's pool. */
  pool: Pool;
  /** A client with the service role's key. */
  service: Client;
  /** A client with the visitor's key and no session. */
  anonymous(): Client;
  /** Makes a person and signs them in. */
  signUp(email: string): Promise<Client>;
  /** Signs a person in, and makes them first when there is none with this address. */
  signInAs(email: string): Promise<Client>;
  /** The person's id, as in `profiles.id`. */
  userId(email: string): Promise<string>;
  stop(): Promise<void>;
};

/** Everybody's password. */
export const PASSWORD = "correct horse battery";
export const JWT_SECRET = "a-secret-of-the-tests-with-at-least-32-characters";

let made = 0;

export type StackOptions = Partial<GatewayOptions> & {
  /** `product` (the default) has all migrations; `empty` is a Supabase before the first one. */
  template?: keyof typeof TEMPLATES;
  /** Another Postgres with the same templates, as its superuser. Default: the run's own. */
  server?: string;
};

function serverUrl(template: keyof typeof TEMPLATES): string {
  const postgres = inject("postgres");
  if ("failure" in postgres) throw new Error(`There is no test database: ${postgres.failure}`);
  const { url, migrationFailure } = postgres;
  if (template === "product" && migrationFailure !== undefined) throw new Error(migrationFailure);
  return url;
}

export interface OwnDatabase {
  /** The superuser's connection to it. */
  databaseUrl: string;
  drop(): Promise<void>;
}

/** A database of one's own. @param other as `server` of the stack's options */
export async function createDatabase(
  template: keyof typeof TEMPLATES = "product",
  other?: string,
): Promise<OwnDatabase> {
  const server = other ?? serverUrl(template);
  const name = `test_${process.pid}_${++made}`;
  // File by file: to write every page into the log as well takes several times as long.
  const run = (sql: string) => withClient(server, (admin) => admin.query(sql));
  await run(`create database ${name} template ${TEMPLATES[template]} owner postgres strategy file_copy`);
  return {
    databaseUrl: asDatabase(server, name),
    drop: async () => void (await run(`drop database if exists ${name} with (force)`)),
  };
}

/** A Supabase of one's own with the product's schema and nobody's data, on the run's Postgres.
 *  @param options anything of the gateway, such as its clock. */
export async function startStack({ template = "product", server, ...options }: StackOptions = {}): Promise<Stack> {
  const { databaseUrl, drop } = await createDatabase(template, server);
  const jwtSecret = options.jwtSecret ?? JWT_SECRET;
  const gateway = await startGateway({ databaseUrl, passwordCost: 4, poolSize: 5, ...options, jwtSecret });
  const pool = new Pool({ connectionString: databaseUrl, max: 5, allowExitOnIdle: true });
  pool.on("error", () => undefined);

  const client = (key: string): Client =>
    createClient<Database>(gateway.url, key, { auth: { persistSession: false, autoRefreshToken: false } });

  async function signUp(email: string): Promise<Client> {
    const signedIn = client(gateway.anonKey);
    const { error } = await signedIn.auth.signUp({ email, password: PASSWORD });
    if (error) throw error;
    return signedIn;
  }

  async function signInAs(email: string): Promise<Client> {
    const signedIn = client(gateway.anonKey);
    const { error } = await signedIn.auth.signInWithPassword({ email, password: PASSWORD });
    return error ? signUp(email) : signedIn;
  }

  async function userId(email: string): Promise<string> {
    const { rows } = await pool.query<{ id: string }>("select id from auth.users where email = $1", [
      email.toLowerCase(),
    ]);
    const [found] = rows;
    if (!found) throw new Error(`Nobody has the address ${email}`);
    return found.id;
  }

  async function stop(): Promise<void> {
    await gateway.stop();
    await pool.end();
    await drop();
  }

  const { url, anonKey, serviceKey } = gateway;
  const service = client(serviceKey);
  const anonymous = () => client(anonKey);
  return { databaseUrl, url, anonKey, serviceKey, jwtSecret, pool, service, anonymous, signUp, signInAs, userId, stop };
}
