import { RestError } from "../errors";

/** Collects the values of a statement and hands out their placeholders. */
export class Params {
  readonly values: Array<string | null> = [];

  add(value: string | null): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** A quoted identifier, whatever characters it holds. */
export function quote(name: string): string {
  // A zero byte would end the protocol's message in the middle of the statement.
  if (name.includes("\0")) throw new RestError(400, "PGRST100", "A name can't hold a zero byte");
  return `"${name.replaceAll('"', '""')}"`;
}

export const inPublic = (name: string): string => `"public".${quote(name)}`;

/** SQL's own names of types, which must not be quoted; any other name of a type is. */
const STANDARD_TYPES = new Set([
  "bigint",
  "bit",
  "bit varying",
  "boolean",
  "char",
  "character",
  "character varying",
  "date",
  "decimal",
  "double precision",
  "float",
  "int",
  "integer",
  "interval",
  "json",
  "numeric",
  "real",
  "smallint",
  "time",
  "timestamp",
  "timestamp with time zone",
  "timestamp without time zone",
  "varchar",
]);

export function typeName(name: string): string {
  const plain = name.toLowerCase().replaceAll(/ +/g, " ");
  return STANDARD_TYPES.has(plain) ? plain : quote(name);
}

/** The elements as a Postgres array literal, to be sent as one parameter. */
export function arrayLiteral(values: readonly string[]): string {
  const escaped = values.map((value) => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`);
  return `{${escaped.join(",")}}`;
}
