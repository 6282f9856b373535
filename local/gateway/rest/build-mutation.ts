import { notSupported, RestError } from "../errors";
import type { Column, Schema, Table } from "../schema-cache";
import { logicSql } from "./build-filter";
import type { Payload } from "./payload";
import type { Preferences } from "./preferences";
import type { Query } from "./query";
import { inPublic, type Params, quote } from "./sql";

export type Mutation = {
  schema: Schema;
  table: Table;
  query: Query;
  params: Params;
  preferences: Preferences;
  /** Columns to hand back; none for an answer without rows. */
  returning: string[] | undefined;
};

/** Counts rows up as they are inserted and down as they turn out to be there already. */
const counted = (step: "+ 1" | "- 1", never: string): string =>
  `set_config('pgrst.inserted', (coalesce(nullif(current_setting('pgrst.inserted', true), '')::int, 0) ${step})::text, true) <> '${never}'`;

function knownColumns(table: Table, names: readonly string[]): Column[] {
  return names.map((name) => {
    const column = table.columns.find((candidate) => candidate.name === name);
    if (column) return column;
    const message = `Could not find the '${name}' column of '${table.name}' in the schema cache`;
    throw new RestError(400, "PGRST204", message);
  });
}

const names = (columns: readonly Column[]): string => columns.map(({ name }) => quote(name)).join(", ");

/** The body's rows as `pgrst_body`, typed as the table's columns. */
function bodySql({ params, preferences }: Mutation, payload: Payload, columns: readonly Column[]): string {
  const { isArray } = payload;
  if (columns.length === 0) {
    return isArray
      ? `json_array_elements(${params.add(payload.json)}::json) as pgrst_body`
      : "(values (1)) as pgrst_body";
  }
  const record = isArray ? "to_recordset" : "to_record";
  const typed = columns.map(({ name, type }) => `${quote(name)} ${type}`).join(", ");
  if (preferences.missing !== "default") {
    return `json_${record}(${params.add(payload.json)}::json) as pgrst_body(${typed})`;
  }
  const pairs = columns.flatMap((column) =>
    column.default === null ? [] : [`${params.add(column.name)}::text, ${column.default}`],
  );
  const defaults = `jsonb_build_object(${pairs.join(", ")})`;
  const body = `${params.add(payload.json)}::jsonb`;
  const filled = isArray
    ? `(select jsonb_agg(${defaults} || element) from jsonb_array_elements(${body}) as element)`
    : `${defaults} || ${body}`;
  return `jsonb_${record}(${filled}) as pgrst_body(${typed})`;
}

function returningSql({ table, returning }: Mutation): string {
  if (!returning || returning.length === 0) return " returning 1";
  const rows = inPublic(table.name);
  return ` returning ${returning.map((name) => (name === "*" ? `${rows}.*` : `${rows}.${quote(name)}`)).join(", ")}`;
}

function conflictSql({ table, query, preferences }: Mutation, columns: readonly Column[]): string {
  const targets = query.onConflict ?? table.primary_key;
  if (!preferences.resolution || targets.length === 0) return "";
  const target = ` on conflict (${targets.map(quote).join(", ")})`;
  if (preferences.resolution === "ignore-duplicates" || columns.length === 0) return `${target} do nothing`;
  const set = columns.map(({ name }) => `${quote(name)} = excluded.${quote(name)}`).join(", ");
  return `${target} do update set ${set} where ${counted("- 1", "-1")}`;
}

/** `insert`, or with a resolution preference `insert … on conflict`. */
export function insertSql(mutation: Mutation, payload: Payload): string {
  const columns = knownColumns(mutation.table, payload.keys);
  refuseRange(mutation);
  if (mutation.query.levels[0]?.where.length) throw notSupported("filters on an insert");
  const into = `insert into ${inPublic(mutation.table.name)}${columns.length > 0 ? `(${names(columns)})` : ""}`;
  const values = columns.map(({ name }) => `pgrst_body.${quote(name)}`).join(", ");
  const count = mutation.preferences.resolution === "merge-duplicates" ? ` where ${counted("+ 1", "0")}` : "";
  const from = bodySql(mutation, payload, columns);
  return `${into} select ${values} from ${from}${count}${conflictSql(mutation, columns)}${returningSql(mutation)}`;
}

function refuseRange({ query }: Mutation): void {
  const root = query.levels[0];
  if (root && (root.limit !== undefined || root.offset > 0)) throw notSupported("limit and offset of a mutation");
}

function whereSql({ schema, table, query, params }: Mutation, verb: "UPDATE" | "DELETE"): string {
  const scope = { schema, params, rows: inPublic(table.name), table: table.name, children: [] };
  const where = (query.levels[0]?.where ?? []).map((logic) => logicSql(scope, logic));
  // Supabase loads pg-safeupdate for the API, which says exactly this.
  if (where.length === 0) throw new RestError(400, "21000", `${verb} requires a WHERE clause`);
  return ` where ${where.join(" and ")}`;
}

export function updateSql(mutation: Mutation, payload: Payload): string {
  refuseRange(mutation);
  const columns = knownColumns(mutation.table, payload.keys);
  const table = inPublic(mutation.table.name);
  if (columns.length === 0) {
    const shown = mutation.returning?.map((name) => (name === "*" ? "*" : quote(name))).join(", ") || "null";
    return `select ${shown} from ${table} where false`;
  }
  const set = columns.map(({ name }) => `${quote(name)} = pgrst_body.${quote(name)}`).join(", ");
  const from = bodySql(mutation, payload, columns);
  const where = whereSql(mutation, "UPDATE");
  return `update ${table} set ${set} from ${from}${where}${returningSql(mutation)}`;
}

export function deleteSql(mutation: Mutation): string {
  refuseRange(mutation);
  return `delete from ${inPublic(mutation.table.name)}${whereSql(mutation, "DELETE")}${returningSql(mutation)}`;
}
