import type { Pool, PoolClient } from "pg";
import { expect } from "vitest";
import { only } from "./fixtures";

const WAITING = `select count(*)::integer as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;

export type Meanwhile = ReturnType<typeof meanwhileOn>;

/** Does `first` in a transaction, starts `second`, lets it come to wait, and only then does `last` and commits the first.
 *  @param watcher sees all connections of the database; @param pool has two to spare for the transaction and `second`. */
export const meanwhileOn =
  (watcher: Pool, pool: Pool) =>
  async <A, B>(
    first: (db: PoolClient) => Promise<A>,
    second: () => Promise<B>,
    last: (db: PoolClient) => Promise<unknown> = async () => undefined,
  ): Promise<[A, B]> => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      const answer = await first(client);
      const other = second();
      await expect.poll(async () => only((await watcher.query<{ n: number }>(WAITING)).rows).n).toBeGreaterThan(0);
      await last(client);
      await client.query("commit");
      return [answer, await other];
    } finally {
      // A connection whose transaction is still open must not go back to the others.
      client.release(true);
    }
  };
