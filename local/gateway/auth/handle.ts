import type { Pool } from "pg";
import { z } from "zod";
import { asPostgresError } from "../errors";
import { type Claims, TokenError } from "../jwt";
import { handleAdmin } from "./admin";
import { type AuthConfig, type AuthContext, withAuthTransaction } from "./context";
import { AuthError, badRequest, forbidden, notFound, unprocessable } from "./errors";
import { closeSessions, openSession, refreshSession, refuseBanned, sessionExists } from "./sessions";
import {
  changeUser,
  checkPassword,
  createUser,
  findUser,
  normalEmail,
  passwordMatches,
  publicUser,
  type User,
} from "./users";

export type AuthRequest = {
  method: string;
  /** Path below `/auth/v1`. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
};
export type AuthAnswer = { status: number; headers: Record<string, string>; body: string };

export const json = (value: unknown, status = 200): AuthAnswer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(value),
});
const empty = (status: number): AuthAnswer => ({ status, headers: {}, body: "" });

/** Parses a body. @throws GoTrue's errors for what is no JSON, or not of the form. */
export function parseBody<T>(schema: z.ZodType<T>, body: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body === "" ? "{}" : body);
  } catch {
    throw badRequest("bad_json", "Could not parse request body as JSON");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badRequest("validation_failed", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
}

const bearerOf = (headers: Record<string, string>) => /^bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];

/** The claims of the bearer token. */
export async function requireClaims({ tokens, now }: AuthConfig, headers: Record<string, string>): Promise<Claims> {
  const token = bearerOf(headers);
  if (!token) throw new AuthError(401, "no_authorization", "This endpoint requires a valid Bearer token");
  try {
    return await tokens.verify(token, now());
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    const reason = error.reason === "expired" ? "token has invalid claims: token is expired" : error.message;
    throw forbidden("bad_jwt", `invalid JWT: unable to parse or verify signature, ${reason}`);
  }
}

type SignedIn = { user: User; sessionId: string };

async function requireUser(context: AuthContext, headers: Record<string, string>): Promise<SignedIn> {
  const { sub, session_id: sessionId } = await requireClaims(context, headers);
  if (!sub) throw forbidden("bad_jwt", "invalid claim: missing sub claim");
  const user = await findUser(context, { id: sub });
  if (!user) throw forbidden("user_not_found", "User from sub claim in JWT does not exist");
  if (sessionId === undefined || !(await sessionExists(context, sessionId))) {
    throw forbidden("session_not_found", "Session from session_id claim in JWT does not exist");
  }
  return { user, sessionId };
}

const signUpBody = z.object({
  email: z.string().optional(),
  password: z.string().optional(),
  data: z.record(z.string(), z.unknown()).nullish(),
});

async function signUp(context: AuthContext, { body }: AuthRequest): Promise<AuthAnswer> {
  const { email, password, data } = parseBody(signUpBody, body);
  if (!email) throw unprocessable("anonymous_provider_disabled", "Anonymous sign-ins are disabled");
  if (!password) throw badRequest("validation_failed", "Signup requires a valid password");
  checkPassword(context, password);
  const address = normalEmail(email);
  if (await findUser(context, { email: address }))
    throw unprocessable("user_already_exists", "User already registered");
  const user = { email: address, password, confirmed: true, userMetadata: data ?? {}, appMetadata: {} };
  const { id } = await createUser(context, user);
  return json(await openSession(context, id));
}

const passwordBody = z.object({ email: z.string().optional(), password: z.string().optional() });
const refreshBody = z.object({ refresh_token: z.string().optional() });

async function passwordGrant(context: AuthContext, body: string): Promise<AuthAnswer> {
  const { email, password } = parseBody(passwordBody, body);
  if (!email || !password) throw badRequest("validation_failed", "missing email or phone");
  const user = await findUser(context, { email: email.trim().toLowerCase() });
  if (!user || !(await passwordMatches(context, user.id, password))) {
    throw badRequest("invalid_credentials", "Invalid login credentials");
  }
  refuseBanned(context, user);
  if (user.email_confirmed_at === null) throw badRequest("email_not_confirmed", "Email not confirmed");
  return json(await openSession(context, user.id));
}

async function token(context: AuthContext, { query, body }: AuthRequest): Promise<AuthAnswer> {
  switch (query.get("grant_type")) {
    case "password":
      return passwordGrant(context, body);
    case "refresh_token": {
      const { refresh_token: refreshToken } = parseBody(refreshBody, body);
      if (!refreshToken) throw badRequest("validation_failed", "refresh_token required");
      return json(await refreshSession(context, refreshToken));
    }
    default:
      throw badRequest("invalid_credentials", "unsupported_grant_type");
  }
}

const changeBody = z.object({
  email: z.string().optional(),
  password: z.string().optional(),
  data: z.record(z.string(), z.unknown()).nullish(),
});

async function changeMe(context: AuthContext, { headers, body }: AuthRequest): Promise<AuthAnswer> {
  const { user } = await requireUser(context, headers);
  const { email, password, data } = parseBody(changeBody, body);
  if (password !== undefined) {
    checkPassword(context, password);
    if (await passwordMatches(context, user.id, password)) {
      throw unprocessable("same_password", "New password should be different from the old password.");
    }
  }
  const address = email === undefined || email === "" ? undefined : normalEmail(email);
  const other = address === undefined ? undefined : await findUser(context, { email: address });
  if (other && other.id !== user.id) {
    throw unprocessable("email_exists", "A user with this email address has already been registered");
  }
  const changed = await changeUser(context, user.id, { email: address, password, userMetadata: data ?? undefined });
  return json(publicUser(changed));
}

async function signOut(context: AuthContext, { headers, query }: AuthRequest): Promise<AuthAnswer> {
  const { user, sessionId } = await requireUser(context, headers);
  const scope = z.enum(["global", "local", "others"]).safeParse(query.get("scope") ?? "global");
  if (!scope.success) throw badRequest("validation_failed", `Unsupported logout scope "${query.get("scope")}"`);
  await closeSessions(context, user.id, sessionId, scope.data);
  return empty(204);
}

type Endpoint = (context: AuthContext, request: AuthRequest) => Promise<AuthAnswer>;

const ENDPOINTS: Record<string, Endpoint> = {
  "POST /signup": signUp,
  "POST /token": token,
  "GET /user": async (context, { headers }) => json(publicUser((await requireUser(context, headers)).user)),
  "PUT /user": changeMe,
  "POST /logout": signOut,
  "GET /health": async () =>
    json({ version: "local", name: "GoTrue", description: "GoTrue is a user registration and authentication API" }),
  "GET /.well-known/jwks.json": async () => json({ keys: [] }),
};

const SETTINGS = {
  external: { email: true },
  disable_signup: false,
  mailer_autoconfirm: true,
  phone_autoconfirm: false,
};

/** Answers requests below `/auth/v1`. */
export function createAuth(pool: Pool, config: AuthConfig) {
  const route = (request: AuthRequest): Endpoint => {
    const { method, path } = request;
    if (path === "/settings" && method === "GET") return async () => json(SETTINGS);
    if (path.startsWith("/admin/")) return handleAdmin;
    const endpoint = ENDPOINTS[`${method} ${path}`];
    if (endpoint) return endpoint;
    throw notFound("not_supported", `${method} /auth/v1${path} is not part of the local gateway`);
  };

  return async (request: AuthRequest): Promise<AuthAnswer> => {
    const versioned = request.headers["x-supabase-api-version"] !== undefined;
    try {
      const endpoint = route(request);
      return await withAuthTransaction(pool, config, (context) => endpoint(context, request));
    } catch (error) {
      const known = error instanceof AuthError ? error : unexpected(error);
      const answer = { ...json(null, known.status), body: known.body(versioned) };
      if (versioned) answer.headers["x-supabase-api-version"] = "2024-01-01";
      return answer;
    }
  };
}

function unexpected(error: unknown): AuthError {
  const fromServer = asPostgresError(error);
  if (fromServer?.code === "23505") return unprocessable("user_already_exists", "User already registered");
  // A trigger on auth.users that fails is what people meet here.
  if (fromServer) return new AuthError(500, "unexpected_failure", `Database error: ${fromServer.message}`);
  return new AuthError(503, "unexpected_failure", "Database connection error");
}
