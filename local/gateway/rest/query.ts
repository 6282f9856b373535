/** What a request asks for, parsed but not yet checked against the schema. */

/** One step of `column->a->>0`: `text` for the two-headed arrow. */
export type JsonStep = { text: boolean; key: string | number };

export type Field = { name: string; path: JsonStep[] };

export type Test =
  | { kind: "compare"; operator: string; quantifier?: "any" | "all"; value: string }
  | { kind: "is"; value: "NULL" | "NOT NULL" | "TRUE" | "FALSE" | "UNKNOWN" }
  | { kind: "distinct"; value: string }
  | { kind: "in"; values: string[] }
  | { kind: "search"; function: string; config?: string; value: string };

export type Filter = { kind: "filter"; field: Field; negated: boolean; test: Test };

export type Logic = Filter | { kind: "group"; operator: "and" | "or"; negated: boolean; members: Logic[] };

export type OrderTerm = {
  /** An embedded to-one relation whose column orders the rows. */
  relation?: string;
  field: Field;
  direction?: "ASC" | "DESC";
  nulls?: "NULLS FIRST" | "NULLS LAST";
};

export type SelectField = { kind: "field"; field: Field; cast?: string; alias?: string };
export type SelectEmbed = {
  kind: "embed";
  spread: boolean;
  relation: string;
  hint?: string;
  inner: boolean;
  alias?: string;
  select: SelectItem[];
};
export type SelectItem = SelectField | SelectEmbed;

/** What concerns one level: the table itself, or an embedded one reached by `path`. */
export type Level = { path: string[]; where: Logic[]; order: OrderTerm[]; limit?: number; offset: number };

export type Query = {
  select: SelectItem[];
  levels: Level[];
  columns?: string[];
  onConflict?: string[];
  /** Parameters that are not filters: the arguments of a function called by GET. */
  arguments: Array<[name: string, value: string]>;
};
