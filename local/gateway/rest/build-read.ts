import type { Schema } from "../schema-cache";
import { childAlias, fieldSql, logicSql, orderSql, type Scope } from "./build-filter";
import type { ChildNode, ReadNode } from "./plan";
import type { SelectField } from "./query";
import { isToOne } from "./relationships";
import { inPublic, type Params, quote, typeName } from "./sql";

export type ReadOptions = {
  schema: Schema;
  params: Params;
  /** SQL of the rows to read from: a table, or the result of a mutation or function. */
  rows: string;
  /** Most rows an answer holds, embedded ones included. */
  maxRows: number;
};

function outputName({ alias, field }: SelectField): string {
  if (alias !== undefined) return alias;
  const lastKey = field.path.findLast(({ key }) => typeof key === "string")?.key;
  return lastKey === undefined ? field.name : String(lastKey);
}

function selectFieldSql(scope: Scope, item: SelectField): string {
  if (item.field.name === "*" && item.field.path.length === 0) return `${scope.rows}.*`;
  const value = fieldSql(scope, item.field);
  const cast = item.cast === undefined ? value : `cast(${value} as ${typeName(item.cast)})`;
  const renamed = item.cast !== undefined || item.alias !== undefined || item.field.path.length > 0;
  return renamed ? `${cast} as ${quote(outputName(item))}` : cast;
}

const conditions = (all: readonly string[]): string => (all.length === 0 ? "" : ` where ${all.join(" and ")}`);

function joinConditions(child: ChildNode, parentRows: string, rows: string): string[] {
  const { relation } = child;
  if (!relation.via) return relation.on.map(([near, far]) => `${rows}.${quote(far)} = ${parentRows}.${quote(near)}`);
  const middle = viaAlias(child);
  return [
    ...relation.on.map(([near, far]) => `${middle}.${quote(far)} = ${parentRows}.${quote(near)}`),
    ...relation.via.on.map(([near, far]) => `${middle}.${quote(near)} = ${rows}.${quote(far)}`),
  ];
}

const viaAlias = (child: ChildNode): string => quote(`${child.name.slice(0, 40)}_via_${child.id}`);
const tableAlias = (child: ChildNode): string => quote(`${child.table.slice(0, 40)}_${child.id}`);

function childFrom(child: ChildNode): string {
  const via = child.relation.via ? `, ${inPublic(child.relation.via.table)} as ${viaAlias(child)}` : "";
  return `${inPublic(child.table)} as ${tableAlias(child)}${via}`;
}

function scopeOf(options: ReadOptions, node: ReadNode, rows: string): Scope {
  return { schema: options.schema, params: options.params, rows, table: node.table, children: node.children };
}

function rangeSql({ params, maxRows }: ReadOptions, { level }: ReadNode): string {
  const limit = Math.min(level.limit ?? maxRows, maxRows);
  const offset = level.offset > 0 ? ` offset ${params.add(String(level.offset))}` : "";
  return Number.isFinite(limit) ? ` limit ${params.add(String(limit))}${offset}` : offset;
}

function levelSql(options: ReadOptions, node: ReadNode, from: string, rows: string, joined: readonly string[]): string {
  const scope = scopeOf(options, node, rows);
  const shown = node.fields.map((field) => selectFieldSql(scope, field));
  const joins: string[] = [];
  for (const child of node.children) {
    const { select, join } = childSql(options, child, rows);
    if (!child.hidden) shown.push(select);
    joins.push(join);
  }
  const where = [...joined, ...node.level.where.map((logic) => logicSql(scope, logic))];
  const order = orderSql(scope, node.level.order);
  return `select ${shown.join(", ")} from ${from}${joins.join("")}${conditions(where)}${order}${rangeSql(options, node)}`;
}

function childSql(options: ReadOptions, child: ChildNode, parentRows: string): { select: string; join: string } {
  const rows = tableAlias(child);
  const alias = childAlias(child);
  const name = quote(child.name);
  // A hidden child still needs a column, by which a row can be told from no row.
  const visible = child.hidden ? { ...child, fields: [ALL] } : child;
  const inside = levelSql(options, visible, childFrom(child), rows, joinConditions(child, parentRows, rows));
  const kind = child.inner ? "inner" : "left";
  if (isToOne(child.relation)) {
    const select = child.spread ? `${alias}.*` : `row_to_json(${alias}.*)::jsonb as ${name}`;
    return { select, join: ` ${kind} join lateral (${inside}) as ${alias} on true` };
  }
  const list = `select json_agg(${alias})::jsonb as ${alias} from (${inside}) as ${alias}`;
  const on = child.inner ? `${alias} is not null` : "true";
  return {
    select: `coalesce(${alias}.${alias}, '[]') as ${name}`,
    join: ` ${kind} join lateral (${list}) as ${alias} on ${on}`,
  };
}

const ALL: SelectField = { kind: "field", field: { name: "*", path: [] } };

/** The rows to answer with. */
export function readSql(options: ReadOptions, root: ReadNode): string {
  return levelSql(options, root, options.rows, options.rows, []);
}

function countedSql(
  options: ReadOptions,
  node: ReadNode,
  from: string,
  rows: string,
  joined: readonly string[],
): string {
  const exists = (child: ChildNode): string => {
    const inside = tableAlias(child);
    return `exists (${countedSql(options, child, childFrom(child), inside, joinConditions(child, rows, inside))})`;
  };
  const scope: Scope = { ...scopeOf(options, node, rows), exists };
  const where = [
    ...joined,
    ...node.level.where.map((logic) => logicSql(scope, logic)),
    ...node.children.filter(({ inner }) => inner).map(exists),
  ];
  return `select 1 from ${from}${conditions(where)}`;
}

/** One row for each row there is without limit and offset. */
export function countSql(options: ReadOptions, root: ReadNode): string {
  return countedSql(options, root, options.rows, options.rows, []);
}

/** Columns of the root's table that a reading of it touches, so that a mutation returns no others. */
export function columnsNeeded(root: ReadNode): string[] {
  const needed = new Set<string>();
  for (const { field } of root.fields) needed.add(field.name);
  for (const { relation } of root.children) for (const [near] of relation.on) needed.add(near);
  for (const { relation, field } of root.level.order) if (relation === undefined) needed.add(field.name);
  return needed.has("*") ? ["*"] : [...needed];
}
