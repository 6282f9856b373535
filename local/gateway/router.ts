import type { IncomingMessage, ServerResponse } from "node:http";
import type { AuthAnswer, AuthRequest } from "./auth/handle";
import { RestError, toRestError } from "./errors";
import { plainHeaders, preflight, readBody, send, TooLarge } from "./http";
import { type Claims, TokenError, type Tokens, tokenRefusal } from "./jwt";
import type { Answer } from "./rest/answer";
import type { RestRequest } from "./rest/handle";
import type { Caller } from "./rest/session";

export type RouterOptions = {
  tokens: Tokens;
  now: () => Date;
  maxBodyBytes: number;
  rest: (request: RestRequest) => Promise<Answer>;
  auth: (request: AuthRequest) => Promise<AuthAnswer>;
};

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

const plain = (status: number, value: unknown): Answer => ({
  status,
  headers: { ...JSON_TYPE },
  body: JSON.stringify(value),
});

const NO_ROUTE = { message: "no Route matched with those values" };
const NO_KEY = {
  message: "No API key found in request",
  hint: "No `apikey` request header or url param was found.",
};
const WRONG_KEY = {
  message: "Invalid API key",
  hint: "Double check your Supabase `anon` or `service_role` API key.",
};
const WITHOUT_KEY = new Set(["/auth/v1/.well-known/jwks.json", "/auth/v1/health"]);

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new RestError(400, "PGRST125", "Invalid path specified in request URL");
  }
}

async function claimsOf({ tokens, now }: RouterOptions, token: string): Promise<Claims> {
  try {
    return await tokens.verify(token, now());
  } catch (error) {
    throw error instanceof TokenError ? tokenRefusal(error, token) : error;
  }
}

/** The bearer of the token; with an API key alone, a visitor or the service. */
async function callerOf(options: RouterOptions, headers: Record<string, string>, key: string): Promise<Caller> {
  const token = /^bearer\s+(.*)$/i.exec(headers.authorization ?? "")?.[1] ?? key;
  if (token === "") throw new RestError(401, "PGRST301", "Empty JWT is sent in Authorization header");
  const claims = await claimsOf(options, token);
  return { role: claims.role ?? "anon", claims };
}

async function isApiKey({ tokens, now }: RouterOptions, key: string): Promise<boolean> {
  const claims = await tokens.verify(key, now()).catch(() => undefined);
  return claims?.role === "anon" || claims?.role === "service_role";
}

async function answer(options: RouterOptions, request: IncomingMessage): Promise<Answer> {
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://gateway");
  const headers = plainHeaders(request);
  const method = request.method ?? "GET";
  if (!/^\/(?:rest|auth)\/v1(?:\/|$)/.test(pathname)) return plain(404, NO_ROUTE);
  const key = headers.apikey ?? query.get("apikey") ?? "";
  query.delete("apikey");
  if (key === "" && !WITHOUT_KEY.has(pathname)) return plain(401, NO_KEY);
  if (key !== "" && !(await isApiKey(options, key))) return plain(401, WRONG_KEY);
  const body = await readBody(request, options.maxBodyBytes);
  if (pathname.startsWith("/auth/v1")) {
    return options.auth({ method, path: pathname.slice("/auth/v1".length), query, headers, body });
  }
  const caller = await callerOf(options, headers, key);
  const path = decodePath(pathname.slice("/rest/v1".length));
  try {
    return await options.rest({ method, path, query, headers, body, caller });
  } catch (error) {
    throw toRestError(error, caller.role !== "anon");
  }
}

function refusal(error: unknown): Answer {
  const known =
    error instanceof TooLarge
      ? new RestError(413, "PGRST102", "The request body is too large", { headers: { connection: "close" } })
      : toRestError(error, true);
  const headers = { ...JSON_TYPE, "proxy-status": `PostgREST; error=${known.code}`, ...known.headers };
  return { status: known.status, headers, body: known.body() };
}

/** Answers every request: CORS, API keys, and the two services behind them. */
export function createRouter(options: RouterOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === "OPTIONS") return preflight(request, response);
    send(response, await answer(options, request).catch(refusal), request.method === "HEAD");
  };
}
