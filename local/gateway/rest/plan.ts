import { notSupported, RestError } from "../errors";
import type { Schema } from "../schema-cache";
import type { Level, Query, SelectEmbed, SelectField } from "./query";
import { findRelationship, isToOne, type Relationship } from "./relationships";

/** One level of a reading: a table or the source of the request, with the levels embedded in it. */
export type ReadNode = {
  /** The table whose columns and relations these rows have; undefined for a function's own record. */
  table: string | undefined;
  fields: SelectField[];
  level: Level;
  children: ChildNode[];
};

export type ChildNode = ReadNode & {
  table: string;
  name: string;
  /** What the request calls the relation, where `name` is an alias. */
  called: string;
  relation: Relationship;
  inner: boolean;
  spread: boolean;
  /** Nothing of it is shown; it only filters. */
  hidden: boolean;
  id: number;
};

/** An embedded level is meant by its alias, or by the relation's own name. */
export const isCalled = (name: string) => (child: ChildNode) => child.name === name || child.called === name;

function notEmbedded(name: string): RestError {
  return new RestError(400, "PGRST108", `'${name}' is not an embedded resource in this request`, {
    hint: `Verify that '${name}' is included in the 'select' query parameter.`,
  });
}

const emptyLevel = (path: string[]): Level => ({ path, where: [], order: [], offset: 0 });

/** Checks the parsed query against the schema and arranges it as a tree. */
export function planRead(schema: Schema, table: string | undefined, query: Query): ReadNode {
  let lastId = 0;

  function child(parent: string, embed: SelectEmbed): ChildNode {
    const { relation: called, alias, hint, inner, spread, select } = embed;
    const relation = findRelationship(schema, parent, called, hint);
    const name = alias ?? called;
    if (spread && !isToOne(relation)) throw notSupported(`spreading '${name}', which is to-many`);
    const node = level(relation.target, select);
    const hidden = select.length === 0;
    return { ...node, table: relation.target, name, called, relation, inner, spread, hidden, id: ++lastId };
  }

  function level(of: string | undefined, select: Query["select"]): ReadNode {
    const fields = select.filter((item) => item.kind === "field");
    const node: ReadNode = { table: of, fields, level: emptyLevel([]), children: [] };
    for (const item of select) {
      if (item.kind !== "embed") continue;
      if (of === undefined) throw notSupported("embedding in the result of a function that returns no table's rows");
      node.children.push(child(of, item));
    }
    return node;
  }

  const root = level(table, query.select);
  for (const found of query.levels) {
    let at: ReadNode = root;
    for (const name of found.path) at = at.children.find(isCalled(name)) ?? fail(name);
    at.level = merged(at.level, found);
  }
  return root;
}

/** An alias and the relation's name may both be used for one level. */
function merged(one: Level, other: Level): Level {
  return {
    path: other.path,
    where: [...one.where, ...other.where],
    order: [...one.order, ...other.order],
    limit: other.limit ?? one.limit,
    offset: other.offset || one.offset,
  };
}

function fail(name: string): never {
  throw notEmbedded(name);
}
