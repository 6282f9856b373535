import { RestError } from "../errors";
import type { Schema, Table } from "../schema-cache";
import type { Row } from "../transaction";
import {
  type Answer,
  bodySql,
  checkAffected,
  checkSingular,
  finish,
  MUTATION_PREFERENCES,
  READ_PREFERENCES,
  rangeOf,
  readResult,
  resultColumns,
} from "./answer";
import { deleteSql, insertSql, type Mutation, updateSql } from "./build-mutation";
import { columnsNeeded, countSql, readSql } from "./build-read";
import type { RestContext } from "./handle";
import { parseAccept } from "./media";
import { parseQuery } from "./parse-query";
import { readPayload } from "./payload";
import { planRead, type ReadNode } from "./plan";
import { parsePreferences } from "./preferences";
import type { Query } from "./query";
import { applyRangeHeader } from "./range";
import { inPublic, Params } from "./sql";

function findTable(schema: Schema, name: string): Table {
  const table = schema.tables.get(name);
  if (table) return table;
  throw new RestError(404, "PGRST205", `Could not find the table 'public.${name}' in the schema cache`);
}

export async function readTable({ request, schema, execute, maxRows }: RestContext, name: string): Promise<Answer> {
  const media = parseAccept(request.headers.accept);
  const preferences = parsePreferences(request.headers.prefer);
  const query = applyRangeHeader(parseQuery(request.query), request);
  const { name: table } = findTable(schema, name);
  const root = planRead(schema, table, query);
  const params = new Params();
  const options = { schema, params, rows: inPublic(table), maxRows };
  const source = readSql(options, root);
  const counted = preferences.count ? `, pgrst_source_count as (${countSql(options, root)})` : "";
  const total = preferences.count ? "(select count(*) from pgrst_source_count)" : "null";
  const text =
    `with pgrst_source as (${source})${counted} ` +
    `${resultColumns(total, bodySql("_postgrest_t", media, "list"))} from pgrst_source as _postgrest_t`;
  const { timezone } = preferences;
  const result = readResult(await execute({ text, values: params.values }, { readOnly: true, timezone }));
  const { status, contentRange } = rangeOf(root.level.offset, result);
  checkSingular(media, result.page);
  const headers = { "content-type": media.contentType, "content-range": contentRange };
  return finish({ status, headers, body: result.body }, result, preferences, READ_PREFERENCES);
}

function mutationSql(mutation: Mutation, method: string, body: string): string {
  if (method === "DELETE") return deleteSql(mutation);
  const payload = readPayload(body, mutation.query.columns);
  return method === "POST" ? insertSql(mutation, payload) : updateSql(mutation, payload);
}

/** The rows were filtered when they were changed; what they are now is shown. */
const unfiltered = (root: ReadNode): ReadNode => ({ ...root, level: { ...root.level, where: [] } });

export async function mutateTable({ request, schema, execute }: RestContext, name: string): Promise<Answer> {
  const { method, headers } = request;
  const media = parseAccept(headers.accept);
  const preferences = parsePreferences(headers.prefer);
  const query = parseQuery(request.query);
  const table = findTable(schema, name);
  const root = unfiltered(planRead(schema, table.name, query));
  const shown = preferences.return === "representation";
  const params = new Params();
  const returning = shown ? columnsNeeded(root) : undefined;
  const mutation = { schema, table, query, params, preferences, returning };
  const source = mutationSql(mutation, method, request.body);
  const options = { schema, params, rows: '"pgrst_source"', maxRows: Number.POSITIVE_INFINITY };
  const rows = shown ? `(${readSql(options, root)})` : "(select from pgrst_source)";
  const columns = resultColumns("null", shown ? bodySql("_postgrest_t", media, "list") : "''");
  const text = `with pgrst_source as (${source}) ${columns} from ${rows} as _postgrest_t`;
  const keep = (row: Row): boolean => {
    const { page } = readResult(row);
    checkSingular(media, page);
    checkAffected(preferences, page);
    return !preferences.rollback;
  };
  const doubtful = media.singular || preferences.rollback || preferences.maxAffected !== undefined;
  const { timezone } = preferences;
  const statement = { text, values: params.values };
  const result = readResult(await execute(statement, { readOnly: false, timezone, keep: doubtful ? keep : undefined }));
  const total = preferences.count ? result.page : "*";
  const range = method === "PATCH" && result.page > 0 ? `0-${result.page - 1}` : "*";
  const sent: Record<string, string> = { "content-range": `${range}/${total}` };
  if (shown) sent["content-type"] = media.contentType;
  const status = statusOf(
    method,
    shown,
    preferences.resolution === "merge-duplicates" ? (result.inserted ?? 0) : undefined,
  );
  const answer = { status, headers: sent, body: shown ? result.body : "" };
  return finish(answer, result, preferences, preferencesOf(method, table, query));
}

function preferencesOf(method: string, table: Table, query: Query): string[] {
  if (method !== "POST") return MUTATION_PREFERENCES;
  const upserts = table.primary_key.length > 0 || query.onConflict !== undefined;
  return upserts ? ["resolution", ...MUTATION_PREFERENCES] : MUTATION_PREFERENCES;
}

/** @param inserted rows an upsert added, where it counts them. */
function statusOf(method: string, shown: boolean, inserted: number | undefined): number {
  if (method === "POST") return inserted !== undefined && inserted <= 0 ? 200 : 201;
  return shown ? 200 : 204;
}
