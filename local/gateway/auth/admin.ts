import { z } from "zod";
import type { AuthContext } from "./context";
import { badRequest, forbidden, notFound, unprocessable } from "./errors";
import { type AuthAnswer, type AuthRequest, json, parseBody, requireClaims } from "./handle";
import {
  changeUser,
  checkPassword,
  createUser,
  findUser,
  listUsers,
  normalEmail,
  publicUser,
  type User,
} from "./users";

const metadata = z.record(z.string(), z.unknown()).nullish();
const userBody = z.object({
  id: z.uuid().optional(),
  email: z.string().optional(),
  password: z.string().nullish(),
  email_confirm: z.boolean().optional(),
  role: z.string().optional(),
  user_metadata: metadata,
  app_metadata: metadata,
  ban_duration: z.string().optional(),
});
type UserBody = z.infer<typeof userBody>;

const UNITS: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** `none`, or a sum such as `24h30m`. @returns null to lift a ban. */
function bannedUntil(now: Date, duration: string | undefined): Date | null | undefined {
  if (duration === undefined) return undefined;
  if (duration === "none") return null;
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.map(([text]) => text).join("") !== duration || duration === "") {
    throw badRequest("validation_failed", `invalid format for ban duration: ${duration}`);
  }
  const total = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ""] ?? 0), 0);
  return new Date(now.getTime() + total);
}

async function refuseTaken(context: AuthContext, email: string, owner?: string): Promise<void> {
  const other = await findUser(context, { email });
  if (other && other.id !== owner) {
    throw unprocessable("email_exists", "A user with this email address has already been registered");
  }
}

async function create(context: AuthContext, body: UserBody): Promise<AuthAnswer> {
  if (!body.email) throw badRequest("validation_failed", "Cannot create a user without either an email or phone");
  const email = normalEmail(body.email);
  const password = body.password ?? undefined;
  if (password !== undefined) checkPassword(context, password);
  await refuseTaken(context, email);
  const user = await createUser(context, {
    id: body.id,
    email,
    password,
    confirmed: body.email_confirm ?? false,
    role: body.role,
    userMetadata: body.user_metadata ?? {},
    appMetadata: body.app_metadata ?? {},
    bannedUntil: bannedUntil(context.now(), body.ban_duration) ?? undefined,
  });
  return json(publicUser(user));
}

async function change(context: AuthContext, user: User, body: UserBody): Promise<AuthAnswer> {
  const email = body.email === undefined ? undefined : normalEmail(body.email);
  const password = body.password ?? undefined;
  if (password !== undefined) checkPassword(context, password);
  if (email !== undefined) await refuseTaken(context, email, user.id);
  const changed = await changeUser(context, user.id, {
    email,
    password,
    confirmed: body.email_confirm,
    role: body.role,
    userMetadata: body.user_metadata ?? undefined,
    appMetadata: body.app_metadata ?? undefined,
    bannedUntil: bannedUntil(context.now(), body.ban_duration),
  });
  return json(publicUser(changed));
}

async function list(context: AuthContext, query: URLSearchParams): Promise<AuthAnswer> {
  const page = Math.max(1, Number(query.get("page")) || 1);
  const perPage = Math.min(1000, Math.max(1, Number(query.get("per_page")) || 50));
  const { users, total } = await listUsers(context, page, perPage);
  const last = Math.max(1, Math.ceil(total / perPage));
  const link = (to: number, rel: string) => `</admin/users?page=${to}&per_page=${perPage}>; rel="${rel}"`;
  const links = page < last ? [link(page + 1, "next"), link(last, "last")] : [link(last, "last")];
  const answer = json({ users: users.map(publicUser), aud: "authenticated" });
  return { ...answer, headers: { ...answer.headers, "x-total-count": String(total), link: links.join(", ") } };
}

async function remove({ db }: AuthContext, user: User, body: string): Promise<AuthAnswer> {
  const { should_soft_delete: soft } = parseBody(z.object({ should_soft_delete: z.boolean().optional() }), body);
  if (soft) throw badRequest("validation_failed", "Soft deletion is not part of the local gateway");
  await db.query("delete from auth.users where id = $1", [user.id]);
  return json({});
}

/** `/admin/users`, for the service role alone. */
export async function handleAdmin(context: AuthContext, request: AuthRequest): Promise<AuthAnswer> {
  const { method, path, query, body } = request;
  const { role } = await requireClaims(context, request.headers);
  if (role !== "service_role" && role !== "supabase_admin") throw forbidden("not_admin", "User not allowed");
  const [, , kind, id, ...more] = path.split("/");
  if (kind !== "users" || more.length > 0) {
    throw notFound("not_supported", `${method} /auth/v1${path} is not part of the local gateway`);
  }
  if (id === undefined && method === "GET") return list(context, query);
  if (id === undefined && method === "POST") return create(context, parseBody(userBody, body));
  if (!z.uuid().safeParse(id).success) throw notFound("validation_failed", "user_id must be an UUID");
  const user = await findUser(context, { id: id ?? "" });
  if (!user) throw notFound("user_not_found", "User not found");
  if (method === "GET") return json(publicUser(user));
  if (method === "PUT") return change(context, user, parseBody(userBody, body));
  if (method === "DELETE") return remove(context, user, body);
  throw notFound("not_supported", `${method} /auth/v1${path} is not part of the local gateway`);
}
