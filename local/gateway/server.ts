import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Pool } from "pg";
import { asRole } from "../postgres/prepare";
import { createAuth } from "./auth/handle";
import { RestError, toRestError } from "./errors";
import { plainHeaders, preflight, readBody, send, TooLarge } from "./http";
import { type Claims, createTokens, TokenError, type Tokens, tokenRefusal } from "./jwt";
import { listenForReload } from "./reload";
import type { Answer } from "./rest/answer";
import { createRest } from "./rest/handle";
import type { Caller } from "./rest/session";
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
  // An idle connection that breaks leaves the pool by itself; the next request opens another.
  pool.on("error", () => undefined);
  return pool;
}

/** Starts the part of Supabase's HTTP API that the product uses, on 127.0.0.1 unless told otherwise. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { databaseUrl, host = "127.0.0.1", now = () => new Date() } = options;
  const tokens = createTokens(options.jwtSecret);
  const restPool = makePool(options, "authenticator", options.poolSize ?? 10);
  const authPool = makePool(options, "supabase_auth_admin", 4);
  const cache = await createSchemaCache(restPool);
  const stopListening = listenForReload(asRole(databaseUrl, "authenticator"), () => cache.refresh());
  const rest = createRest(restPool, cache, options.maxRows ?? 1000);
  let url = "";
  const auth = createAuth(authPool, {
    tokens,
    now,
    issuer: () => `${url}/auth/v1`,
    passwordCost: options.passwordCost ?? 10,
    minPasswordLength: options.minPasswordLength ?? 6,
    expirySeconds: 3600,
    reuseSeconds: 10,
  });

  async function claimsOf(token: string): Promise<Claims> {
    try {
      return await tokens.verify(token, now());
    } catch (error) {
      throw error instanceof TokenError ? tokenRefusal(error, token) : error;
    }
  }

  async function callerOf(headers: Record<string, string>): Promise<Caller> {
    const token = /^bearer\s+(.*)$/i.exec(headers.authorization ?? "")?.[1] ?? headers.apikey ?? "";
    if (token === "") throw new RestError(401, "PGRST301", "Empty JWT is sent in Authorization header");
    const claims = await claimsOf(token);
    return { role: claims.role ?? "anon", claims };
  }

  async function answerRest(
    method: string,
    target: URL,
    headers: Record<string, string>,
    body: string,
  ): Promise<Answer> {
    const caller = await callerOf(headers);
    const path = decodePath(target.pathname.slice("/rest/v1".length));
    try {
      return await rest({ method, path, query: target.searchParams, headers, body, caller });
    } catch (error) {
      throw toRestError(error, caller.role !== "anon");
    }
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const target = new URL(request.url ?? "/", "http://gateway");
    const headers = plainHeaders(request);
    const key = headers.apikey ?? target.searchParams.get("apikey");
    target.searchParams.delete("apikey");
    const { pathname } = target;
    const method = request.method ?? "GET";
    if (!/^\/(?:rest|auth)\/v1(?:\/|$)/.test(pathname))
      return plain(404, { message: "no Route matched with those values" });
    if (!key && pathname !== "/auth/v1/.well-known/jwks.json" && pathname !== "/auth/v1/health") {
      const hint = "No `apikey` request header or url param was found.";
      return plain(401, { message: "No API key found in request", hint });
    }
    if (key && !(await isApiKey(key))) {
      const hint = "Double check your Supabase `anon` or `service_role` API key.";
      return plain(401, { message: "Invalid API key", hint });
    }
    const body = await readBody(request, options.maxBodyBytes ?? 16 * 1024 * 1024);
    if (pathname.startsWith("/rest/v1")) return answerRest(method, target, headers, body);
    return auth({ method, path: pathname.slice("/auth/v1".length), query: target.searchParams, headers, body });
  }

  async function isApiKey(key: string): Promise<boolean> {
    const claims = await tokens.verify(key, now()).catch(() => undefined);
    return claims?.role === "anon" || claims?.role === "service_role";
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === "OPTIONS") return preflight(request, response);
    const withoutBody = request.method === "HEAD";
    try {
      send(response, await answer(request), withoutBody);
    } catch (error) {
      if (error instanceof TooLarge) {
        response.setHeader("connection", "close");
        const refusal = new RestError(413, "PGRST102", "The request body is too large");
        return send(response, { status: 413, headers: JSON_TYPE, body: refusal.body() }, withoutBody);
      }
      const refusal = toRestError(error, true);
      const headers = { ...JSON_TYPE, "proxy-status": `PostgREST; error=${refusal.code}`, ...refusal.headers };
      send(response, { status: refusal.status, headers, body: refusal.body() }, withoutBody);
    }
  }

  const server = createServer((request, response) => void respond(request, response));
  // Longer than clients keep theirs, so that none writes into a connection that is just being closed.
  server.keepAliveTimeout = 65_000;
  const port = await listen(server, options.port ?? 0, host);
  url = `http://${host}:${port}`;
  const [anonKey, serviceKey] = await Promise.all([apiKey(tokens, "anon"), apiKey(tokens, "service_role")]);
  await cache.current().catch(() => undefined);
  return {
    url,
    anonKey,
    serviceKey,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      const impatient = setTimeout(() => server.closeAllConnections(), 1000);
      await closed;
      clearTimeout(impatient);
      await stopListening();
      await Promise.all([restPool.end(), authPool.end()]);
    },
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new RestError(400, "PGRST125", "Invalid path specified in request URL");
  }
}

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

const plain = (status: number, value: unknown): Answer => ({
  status,
  headers: { ...JSON_TYPE },
  body: JSON.stringify(value),
});

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}
