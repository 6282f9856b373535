import { notSupported, RestError } from "../errors";
import type { Routine } from "../schema-cache";
import type { Row } from "../transaction";
import {
  type Answer,
  bodySql,
  CALL_PREFERENCES,
  checkAffected,
  checkSingular,
  finish,
  rangeOf,
  readResult,
  resultColumns,
} from "./answer";
import { countSql, readSql } from "./build-read";
import type { RestContext, RestRequest } from "./handle";
import { type Media, parseAccept } from "./media";
import { parseQuery } from "./parse-query";
import { readPayload } from "./payload";
import { planRead, type ReadNode } from "./plan";
import { parsePreferences } from "./preferences";
import type { Query } from "./query";
import { applyRangeHeader } from "./range";
import { callSql, findRoutine, type Given, returnsScalar } from "./routines";
import { Params } from "./sql";

function given(request: RestRequest, query: Query): Given {
  if (request.method !== "POST") {
    return { names: [...new Set(query.arguments.map(([name]) => name))], values: query.arguments };
  }
  const body = readPayload(request.body.trim() === "" ? "{}" : request.body, query.columns);
  if (body.isArray) return { names: query.columns ?? [], body };
  return { names: body.keys, body };
}

/** The shape of the rows that are read from the call: a table's, a record's, or one column `pgrst_scalar`. */
function planCall(routine: Routine, { schema }: RestContext, query: Query): ReadNode {
  if (!returnsScalar(routine)) return planRead(schema, routine.returns_table ?? undefined, query);
  const [root] = query.levels;
  const plain = root && root.where.length === 0 && root.order.length === 0 && query.levels.length === 1;
  if (!plain) throw notSupported("filters and order on a function that returns no columns");
  return { table: undefined, fields: [{ kind: "field", field: { name: "*", path: [] } }], level: root, children: [] };
}

/** A function that returns no set returns one thing. */
function totalSql(counted: boolean, routine: Routine, sql: () => string): string {
  if (!counted) return "null";
  return routine.returns_set ? `(select count(*) from (${sql()}) as pgrst_source_count)` : "1";
}

function shapeOf(routine: Routine, media: Media): string {
  const rows = returnsScalar(routine) ? "_postgrest_t.pgrst_scalar" : "_postgrest_t";
  return bodySql(rows, media, routine.returns_set ? "list" : "one");
}

export async function callFunction(context: RestContext, name: string): Promise<Answer> {
  const { request, schema, execute, maxRows } = context;
  const isPost = request.method === "POST";
  const media = parseAccept(request.headers.accept);
  const preferences = parsePreferences(request.headers.prefer);
  const overloads = schema.functions.get(name) ?? [];
  const isArgument = (key: string) =>
    overloads.some((routine) => routine.arguments.some((argument) => argument.name === key));
  const query = applyRangeHeader(parseQuery(request.query, isPost ? undefined : isArgument), request);
  const input = given(request, query);
  const routine = findRoutine(schema, name, input.names, isPost);
  if (preferences.maxAffected !== undefined && !routine.returns_set) {
    const message = "Function must return SETOF or TABLE when max-affected preference is used with handling=strict";
    throw new RestError(400, "PGRST128", message);
  }
  const params = new Params();
  const root = planCall(routine, context, query);
  const call = callSql(routine, input, params);
  const options = { schema, params, rows: '"pgrst_source"', maxRows: routine.returns_set ? maxRows : 1 };
  const rows = readSql(options, root);
  const total = totalSql(preferences.count, routine, () => countSql(options, root));
  const text = `with pgrst_source as (${call}) ${resultColumns(total, shapeOf(routine, media))} from (${rows}) as _postgrest_t`;
  const keep = (row: Row): boolean => {
    const { page } = readResult(row);
    if (routine.returns_set) checkSingular(media, page);
    checkAffected(preferences, page);
    return !preferences.rollback;
  };
  const doubtful = isPost && (media.singular || preferences.rollback || preferences.maxAffected !== undefined);
  const settings = routine.statement_timeout ? [{ name: "statement_timeout", value: routine.statement_timeout }] : [];
  const result = readResult(
    await execute(
      { text, values: params.values },
      { readOnly: !isPost, timezone: preferences.timezone, settings, keep: doubtful ? keep : undefined },
    ),
  );
  if (!doubtful && routine.returns_set) checkSingular(media, result.page);
  const { status, contentRange } = rangeOf(root.level.offset, result);
  const headers = { "content-range": contentRange };
  if (routine.returns_void) return finish({ status: 204, headers, body: "" }, result, preferences, CALL_PREFERENCES);
  const silent = preferences.return === "minimal";
  const sent = { ...headers, "content-type": media.contentType };
  return finish({ status, headers: sent, body: silent ? "" : result.body }, result, preferences, CALL_PREFERENCES);
}
