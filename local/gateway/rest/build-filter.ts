import { RestError } from "../errors";
import type { Schema } from "../schema-cache";
import { type ChildNode, isCalled } from "./plan";
import type { Field, Filter, Logic, OrderTerm, Test } from "./query";
import { isToOne } from "./relationships";
import { arrayLiteral, type Params, quote } from "./sql";

/** Where fields of a level are found. */
export type Scope = {
  schema: Schema;
  params: Params;
  /** SQL that names the level's rows: an alias, or a table's qualified name. */
  rows: string;
  table: string | undefined;
  children: ChildNode[];
  /** Builds a condition that is true when a child has rows; only where children are not joined. */
  exists?: (child: ChildNode) => string;
};

export const childAlias = (child: ChildNode): string => quote(`${child.name.slice(0, 40)}_${child.id}`);

function typeOf(scope: Scope, column: string): string | undefined {
  if (scope.table === undefined) return undefined;
  return scope.schema.tables.get(scope.table)?.columns.find(({ name }) => name === column)?.base;
}

/** SQL of `column->a->>b`; columns that aren't JSON are made so first, as PostgREST does for arrays and composites. */
export function fieldSql(scope: Scope, field: Field): string {
  const column = `${scope.rows}.${quote(field.name)}`;
  if (field.path.length === 0) return column;
  const type = typeOf(scope, field.name);
  const start = type === "json" || type === "jsonb" ? column : `to_jsonb(${column})`;
  return field.path.reduce((sql, { text, key }) => {
    const operand = scope.params.add(String(key));
    return `${sql}${text ? "->>" : "->"}${operand}::${typeof key === "number" ? "int" : "text"}`;
  }, start);
}

function testSql(scope: Scope, test: Test): string {
  const { params } = scope;
  switch (test.kind) {
    case "compare": {
      const value = params.add(test.value);
      return test.quantifier ? `${test.operator} ${test.quantifier}(${value})` : `${test.operator} ${value}`;
    }
    case "is":
      return `is ${test.value}`;
    case "distinct":
      return `is distinct from ${params.add(test.value)}`;
    case "in": {
      const none = test.values.length === 1 && test.values[0] === "";
      return `= any (${params.add(none ? "{}" : arrayLiteral(test.values))})`;
    }
    case "search": {
      const config = test.config === undefined ? "" : `${params.add(test.config)}::regconfig, `;
      return `@@ ${test.function}(${config}${params.add(test.value)})`;
    }
  }
}

function searchedSql(scope: Scope, filter: Filter): string {
  const field = fieldSql(scope, filter.field);
  if (filter.test.kind !== "search") return field;
  if (filter.field.path.length === 0 && typeOf(scope, filter.field.name) === "tsvector") return field;
  const { config } = filter.test;
  return `to_tsvector(${config === undefined ? "" : `${scope.params.add(config)}::regconfig, `}${field})`;
}

/** `relation=is.null` keeps the rows without, `relation=not.is.null` those with an embedded row. */
function embedFilterSql(scope: Scope, filter: Filter, child: ChildNode): string {
  const { test } = filter;
  if (test.kind !== "is" || (test.value !== "NULL" && test.value !== "NOT NULL")) {
    throw new RestError(400, "PGRST120", `Bad operator on the '${filter.field.name}' embedded resource`, {
      details: "Only is null or not is null filters are allowed on embedded resources",
    });
  }
  const wanted = (test.value === "NOT NULL") !== filter.negated;
  if (scope.exists) return `${wanted ? "" : "not "}${scope.exists(child)}`;
  return `${childAlias(child)} is ${wanted ? "" : "not "}distinct from null`;
}

export function logicSql(scope: Scope, logic: Logic): string {
  if (logic.kind === "group") {
    const members = logic.members.map((member) => logicSql(scope, member));
    return `${logic.negated ? "not " : ""}(${members.join(` ${logic.operator} `)})`;
  }
  const child = logic.field.path.length === 0 ? scope.children.find(isCalled(logic.field.name)) : undefined;
  if (child) return embedFilterSql(scope, logic, child);
  return `${logic.negated ? "not " : ""}${searchedSql(scope, logic)} ${testSql(scope, logic.test)}`;
}

function orderTermSql(scope: Scope, term: OrderTerm): string {
  const suffix = `${term.direction ? ` ${term.direction}` : ""}${term.nulls ? ` ${term.nulls}` : ""}`;
  if (term.relation === undefined) return `${fieldSql(scope, term.field)}${suffix}`;
  const child = scope.children.find(isCalled(term.relation));
  if (!child) {
    throw new RestError(400, "PGRST108", `'${term.relation}' is not an embedded resource in this request`, {
      hint: `Verify that '${term.relation}' is included in the 'select' query parameter.`,
    });
  }
  if (!isToOne(child.relation)) {
    throw new RestError(400, "PGRST118", `A related order on '${term.relation}' is not possible`, {
      details: `'${child.relation.parent}' and '${term.relation}' do not form a many-to-one or one-to-one relationship`,
    });
  }
  const rows = childAlias(child);
  return `${fieldSql({ ...scope, rows, table: child.table, children: [] }, term.field)}${suffix}`;
}

export function orderSql(scope: Scope, terms: readonly OrderTerm[]): string {
  if (terms.length === 0) return "";
  return ` order by ${terms.map((term) => orderTermSql(scope, term)).join(", ")}`;
}
