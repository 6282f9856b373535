import { RestError } from "../errors";
import { parseField } from "./parse-field";
import type { OrderTerm, SelectEmbed, SelectField, SelectItem } from "./query";
import { Scanner } from "./scanner";

const AGGREGATE = /^(?:avg|count|max|min|sum)$/;

const aggregatesRefused = (): never => {
  throw new RestError(400, "PGRST123", "Use of aggregate functions is not allowed");
};

function parseAlias(scanner: Scanner): string | undefined {
  return scanner.attempt(() => {
    const name = scanner.optionalName();
    return scanner.take(":") && !scanner.peek(":") ? name : undefined;
  });
}

function parseEmbedHead(scanner: Scanner): Omit<SelectEmbed, "select"> | undefined {
  scanner.spaces();
  const spread = scanner.take("...");
  const alias = spread ? undefined : parseAlias(scanner);
  const relation = scanner.optionalName();
  if (relation === undefined) return undefined;
  let hint: string | undefined;
  let inner = false;
  while (scanner.take("!")) {
    const word = scanner.name();
    if (word === "inner") inner = true;
    else if (word !== "left") hint = word;
  }
  return scanner.take("(") ? { kind: "embed", spread, relation, hint, inner, alias } : undefined;
}

function parseSelectField(scanner: Scanner): SelectField {
  scanner.spaces();
  if (scanner.take("*")) return { kind: "field", field: { name: "*", path: [] } };
  const alias = parseAlias(scanner);
  const field = parseField(scanner);
  const cast = scanner.take("::") ? (scanner.match(/[\p{L}\p{N}_ ]+/uy)?.trim() ?? scanner.fail("a type")) : undefined;
  if (scanner.peek(".") || scanner.peek("(")) {
    if (scanner.match(/\.(?:avg|count|max|min|sum)\(\)/y)) aggregatesRefused();
    scanner.fail('"::", ")", "," or end of input');
  }
  return { kind: "field", field, cast, alias };
}

function parseItem(scanner: Scanner): SelectItem {
  const head = scanner.attempt(() => parseEmbedHead(scanner));
  if (!head) return parseSelectField(scanner);
  if (scanner.take(")")) {
    if (AGGREGATE.test(head.relation)) aggregatesRefused();
    return { ...head, select: [] };
  }
  const select = parseItems(scanner);
  scanner.expect(")");
  return { ...head, select };
}

function parseItems(scanner: Scanner): SelectItem[] {
  const items: SelectItem[] = [];
  do {
    items.push(parseItem(scanner));
    scanner.spaces();
  } while (scanner.take(","));
  return items;
}

/** The `select` parameter. */
export function parseSelect(value: string): SelectItem[] {
  if (value.trim() === "") return [];
  const scanner = new Scanner(value, "select parameter");
  const items = parseItems(scanner);
  scanner.expectEnd();
  return items;
}

function parseOrderTerm(scanner: Scanner): OrderTerm {
  const related = scanner.attempt(() => {
    scanner.spaces();
    const relation = scanner.optionalName();
    return scanner.take("(") ? relation : undefined;
  });
  const field = parseField(scanner);
  if (related !== undefined) scanner.expect(")");
  const direction = scanner.take(".asc") ? "ASC" : scanner.take(".desc") ? "DESC" : undefined;
  const nulls = scanner.take(".nullsfirst") ? "NULLS FIRST" : scanner.take(".nullslast") ? "NULLS LAST" : undefined;
  if (!scanner.atEnd && !scanner.peek(",")) scanner.fail('"asc", "desc", "nullsfirst" or "nullslast"');
  return { relation: related, field, direction, nulls };
}

/** The `order` parameter. */
export function parseOrder(value: string): OrderTerm[] {
  const scanner = new Scanner(value, "order");
  const terms: OrderTerm[] = [];
  do terms.push(parseOrderTerm(scanner));
  while (scanner.take(","));
  scanner.expectEnd();
  return terms;
}

/** The `columns` and `on_conflict` parameters. */
export function parseColumns(what: "columns" | "on_conflict", value: string): string[] {
  const scanner = new Scanner(value, `${what} parameter`);
  const names: string[] = [];
  do {
    scanner.spaces();
    names.push(scanner.name());
    scanner.spaces();
  } while (scanner.take(","));
  scanner.expectEnd();
  return [...new Set(names)];
}
