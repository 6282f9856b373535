import type { Pool, PoolClient } from "pg";
import type { Tokens } from "../jwt";

export type AuthConfig = {
  tokens: Tokens;
  now: () => Date;
  /** Issuer of the access tokens, `…/auth/v1`. */
  issuer: () => string;
  /** bcrypt's cost; tests may take 4. */
  passwordCost: number;
  minPasswordLength: number;
  /** Life of an access token, in seconds. */
  expirySeconds: number;
  /** How long a refresh token that was just rotated may come again, in seconds. */
  reuseSeconds: number;
};

/** Everything an endpoint needs, within one transaction. */
export type AuthContext = AuthConfig & { db: PoolClient };

/** An error of the work rolls back, unless it was thrown as `Settled`. */
export class Settled extends Error {
  constructor(readonly error: Error) {
    super(error.message);
  }
}

/** Runs `work` in one transaction. */
export async function withAuthTransaction<T>(
  pool: Pool,
  config: AuthConfig,
  work: (context: AuthContext) => Promise<T>,
): Promise<T> {
  const db = await pool.connect();
  let broken = false;
  const end = async (command: "commit" | "rollback") => {
    await db.query(command).catch(() => {
      broken = true;
    });
  };
  try {
    await db.query("begin");
    const result = await work({ ...config, db });
    await db.query("commit");
    return result;
  } catch (error) {
    await end(error instanceof Settled ? "commit" : "rollback");
    throw error instanceof Settled ? error.error : error;
  } finally {
    db.release(broken);
  }
}
