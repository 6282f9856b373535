import { type Client, unwrap } from "./client";

/** What an account's upkeep drops. */
export type Purge = "recordings" | "words" | "people";

/** Upkeep of what is kept only for a while. Service role only. */
export const retentionData = (client: Client) => ({
  /** Accounts whose daily upkeep is due. */
  async due(now: Date, limit: number): Promise<string[]> {
    return unwrap(await client.rpc("retention_due", { p_now: now.toISOString(), p_limit: limit }));
  },

  /** Drops one lot. @returns how much; less than `limit`: nothing is left */
  async purge(purge: Purge, accountId: string, now: Date, limit: number): Promise<number> {
    const args = { p_user_id: accountId, p_now: now.toISOString(), p_limit: limit };
    if (purge === "words") return unwrap(await client.rpc("purge_words", args));
    if (purge === "recordings") return unwrap(await client.rpc("purge_recordings", args));
    return unwrap(await client.rpc("purge_people", args));
  },

  /** Writes down what the account's upkeep did. */
  async end(accountId: string, now: Date): Promise<void> {
    unwrap(await client.rpc("end_retention", { p_user_id: accountId, p_now: now.toISOString() }));
  },

  /** Calls that are still to be deleted at their provider. */
  async leaseDeletions(now: Date, limit: number): Promise<{ attempt_id: string; provider_ref: string }[]> {
    return unwrap(await client.rpc("lease_deletions", { p_now: now.toISOString(), p_limit: limit }));
  },

  async settleDeletions(attempts: string[], deleted: string[], now: Date): Promise<void> {
    const args = { p_attempts: attempts, p_deleted: deleted, p_now: now.toISOString() };
    unwrap(await client.rpc("settle_deletions", args));
  },
});
export type RetentionData = ReturnType<typeof retentionData>;
