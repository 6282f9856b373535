import type { Acting } from "@/lib/data/people";
import type { EngineDeps, UserDeps } from "./deps";

/** The signed-in person in the account that is theirs to work in, for what is done with the engine's identity. */
export const actingIn = (deps: UserDeps): Acting => ({
  accountId: deps.accountId,
  actorId: deps.user.id,
  now: deps.now(),
});

/** The person whose command it is; null: the engine's own doing. */
export const actorOf = (deps: EngineDeps & Partial<Pick<UserDeps, "user">>): string | null => deps.user?.id ?? null;
