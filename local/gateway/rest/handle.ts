import type { Pool } from "pg";
import { RestError } from "../errors";
import type { Schema, SchemaCache, Setting } from "../schema-cache";
import { inDoubt, inTransaction, type Row, type Statement } from "../transaction";
import type { Answer } from "./answer";
import { callFunction } from "./handle-call";
import { mutateTable, readTable } from "./handle-table";
import { checkRequestHeaders } from "./media";
import { type Caller, sessionStatement } from "./session";

export type RestRequest = {
  method: string;
  /** Path below `/rest/v1`, decoded; such as `/leads` or `/rpc/claim`. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
  caller: Caller;
};

/** Runs a statement as the caller. With `keep`, the transaction is undone when it answers false or throws. */
export type Execute = (
  statement: Statement,
  options: { readOnly: boolean; timezone?: string; settings?: readonly Setting[]; keep?: (row: Row) => boolean },
) => Promise<Row>;

export type RestContext = { request: RestRequest; schema: Schema; execute: Execute; maxRows: number };

const METHODS = ["GET", "HEAD", "POST", "PATCH", "DELETE"];
const UNKNOWN_THING = new Set(["PGRST200", "PGRST201", "PGRST202", "PGRST203", "PGRST204", "PGRST205"]);

function dispatch(context: RestContext): Promise<Answer> {
  const { method, path } = context.request;
  const [first = "", second, ...more] = path.split("/").filter((word) => word !== "");
  if (first === "") throw new RestError(404, "PGRST126", "Root endpoint metadata is disabled");
  if (first === "rpc" && second !== undefined && more.length === 0) {
    if (method === "GET" || method === "HEAD" || method === "POST") return callFunction(context, second);
    throw new RestError(405, "PGRST101", `Cannot use the ${method} method on RPC`);
  }
  if (second !== undefined) throw new RestError(404, "PGRST125", "Invalid path specified in request URL");
  if (!METHODS.includes(method)) throw new RestError(405, "PGRST117", `Unsupported HTTP method: ${method}`);
  return method === "GET" || method === "HEAD" ? readTable(context, first) : mutateTable(context, first);
}

/** Answers requests below `/rest/v1`. */
export function createRest(pool: Pool, cache: SchemaCache, maxRows: number) {
  async function attempt(request: RestRequest, schema: Schema): Promise<Answer> {
    const execute: Execute = (statement, { readOnly, timezone, settings = [], keep }) => {
      const { caller, method, path, headers } = request;
      const session = sessionStatement({ caller, schema, method, path, headers, readOnly, timezone, settings });
      const statements = [session, statement];
      return keep ? inDoubt(pool, statements, keep) : inTransaction(pool, statements);
    };
    return dispatch({ request, schema, execute, maxRows });
  }

  return async (request: RestRequest): Promise<Answer> => {
    const { headers, method } = request;
    const reads = method === "GET" || method === "HEAD";
    checkRequestHeaders(
      reads ? undefined : headers["content-type"],
      headers[reads ? "accept-profile" : "content-profile"],
    );
    const schema = await cache.current();
    try {
      return await attempt(request, schema);
    } catch (error) {
      if (!(error instanceof RestError) || !UNKNOWN_THING.has(error.code)) throw error;
      return attempt(request, await cache.refresh());
    }
  };
}
