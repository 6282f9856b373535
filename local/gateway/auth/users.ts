import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { AuthContext } from "./context";
import { badRequest, unprocessable } from "./errors";

const at = (column: string) => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** A user as GoTrue shows it. */
const USER_JSON = `json_build_object(
  'id', u.id, 'aud', u.aud, 'role', u.role, 'email', coalesce(u.email, ''),
  'email_confirmed_at', ${at("u.email_confirmed_at")}, 'phone', coalesce(u.phone, ''),
  'confirmed_at', ${at("u.confirmed_at")}, 'last_sign_in_at', ${at("u.last_sign_in_at")},
  'app_metadata', coalesce(u.raw_app_meta_data, '{}'), 'user_metadata', coalesce(u.raw_user_meta_data, '{}'),
  'identities', coalesce((
    select json_agg(json_build_object(
      'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data,
      'provider', i.provider, 'last_sign_in_at', ${at("i.last_sign_in_at")}, 'created_at', ${at("i.created_at")},
      'updated_at', ${at("i.updated_at")}, 'email', i.email) order by i.created_at)
    from auth.identities i where i.user_id = u.id), '[]'),
  'created_at', ${at("u.created_at")}, 'updated_at', ${at("u.updated_at")},
  'banned_until', ${at("u.banned_until")}, 'is_anonymous', u.is_anonymous)`;

const metadata = z.record(z.string(), z.unknown());
const userSchema = z.looseObject({
  id: z.string(),
  aud: z.string().nullable(),
  role: z.string().nullable(),
  email: z.string(),
  email_confirmed_at: z.string().nullable(),
  banned_until: z.string().nullable(),
  app_metadata: metadata,
  user_metadata: metadata,
});
export type User = z.infer<typeof userSchema>;

/** Absent times are left out, as GoTrue leaves them out. */
export function publicUser(user: User): Record<string, unknown> {
  return Object.fromEntries(Object.entries(user).filter(([, value]) => value !== null));
}

export type UserFilter = { id: string } | { email: string };

export async function findUser({ db }: AuthContext, filter: UserFilter): Promise<User | undefined> {
  const [column, value] = "id" in filter ? ["id::text", filter.id] : ["email", filter.email];
  const { rows } = await db.query(`select ${USER_JSON} as found from auth.users u where u.${column} = $1 limit 1`, [
    value,
  ]);
  return z.array(z.object({ found: userSchema })).parse(rows)[0]?.found;
}

export async function listUsers({ db }: AuthContext, page: number, perPage: number) {
  const { rows } = await db.query(
    `select ${USER_JSON} as found, count(*) over ()::int as total from auth.users u
     order by u.created_at desc, u.id limit $1 offset $2`,
    [perPage, (page - 1) * perPage],
  );
  const found = z.array(z.object({ found: userSchema, total: z.number() })).parse(rows);
  return { users: found.map(({ found: user }) => user), total: found[0]?.total ?? 0 };
}

export function normalEmail(email: string): string {
  const normal = email.trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.?[^\s@]*$/.test(normal) || normal.length > 255) {
    throw badRequest("validation_failed", "Unable to validate email address: invalid format");
  }
  return normal;
}

export function checkPassword({ minPasswordLength }: AuthContext, password: string): void {
  if (password.length < minPasswordLength) {
    throw unprocessable("weak_password", `Password should be at least ${minPasswordLength} characters.`, {
      weak_password: { reasons: ["length"] },
    });
  }
  if (Buffer.byteLength(password) > 72) {
    throw badRequest("validation_failed", "Password cannot be longer than 72 characters");
  }
}

async function hashPassword({ db, passwordCost }: AuthContext, password: string): Promise<string> {
  const sql = "select extensions.crypt($1, extensions.gen_salt('bf', $2)) as hash";
  const { rows } = await db.query(sql, [password, passwordCost]);
  return z.tuple([z.object({ hash: z.string() })]).parse(rows)[0].hash;
}

/** Whether this is the user's password. */
export async function passwordMatches({ db }: AuthContext, userId: string, password: string): Promise<boolean> {
  const sql = `select from auth.users where id = $1 and encrypted_password <> ''
    and encrypted_password = extensions.crypt($2, encrypted_password)`;
  return (await db.query(sql, [userId, password])).rowCount === 1;
}

export type NewUser = {
  id?: string;
  email: string;
  password?: string;
  confirmed: boolean;
  role?: string;
  userMetadata: Record<string, unknown>;
  appMetadata: Record<string, unknown>;
  bannedUntil?: Date;
};

/** Adds a user with their identity. @throws the database's unique violation when the address is taken. */
export async function createUser(context: AuthContext, user: NewUser): Promise<User> {
  const { db, now } = context;
  const id = user.id ?? randomUUID();
  const time = now();
  const hash = user.password === undefined ? "" : await hashPassword(context, user.password);
  const shared = { email: user.email, email_verified: user.confirmed, phone_verified: false, sub: id };
  const app = { provider: "email", providers: ["email"], ...user.appMetadata };
  await db.query(
    `insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
       raw_app_meta_data, raw_user_meta_data, created_at, updated_at, banned_until, confirmation_token, recovery_token,
       email_change_token_new, email_change)
     values ('00000000-0000-0000-0000-000000000000', $1, 'authenticated', $2, $3, $4, $5, $6, $7, $8, $8, $9, '', '', '', '')`,
    [
      id,
      user.role ?? "authenticated",
      user.email,
      hash,
      user.confirmed ? time : null,
      JSON.stringify(app),
      JSON.stringify({ ...user.userMetadata, ...shared }),
      time,
      user.bannedUntil ?? null,
    ],
  );
  await db.query(
    `insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
     values ($1::text, $1::uuid, $2, 'email', $3, $3, $3)`,
    [id, JSON.stringify({ ...user.userMetadata, ...shared }), time],
  );
  return existing(await findUser(context, { id }));
}

export type UserChange = {
  email?: string;
  password?: string;
  confirmed?: boolean;
  role?: string;
  userMetadata?: Record<string, unknown>;
  appMetadata?: Record<string, unknown>;
  /** null lifts a ban. */
  bannedUntil?: Date | null;
};

/** Metadata is merged key by key; null removes a key. */
const merged = (column: string, value: string) => `jsonb_strip_nulls(coalesce(${column}, '{}') || ${value}::jsonb)`;

export async function changeUser(context: AuthContext, id: string, change: UserChange): Promise<User> {
  const { db, now } = context;
  const values: unknown[] = [id, now()];
  const set = ["updated_at = $2"];
  const add = (sql: (value: string) => string, value: unknown): void => {
    values.push(value);
    set.push(sql(`$${values.length}`));
  };
  if (change.email !== undefined) add((value) => `email = ${value}`, change.email);
  if (change.role !== undefined) add((value) => `role = ${value}`, change.role);
  if (change.bannedUntil !== undefined) add((value) => `banned_until = ${value}`, change.bannedUntil);
  if (change.confirmed) set.push("email_confirmed_at = coalesce(email_confirmed_at, $2)");
  if (change.password !== undefined) {
    add((value) => `encrypted_password = ${value}`, await hashPassword(context, change.password));
  }
  const user = { ...change.userMetadata, ...(change.email === undefined ? {} : { email: change.email }) };
  if (change.userMetadata !== undefined || change.email !== undefined) {
    add((value) => `raw_user_meta_data = ${merged("raw_user_meta_data", value)}`, JSON.stringify(user));
  }
  if (change.appMetadata !== undefined) {
    add((value) => `raw_app_meta_data = ${merged("raw_app_meta_data", value)}`, JSON.stringify(change.appMetadata));
  }
  await db.query(`update auth.users set ${set.join(", ")} where id = $1`, values);
  if (change.email !== undefined) {
    const identity = `update auth.identities set identity_data = identity_data || jsonb_build_object('email', $2::text),
      updated_at = $3 where user_id = $1 and provider = 'email'`;
    await db.query(identity, [id, change.email, now()]);
  }
  return existing(await findUser(context, { id }));
}

function existing(user: User | undefined): User {
  if (!user) throw new Error("The user is gone");
  return user;
}
