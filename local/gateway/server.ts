import { createServer, type Server } from "node:http";
import { Pool } from "pg";
import { asRole } from "../postgres/prepare";
import { createAuth } from "./auth/handle";
import { createTokens, type Tokens } from "./jwt";
import { listenForReload } from "./reload";
import { createRest } from "./rest/handle";
import { createRouter } from "./router";
import { createSchemaCache } from "./schema-cache";

export type GatewayOptions = {
  /** The cluster's superuser; the gateway itself connects as `authenticator` and `supabase_auth_admin`. */
  databaseUrl: string;
  jwtSecret: string;
  /** A free one when absent. */
  port?: number;
  host?: string;
  now?: () => Date;
  /** bcrypt's cost. Default 10, as GoTrue; tests take 4. */
  passwordCost?: number;
  minPasswordLength?: number;
  /** Most rows of one answer. Default 1000, as Supabase. */
  maxRows?: number;
  /** Default 16 MiB. */
  maxBodyBytes?: number;
  /** Connections for `/rest/v1`. Default 10. */
  poolSize?: number;
  /** How long a request waits for a connection. Default 10 s, as PostgREST. */
  connectionTimeoutMillis?: number;
};

export type Gateway = { url: string; anonKey: string; serviceKey: string; stop(): Promise<void> };

/** The same key for the same secret at any time, so that a kept environment file stays right. */
const apiKey = (tokens: Tokens, role: string): Promise<string> =>
  tokens.sign({ iss: "supabase-demo", role, iat: 1_700_000_000, exp: 2_100_000_000 });

function makePool({ databaseUrl, connectionTimeoutMillis = 10_000 }: GatewayOptions, role: string, max: number): Pool {
  const pool = new Pool({
    connectionString: asRole(databaseUrl, role),
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis,
    allowExitOnIdle: true,
  });
  // An idle connection that breaks leaves the pool by itself; the next request opens another. One that breaks under a
  // request fails that request, and without a listener of its own would also end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** Lets requests under way finish for a second, then cuts them off. */
async function close(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  const impatient = setTimeout(() => server.closeAllConnections(), 1000);
  await closed;
  clearTimeout(impatient);
}

/** Starts the part of Supabase's HTTP API that the product uses, on 127.0.0.1 unless told otherwise. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { databaseUrl, jwtSecret, host = "127.0.0.1", now = () => new Date() } = options;
  const tokens = createTokens(jwtSecret);
  const restPool = makePool(options, "authenticator", options.poolSize ?? 10);
  const authPool = makePool(options, "supabase_auth_admin", 4);
  const cache = await createSchemaCache(restPool);
  let url = "";
  const rest = createRest(restPool, cache, options.maxRows ?? 1000);
  const auth = createAuth(authPool, {
    tokens,
    now,
    issuer: () => `${url}/auth/v1`,
    passwordCost: options.passwordCost ?? 10,
    minPasswordLength: options.minPasswordLength ?? 6,
    expirySeconds: 3600,
    reuseSeconds: 10,
  });
  const route = createRouter({ tokens, now, maxBodyBytes: options.maxBodyBytes ?? 16 * 1024 * 1024, rest, auth });
  const server = createServer((request, response) => void route(request, response));
  // Longer than clients keep theirs, so that none writes into a connection that is just being closed.
  server.keepAliveTimeout = 65_000;
  const port = await listen(server, options.port ?? 0, host);
  url = `http://${host}:${port}`;
  const stopListening = listenForReload(asRole(databaseUrl, "authenticator"), () => cache.refresh());
  const [anonKey, serviceKey] = await Promise.all([apiKey(tokens, "anon"), apiKey(tokens, "service_role")]);
  await cache.current().catch(() => undefined);
  return {
    url,
    anonKey,
    serviceKey,
    async stop() {
      await close(server);
      await stopListening();
      await Promise.all([restPool.end(), authPool.end()]);
    },
  };
}
