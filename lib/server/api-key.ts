import { createHash, randomBytes } from "node:crypto";
import type { Asking } from "@/lib/actions/capture-consent";
import type { UserDeps } from "@/lib/actions/deps";
import { AppError } from "@/lib/core/errors";
import { callerAddress } from "./caller-address";
import { engineDeps, userDeps } from "./deps";
import { slidingWindow } from "./rate-limit";

const MINUTE = 60_000;
const clock = () => new Date();
const perAccount = slidingWindow({ tries: 120, windowMs: MINUTE }, clock);
/** Nobody who has the key gets it wrong more often. */
const wrongKeys = slidingWindow({ tries: 20, windowMs: MINUTE }, clock);

const KEY = /^Bearer (rk_[A-Za-z0-9_-]{43})$/i;
const hashOf = (key: string) => createHash("sha256").update(key).digest("hex");

/** Whether a request brings a key instead of a session, so that no cookie rides on it. */
export const hasApiKey = (request: Request): boolean => /^Bearer /i.test(request.headers.get("authorization") ?? "");

/** For which account a request asks: that of its key (`Authorization: Bearer rk_…`), else of whoever is signed in.
 *  @throws AppError api_key_unknown, not_signed_in, too_many_requests */
export async function askingOf(request: Request): Promise<Asking> {
  const asking = hasApiKey(request) ? await keyHolder(request) : await person();
  if (!perAccount.take(asking.accountId)) throw new AppError("too_many_requests");
  return asking;
}

async function keyHolder(request: Request): Promise<Asking> {
  const [, key] = KEY.exec(request.headers.get("authorization") ?? "") ?? [];
  const deps = engineDeps();
  const accountId = key === undefined ? null : await deps.agreements.accountOfKey(hashOf(key), deps.now());
  if (accountId !== null) return { accountId, actorId: null, by: null };
  if (!wrongKeys.take(callerAddress(request.headers))) throw new AppError("too_many_requests");
  throw new AppError("api_key_unknown");
}

async function person(): Promise<Asking> {
  const { accountId, user } = await userDeps();
  return { accountId, actorId: user.id, by: user.email };
}

/** Makes the account's key in place of the one before. It is shown this once.
 *  @param replaces how that one begins; null where there was none to see @throws AppError not_allowed, api_key_changed */
export async function makeApiKey(deps: UserDeps, replaces: string | null): Promise<{ key: string }> {
  const key = `rk_${randomBytes(32).toString("base64url")}`;
  await deps.agreements.setKey(who(deps), { hash: hashOf(key), shown: key.slice(0, 8), replaces });
  deps.log.info({ account_id: deps.accountId }, "api key made");
  return { key };
}

/** @throws AppError not_allowed */
export async function removeApiKey(deps: UserDeps): Promise<void> {
  await deps.agreements.setKey(who(deps), null);
  deps.log.info({ account_id: deps.accountId }, "api key removed");
}

const who = (deps: UserDeps) => ({ accountId: deps.accountId, actorId: deps.user.id, now: deps.now() });
