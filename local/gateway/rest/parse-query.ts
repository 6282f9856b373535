import { parseError, RestError } from "../errors";
import { parseJsonPath } from "./parse-field";
import { looksLikeFilter, parseFilterValue, parseLogic } from "./parse-filter";
import { parseColumns, parseOrder, parseSelect } from "./parse-select";
import type { Field, Level, Query } from "./query";
import { Scanner } from "./scanner";

function parsePath(key: string): { path: string[]; field: Field } {
  const scanner = new Scanner(key, "tree path");
  const names: string[] = [];
  do names.push(scanner.name());
  while (scanner.take("."));
  const path = parseJsonPath(scanner);
  scanner.expectEnd();
  const name = names.pop() ?? "";
  return { path: names, field: { name, path } };
}

function parseCount(what: "limit" | "offset", value: string): number {
  if (!/^-?\d+$/.test(value.trim())) throw parseError(`${what} parameter`, value, 1, "expecting an integer");
  const count = Number(value);
  if (what === "offset") return Math.max(count, 0);
  if (count >= 0) return count;
  const details = "Limit should be greater than or equal to zero.";
  throw new RestError(416, "PGRST103", "Requested range not satisfiable", { details });
}

class Levels {
  readonly all: Level[] = [{ path: [], where: [], order: [], offset: 0 }];

  at(path: string[]): Level {
    const existing = this.all.find((level) => level.path.join("\0") === path.join("\0"));
    if (existing) return existing;
    const level: Level = { path, where: [], order: [], offset: 0 };
    this.all.push(level);
    return level;
  }
}

/** Reads one parameter of an embedded or top level. @returns false when it is none of these words. */
function readReserved(levels: Levels, key: string, value: string): boolean {
  const words = key.split(".");
  const last = words.pop() ?? "";
  switch (last) {
    case "order":
      if (value !== "") levels.at(words).order = parseOrder(value);
      return true;
    case "limit":
      levels.at(words).limit = parseCount("limit", value);
      return true;
    case "offset":
      levels.at(words).offset = parseCount("offset", value);
      return true;
    case "and":
    case "or": {
      const negated = words.at(-1) === "not";
      if (negated) words.pop();
      levels.at(words).where.push(parseLogic(negated ? `not.${last}` : last, value));
      return true;
    }
    default:
      return false;
  }
}

const EVERYTHING = parseSelect("*");

/** Parses a query string.
 *  @param isArgument for functions: whether a name is one of its arguments rather than a column to filter. */
export function parseQuery(parameters: URLSearchParams, isArgument?: (name: string) => boolean): Query {
  const levels = new Levels();
  const query: Query = { select: EVERYTHING, levels: levels.all, arguments: [] };
  for (const [key, value] of parameters) {
    if (isArgument?.(key)) query.arguments.push([key, value]);
    else if (key === "select") query.select = parseSelect(value);
    else if (key === "columns") query.columns = parseColumns("columns", value);
    else if (key === "on_conflict") query.onConflict = parseColumns("on_conflict", value);
    else if (!readReserved(levels, key, value)) {
      if (isArgument && !key.includes(".") && !looksLikeFilter(value)) {
        query.arguments.push([key, value]);
        continue;
      }
      const { path, field } = parsePath(key);
      levels.at(path).where.push({ kind: "filter", field, ...parseFilterValue(value) });
    }
  }
  return query;
}
