import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { type AuthContext, Settled } from "./context";
import { badRequest } from "./errors";
import { findUser, publicUser, type User } from "./users";

/** What a sign-in answers with. */
export type SessionAnswer = {
  access_token: string;
  token_type: "bearer";
  expires_in: number;
  expires_at: number;
  refresh_token: string;
  user: Record<string, unknown>;
};

const newToken = (): string => randomBytes(18).toString("base64url");

async function addRefreshToken(
  { db, now }: AuthContext,
  userId: string,
  sessionId: string,
  parent: string | null,
): Promise<string> {
  const token = newToken();
  await db.query(
    `insert into auth.refresh_tokens (instance_id, token, user_id, revoked, created_at, updated_at, parent, session_id)
     values ('00000000-0000-0000-0000-000000000000', $1, $2, false, $3, $3, $4, $5)`,
    [token, userId, now(), parent, sessionId],
  );
  return token;
}

async function answer(
  { tokens, now, issuer, expirySeconds }: AuthContext,
  user: User,
  sessionId: string,
  signedInAt: Date,
  refreshToken: string,
): Promise<SessionAnswer> {
  const issued = Math.floor(now().getTime() / 1000);
  const expires = issued + expirySeconds;
  const accessToken = await tokens.sign({
    iss: issuer(),
    sub: user.id,
    aud: user.aud ?? "authenticated",
    exp: expires,
    iat: issued,
    email: user.email,
    phone: "",
    app_metadata: user.app_metadata,
    user_metadata: user.user_metadata,
    role: user.role ?? "authenticated",
    aal: "aal1",
    amr: [{ method: "password", timestamp: Math.floor(signedInAt.getTime() / 1000) }],
    session_id: sessionId,
    is_anonymous: false,
    jti: randomUUID(),
  });
  return {
    access_token: accessToken,
    token_type: "bearer",
    expires_in: expirySeconds,
    expires_at: expires,
    refresh_token: refreshToken,
    user: publicUser(user),
  };
}

/** Opens a session for a user who has just proved who they are. */
export async function openSession(context: AuthContext, userId: string): Promise<SessionAnswer> {
  const { db, now } = context;
  const sessionId = randomUUID();
  const time = now();
  await db.query("update auth.users set last_sign_in_at = $2, updated_at = $2 where id = $1", [userId, time]);
  await db.query(
    "insert into auth.sessions (id, user_id, created_at, updated_at, aal) values ($1, $2, $3, $3, 'aal1')",
    [sessionId, userId, time],
  );
  const refreshToken = await addRefreshToken(context, userId, sessionId, null);
  const user = await findUser(context, { id: userId });
  if (!user) throw new Error("The user is gone");
  return answer(context, user, sessionId, time, refreshToken);
}

const tokenRow = z.object({
  token: z.string(),
  user_id: z.string(),
  session_id: z.string().nullable(),
  revoked: z.boolean(),
  updated_at: z.date(),
  started_at: z.date().nullable(),
});
type TokenRow = z.infer<typeof tokenRow>;

async function lockToken({ db }: AuthContext, token: string): Promise<TokenRow | undefined> {
  const { rows } = await db.query(
    `select t.token, t.user_id, t.session_id, t.revoked, t.updated_at,
       (select s.created_at from auth.sessions s where s.id = t.session_id) as started_at
     from auth.refresh_tokens t where t.token = $1 for update`,
    [token],
  );
  return z.array(tokenRow).parse(rows)[0];
}

async function activeChild({ db }: AuthContext, row: TokenRow): Promise<string | undefined> {
  const { rows } = await db.query(
    "select token from auth.refresh_tokens where session_id = $1 and not revoked and parent = $2 limit 1",
    [row.session_id, row.token],
  );
  return z.array(z.object({ token: z.string() })).parse(rows)[0]?.token;
}

async function rotate(context: AuthContext, row: TokenRow & { session_id: string }): Promise<string> {
  const { db, now } = context;
  await db.query("update auth.refresh_tokens set revoked = true, updated_at = $2 where token = $1", [row.token, now()]);
  return addRefreshToken(context, row.user_id, row.session_id, row.token);
}

/** A rotated token may come again when its successor never arrived, or within a few seconds. Otherwise somebody else
 *  may hold it: the whole session's tokens are revoked. */
async function reuse(context: AuthContext, row: TokenRow & { session_id: string }): Promise<string> {
  const child = await activeChild(context, row);
  if (child !== undefined) return child;
  const { db, now, reuseSeconds } = context;
  if (now().getTime() <= row.updated_at.getTime() + reuseSeconds * 1000) return rotate(context, row);
  await db.query(
    "update auth.refresh_tokens set revoked = true, updated_at = $2 where session_id = $1 and not revoked",
    [row.session_id, now()],
  );
  throw new Settled(badRequest("refresh_token_already_used", "Invalid Refresh Token: Already Used"));
}

/** Exchanges a refresh token for a new pair. */
export async function refreshSession(context: AuthContext, token: string): Promise<SessionAnswer> {
  const row = await lockToken(context, token);
  const user = row && (await findUser(context, { id: row.user_id }));
  if (!row || !user || row.session_id === null || row.started_at === null) {
    throw badRequest("refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found");
  }
  refuseBanned(context, user);
  const open = { ...row, session_id: row.session_id };
  const next = row.revoked ? await reuse(context, open) : await rotate(context, open);
  await context.db.query(
    "update auth.sessions set refreshed_at = $2::timestamptz at time zone 'utc', updated_at = $2 where id = $1",
    [row.session_id, context.now()],
  );
  return answer(context, user, row.session_id, row.started_at, next);
}

export function refuseBanned({ now }: AuthContext, user: User): void {
  if (user.banned_until !== null && new Date(user.banned_until) > now())
    throw badRequest("user_banned", "User is banned");
}

export type SignOutScope = "global" | "local" | "others";

/** Ends sessions; their refresh tokens go with them. */
export async function closeSessions({ db }: AuthContext, userId: string, sessionId: string, scope: SignOutScope) {
  const which = { global: "", local: " and id = $2", others: " and id <> $2" }[scope];
  const values = scope === "global" ? [userId] : [userId, sessionId];
  await db.query(`delete from auth.sessions where user_id = $1${which}`, values);
}

export async function sessionExists({ db }: AuthContext, sessionId: string): Promise<boolean> {
  return (await db.query("select from auth.sessions where id::text = $1", [sessionId])).rowCount === 1;
}
