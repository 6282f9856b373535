import { randomBytes } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { Pool, type PoolClient } from "pg";
import { z } from "zod";
import type { Client } from "@/lib/data/client";
import type { Database } from "@/lib/data/database.types";
import { type Child, startChild, tsx } from "@/local/children";
import { createTokens } from "@/local/gateway/jwt";
import { asDatabase, asRole, withClient } from "@/local/postgres/prepare";
import { startFromTemplates, TEMPLATES } from "../support/stack-template";

/** One database of the run's Postgres. */
export interface BenchDatabase {
  url: string;
  /** The superuser's connections. */
  admin: Pool;
  /** Connections as the engine's functions run: with the service role. */
  service: Pool;
  /** Drops it. */
  stop(): Promise<void>;
}

export interface Bench {
  /** The superuser's connection string of the throw-away Postgres. */
  server: string;
  /** Makes a database with the product's schema that others are copied from, and fills it. @returns its name. */
  template(fill: (client: PoolClient) => Promise<void>): Promise<string>;
  /** A copy of a template; of the product's, with nobody's data, unless told otherwise. */
  database(template?: string): Promise<BenchDatabase>;
  stop(): Promise<void>;
}

export async function startBench(): Promise<Bench> {
  const postgres = await startFromTemplates();
  if (postgres.migrationFailure) throw new Error(postgres.migrationFailure);
  const server = postgres.url;
  let made = 0;

  async function database(template: string = TEMPLATES.product): Promise<BenchDatabase> {
    const name = `bench_${++made}`;
    const create = `create database ${name} template ${template} owner postgres strategy = file_copy`;
    await withClient(server, (client) => client.query(create));
    const url = asDatabase(server, name);
    const admin = new Pool({ connectionString: url, max: 4 });
    const service = new Pool({ connectionString: url, options: "-c role=service_role", max: 16 });
    async function stop() {
      await Promise.all([admin.end(), service.end()]);
      await withClient(server, (client) => client.query(`drop database ${name} with (force)`));
    }
    return { url, admin, service, stop };
  }

  return {
    server,
    database,
    async template(fill) {
      const { admin, service, url } = await database();
      const client = await admin.connect();
      try {
        await fill(client);
      } finally {
        client.release();
        await Promise.all([admin.end(), service.end()]);
      }
      return new URL(url).pathname.slice(1);
    },
    stop: () => postgres.stop(),
  };
}

/** One of our programs in a process of its own. */
export const startProgram = (name: string, args: string[], env: Record<string, string | undefined> = {}): Child =>
  startChild({ name, args, env, logFile: `.local/bench/${name}.log` });

/** What a program says of itself in its first line of JSON. */
export const announced = async <T extends z.ZodType>(child: Child, schema: T): Promise<z.infer<T>> =>
  schema.parse(JSON.parse(await child.line((line) => line.startsWith("{"))));

export interface GatewayProcess {
  url: string;
  anonKey: string;
  serviceKey: string;
  /** supabase-js with the engine's identity. */
  service: Client;
  /** supabase-js as this person, under RLS. */
  person(userId: string): Promise<Client>;
  stop(): Promise<void>;
}

const Announced = z.object({ url: z.string(), anonKey: z.string(), serviceKey: z.string() });

/** The gateway in a process of its own, as it runs beside an app. */
export async function startGatewayProcess(databaseUrl: string, poolSize = 16): Promise<GatewayProcess> {
  const jwtSecret = randomBytes(32).toString("hex");
  const child = startProgram("gateway", tsx("tests/bench/gateway-server.ts", databaseUrl, jwtSecret, String(poolSize)));
  const { url, anonKey, serviceKey } = await announced(child, Announced);
  const auth = { persistSession: false, autoRefreshToken: false };
  return {
    ...{ url, anonKey, serviceKey, stop: () => child.stop() },
    service: createClient<Database>(url, serviceKey, { auth }),
    async person(userId) {
      const exp = Math.floor(Date.now() / 1000) + 3600;
      const token = await createTokens(jwtSecret).sign({ sub: userId, role: "authenticated", exp });
      return createClient<Database>(url, anonKey, { accessToken: async () => token });
    },
  };
}

/** A pool of the role that connections of the gateway and of workers have. */
export const poolAs = (databaseUrl: string, role: string, max = 10): Pool =>
  new Pool({ connectionString: asRole(databaseUrl, role), max });
