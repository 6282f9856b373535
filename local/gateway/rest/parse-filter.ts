import { parseField } from "./parse-field";
import type { Filter, Logic, Test } from "./query";
import { Scanner } from "./scanner";

const PLAIN: Record<string, string> = {
  neq: "<>",
  cs: "@>",
  cd: "<@",
  ov: "&&",
  sl: "<<",
  sr: ">>",
  nxr: "&<",
  nxl: "&>",
  adj: "-|-",
};
const QUANTIFIABLE: Record<string, string> = {
  eq: "=",
  gte: ">=",
  gt: ">",
  lte: "<=",
  lt: "<",
  like: "like",
  ilike: "ilike",
  match: "~",
  imatch: "~*",
};
const SEARCH: Record<string, string> = {
  fts: "to_tsquery",
  plfts: "plainto_tsquery",
  phfts: "phraseto_tsquery",
  wfts: "websearch_to_tsquery",
};
const IS = {
  null: "NULL",
  not_null: "NOT NULL",
  true: "TRUE",
  false: "FALSE",
  unknown: "UNKNOWN",
} as const;

const WORD = /[a-z]+/y;

/** Whether a parameter's value reads as `operator.value`, which tells a filter from a function's argument. */
export function looksLikeFilter(value: string): boolean {
  const word = /^([a-z]+)(?:\([^)]*\))?\./.exec(value)?.[1];
  if (!word) return false;
  return ["not", "is", "in", "isdistinct"].includes(word) || word in PLAIN || word in QUANTIFIABLE || word in SEARCH;
}

function wildcards(operator: string, value: string): string {
  return operator === "like" || operator === "ilike" ? value.replaceAll("*", "%") : value;
}

function listElements(scanner: Scanner): string[] {
  const values: string[] = [];
  scanner.spaces();
  scanner.expect("(");
  scanner.spaces();
  do {
    const quoted = scanner.attempt(() => {
      const value = scanner.quoted();
      return value !== undefined && (scanner.peek(",") || scanner.peek(")")) ? value : undefined;
    });
    values.push(quoted ?? scanner.match(/[^,)]*/y) ?? "");
  } while (scanner.take(","));
  scanner.spaces();
  scanner.expect(")");
  scanner.spaces();
  return values;
}

function parseIs(scanner: Scanner): Test {
  const word = (scanner.match(/[a-z_]+/iy) ?? "").toLowerCase();
  for (const [name, value] of Object.entries(IS)) {
    if (name === word) return { kind: "is", value };
  }
  return scanner.fail("isVal: (null, not_null, true, false, unknown)");
}

/** `eq.5`, `in.(1,2)`, `fts(english).cat` …; `readValue` reads a single value to its end. */
function parseTest(scanner: Scanner, readValue: () => string): Test {
  const start = scanner.position;
  const word = scanner.match(WORD) ?? "";
  const unknown = (): never => {
    scanner.position = start;
    return scanner.fail("operator (eq, gt, ...)");
  };
  if (word in SEARCH) {
    const config = scanner.take("(") ? scanner.match(/[^)]+/y) : undefined;
    if (config !== undefined) scanner.expect(")");
    scanner.expect(".");
    return { kind: "search", function: SEARCH[word] ?? "", config, value: readValue() };
  }
  const quantifier = scanner.take("(any)") ? "any" : scanner.take("(all)") ? "all" : undefined;
  if (!scanner.take(".")) return unknown();
  const quantifiable = QUANTIFIABLE[word];
  if (quantifiable) {
    return { kind: "compare", operator: quantifiable, quantifier, value: wildcards(quantifiable, readValue()) };
  }
  if (quantifier) return unknown();
  if (word === "is") return parseIs(scanner);
  if (word === "in") return { kind: "in", values: listElements(scanner) };
  if (word === "isdistinct") return { kind: "distinct", value: readValue() };
  const plain = PLAIN[word];
  return plain ? { kind: "compare", operator: plain, value: readValue() } : unknown();
}

/** The value of a filter parameter, `not.` included. */
export function parseFilterValue(value: string): { negated: boolean; test: Test } {
  const scanner = new Scanner(value, "filter");
  const negated = scanner.take("not.");
  const test = parseTest(scanner, () => scanner.match(/[\s\S]*/y) ?? "");
  scanner.expectEnd();
  return { negated, test };
}

/** Inside `and(…)` and `or(…)` a value ends at a comma or parenthesis, unless quoted or an array in braces. */
function logicValue(scanner: Scanner): string {
  const ends = () => scanner.atEnd || scanner.peek(",") || scanner.peek(")");
  const quoted = scanner.attempt(() => {
    const value = scanner.quoted();
    return value !== undefined && ends() ? value : undefined;
  });
  if (quoted !== undefined) return quoted;
  const array = scanner.attempt(() => scanner.match(/\{[^{}]*\}/y));
  return array ?? scanner.match(/[^,)]*/y) ?? "";
}

function parseLogicFilter(scanner: Scanner): Filter {
  const field = parseField(scanner);
  scanner.expect(".");
  const negated = scanner.take("not.");
  const test = parseTest(scanner, () => logicValue(scanner));
  return { kind: "filter", field, negated, test };
}

function parseGroup(scanner: Scanner): Logic | undefined {
  const negated = scanner.take("not.");
  const operator = scanner.take("and") ? "and" : scanner.take("or") ? "or" : undefined;
  if (!operator) return undefined;
  scanner.spaces();
  if (!scanner.take("(")) return undefined;
  const members: Logic[] = [];
  do {
    scanner.spaces();
    members.push(parseMember(scanner));
    scanner.spaces();
  } while (scanner.take(","));
  scanner.expect(")");
  return { kind: "group", operator, negated, members };
}

function isGroup(scanner: Scanner): boolean {
  const before = scanner.position;
  const found = scanner.match(/(?:not\.)?(?:and|or)[ \t]*\(/y) !== undefined;
  scanner.position = before;
  return found;
}

function parseMember(scanner: Scanner): Logic {
  if (!isGroup(scanner)) return parseLogicFilter(scanner);
  return parseGroup(scanner) ?? scanner.fail("logic operator (and, or)");
}

/** The value of an `and`/`or` parameter. @param operator `and`, `or`, `not.and` or `not.or`. */
export function parseLogic(operator: string, value: string): Logic {
  const scanner = new Scanner(`${operator}${value}`, "logic tree", value);
  const tree = parseGroup(scanner) ?? scanner.fail('"("');
  scanner.spaces();
  scanner.expectEnd();
  return tree;
}
