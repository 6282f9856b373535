import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { slidingWindow } from "./rate-limit";
import { refuseOutage, sessionClient } from "./session";

const MINUTE = 60_000;
const clock = () => new Date();
// Per address and person: what one who forgot a password needs. Per person: what many addresses together may guess.
const perPair = slidingWindow({ tries: 8, windowMs: 5 * MINUTE }, clock);
const perPerson = slidingWindow({ tries: 30, windowMs: 15 * MINUTE }, clock);
const perAddress = slidingWindow({ tries: 60, windowMs: 5 * MINUTE }, clock);

const Email = z.email("Enter an email address such as ana@example.com").max(254);
const Credentials = z.object({
  email: z.string().trim().toLowerCase().pipe(Email),
  password: z.string().min(1, "Enter your password").max(200, "A password has 200 characters at most"),
});
const NewCredentials = Credentials.extend({
  password: z.string().min(10, "Use at least 10 characters").max(200, "A password has 200 characters at most"),
});

export interface Entry {
  email: string;
  password: string;
  /** The caller's network address. */
  address: string;
}
export interface EntryProblem {
  message?: string;
  fields?: Partial<Record<"email" | "password", string>>;
}
export type EntryResult = { ok: true } | { ok: false; problem: EntryProblem };

/** Opens a session in the request's cookies. Which of email and password is wrong is never told.
 *  @throws AppError sign_in_failed, too_many_requests, database_unavailable */
export async function signInWithPassword(entry: Entry): Promise<EntryResult> {
  const checked = check(Credentials, entry);
  if (!checked.ok) return checked;
  const client = await sessionClient();
  const { error } = await client.auth.signInWithPassword(checked.credentials);
  if (!error) return { ok: true };
  refuseOutage(error);
  throw new AppError(error.status === 429 ? "too_many_requests" : "sign_in_failed");
}

/** Makes an account and opens its session. An email that is known already gets the same answer as one that is refused. */
export async function signUpWithPassword(entry: Entry): Promise<EntryResult> {
  const checked = check(NewCredentials, entry);
  if (!checked.ok) return checked;
  const client = await sessionClient();
  const { data, error } = await client.auth.signUp(checked.credentials);
  if (error) {
    refuseOutage(error);
    if (error.code === "weak_password")
      return { ok: false, problem: { fields: { password: "This password is too easy to guess. Use a longer one." } } };
    if (error.status === 429) throw new AppError("too_many_requests");
    const message = "No account could be made with this email. If it is yours already, sign in instead.";
    return { ok: false, problem: { message } };
  }
  if (data.session) return { ok: true };
  return { ok: false, problem: { message: "Almost done: open the link that was sent to this address, then sign in." } };
}

/** Ends this browser's session; others of the same person go on. */
export async function signOutHere(): Promise<void> {
  const client = await sessionClient();
  await client.auth.signOut({ scope: "local" });
}

type Checked = { ok: true; credentials: z.infer<typeof Credentials> } | { ok: false; problem: EntryProblem };

function check(schema: typeof Credentials, entry: Entry): Checked {
  const parsed = schema.safeParse(entry);
  if (!parsed.success) {
    const { fieldErrors } = z.flattenError(parsed.error);
    const [email, password] = [fieldErrors.email?.[0], fieldErrors.password?.[0]];
    return { ok: false, problem: { fields: { ...(email ? { email } : {}), ...(password ? { password } : {}) } } };
  }
  const { email } = parsed.data;
  const allowed = [
    perPair.take(`${entry.address} ${email}`),
    perPerson.take(email),
    perAddress.take(entry.address),
  ].every(Boolean);
  if (!allowed) throw new AppError("too_many_requests");
  return { ok: true, credentials: parsed.data };
}
