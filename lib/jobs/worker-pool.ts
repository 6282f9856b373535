import { Pool } from "pg";
import { errorName } from "@/lib/core/errors";
import type { Log } from "@/lib/core/jobs";

/** graphile-worker repeats a query that failed with this code, after 50 ms to 5 s, a hundred times (its lib.ts, RETRYABLE_ERROR_CODES). */
const REPEATED = "40001";
const CONNECTION_CODES = /^(08...|57P0[123]|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ENOTFOUND|EAI_AGAIN)$/;
/** node-postgres' own errors of this kind have no code. */
const CONNECTION_WORDS = /connection (terminated|timeout|error)|timeout exceeded when trying to connect|not queryable/i;

/** A pool for graphile-worker that outlives a restart of Postgres. The worker does not await the query that completes a job: one that
 *  fails with the connection would end the process as an unhandled rejection, and leave the job locked for four hours.
 *  So the errors of broken connections are given the code of one that it repeats. */
export function workerPool(databaseUrl: string, max: number, log: Log): Pool {
  const pool = new Pool({ connectionString: databaseUrl, max, connectionTimeoutMillis: 10_000 });
  const broke = (error: Error) => log.warn({ error: errorName(error) }, "a connection of the worker broke");
  pool.on("error", broke);
  pool.on("connect", (client) => {
    client.on("error", broke);
    const { query } = client;
    Object.assign(client, { query: (...args: unknown[]) => repeatable(Reflect.apply(query, client, args)) });
  });
  const { connect } = pool;
  Object.assign(pool, { connect: (...args: unknown[]) => repeatable(Reflect.apply(connect, pool, args)) });
  return pool;
}

/** Answers as they are; with the callback forms there is none. */
function repeatable(answer: unknown): unknown {
  if (!(answer instanceof Promise)) return answer;
  return answer.catch((error: unknown) => {
    throw isBrokenConnection(error)
      ? Object.assign(new Error(error.message, { cause: error }), { code: REPEATED })
      : error;
  });
}

function isBrokenConnection(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isBrokenConnection);
  const code = "code" in error ? String(error.code) : "";
  return CONNECTION_CODES.test(code) || CONNECTION_WORDS.test(error.message);
}
