import { RestError } from "../errors";
import type { ForeignKey, Schema } from "../schema-cache";

/** How rows of `parent` find those of `target`. `via` is the table in the middle of a many-to-many relation. */
export type Relationship = {
  kind: "many-to-one" | "one-to-one" | "one-to-many" | "many-to-many";
  parent: string;
  target: string;
  /** Pairs of a parent's column and the column it equals: the target's, or the middle table's. */
  on: Array<[string, string]>;
  via?: { table: string; on: Array<[string, string]> };
  constraints: string[];
};

const zip = (left: readonly string[], right: readonly string[]): Array<[string, string]> =>
  left.map((name, index) => [name, right[index] ?? name]);

function direct(parent: string, key: ForeignKey): Relationship[] {
  const found: Relationship[] = [];
  const constraints = [key.name];
  if (key.table === parent) {
    const kind = key.one_to_one ? "one-to-one" : "many-to-one";
    found.push({ kind, parent, target: key.target, on: zip(key.columns, key.target_columns), constraints });
  }
  if (key.target === parent) {
    const kind = key.one_to_one ? "one-to-one" : "one-to-many";
    found.push({ kind, parent, target: key.table, on: zip(key.target_columns, key.columns), constraints });
  }
  return found;
}

/** A table whose primary key holds two foreign keys joins the tables they point to. */
function throughJunctions(parent: string, keys: readonly ForeignKey[]): Relationship[] {
  const found: Relationship[] = [];
  for (const near of keys) {
    if (near.target !== parent || !near.in_primary_key) continue;
    for (const far of keys) {
      if (far === near || far.table !== near.table || !far.in_primary_key) continue;
      found.push({
        kind: "many-to-many",
        parent,
        target: far.target,
        on: zip(near.target_columns, near.columns),
        via: { table: near.table, on: zip(far.columns, far.target_columns) },
        constraints: [near.name, far.name],
      });
    }
  }
  return found;
}

function relationshipsOf(schema: Schema, parent: string): Relationship[] {
  return [...schema.foreignKeys.flatMap((key) => direct(parent, key)), ...throughJunctions(parent, schema.foreignKeys)];
}

const singleColumn = (relation: Relationship, side: 0 | 1): string | undefined =>
  relation.via || relation.on.length !== 1 ? undefined : relation.on[0]?.[side];

const hasConstraint = (relation: Relationship, name: string): boolean =>
  !relation.via && relation.constraints.includes(name);

/** A table that points to itself: its name means the rows that point here, a column or constraint the row pointed to. */
function matchesSelf(relation: Relationship, target: string, hint: string | undefined): boolean {
  const names = (name: string) => singleColumn(relation, 0) === name || hasConstraint(relation, name);
  if (hint === undefined) {
    return relation.kind === "one-to-many"
      ? target === relation.target
      : relation.kind !== "many-to-many" && names(target);
  }
  if (target !== relation.target) return false;
  return relation.kind === "one-to-many"
    ? singleColumn(relation, 1) === hint || hasConstraint(relation, hint)
    : relation.kind !== "many-to-many" && singleColumn(relation, 0) === hint;
}

function matches(relation: Relationship, target: string, hint: string | undefined): boolean {
  if (relation.parent === relation.target && !relation.via) return matchesSelf(relation, target, hint);
  const named = target === relation.target;
  if (hint === undefined) return named || hasConstraint(relation, target) || singleColumn(relation, 0) === target;
  return (
    named &&
    (hasConstraint(relation, hint) ||
      singleColumn(relation, 0) === hint ||
      singleColumn(relation, 1) === hint ||
      relation.via?.table === hint)
  );
}

function describe(relation: Relationship): Record<string, string> {
  const { kind, parent, target, on, via, constraints } = relation;
  const columns = (pairs: Array<[string, string]>, side: 0 | 1) => `(${pairs.map((pair) => pair[side]).join(", ")})`;
  const relationship = via
    ? `${via.table} using ${constraints[0]}${columns(on, 1)} and ${constraints[1]}${columns(via.on, 0)}`
    : `${constraints[0]} using ${parent}${columns(on, 0)} and ${target}${columns(on, 1)}`;
  return { cardinality: kind, embedding: `${parent} with ${target}`, relationship };
}

/** The relation an embedding means. @throws PGRST200 when there is none, PGRST201 when there are several. */
export function findRelationship(schema: Schema, parent: string, target: string, hint?: string): Relationship {
  const found = relationshipsOf(schema, parent).filter((relation) => matches(relation, target, hint));
  const [only] = found;
  if (!only) {
    const using = hint === undefined ? "" : ` using the hint '${hint}'`;
    throw new RestError(
      400,
      "PGRST200",
      `Could not find a relationship between '${parent}' and '${target}' in the schema cache`,
      {
        details: `Searched for a foreign key relationship between '${parent}' and '${target}'${using} in the schema 'public', but no matches were found.`,
      },
    );
  }
  if (found.length === 1) return only;
  const choices = found.map(({ target: name, via, constraints }) => `'${name}!${via?.table ?? constraints[0]}'`);
  throw new RestError(
    300,
    "PGRST201",
    `Could not embed because more than one relationship was found for '${parent}' and '${target}'`,
    {
      details: found.map(describe),
      hint: `Try changing '${target}' to one of the following: ${choices.join(", ")}. Find the desired relationship in the 'details' key.`,
    },
  );
}

export const isToOne = (relation: Relationship): boolean =>
  relation.kind === "many-to-one" || relation.kind === "one-to-one";
