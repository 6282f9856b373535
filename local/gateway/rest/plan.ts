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
  relation: Relationship;
  inner: boolean;
  spread: boolean;
  /** Nothing of it is shown; it only filters. */
  hidden: boolean;
  id: number;
};

const sameName = (name: string) => (child: ChildNode) => child.name === name;

function notEmbedded(name: string): RestError {
  return new RestError(400, "PGRST108", `'${name}' is not an embedded resource in this request`, {
    hint: `Verify that '${name}' is included in the 'select' query parameter.`,
  });
}

/** Checks the parsed query against the schema and arranges it as a tree. */
export function planRead(schema: Schema, table: string | undefined, query: Query): ReadNode {
  let lastId = 0;

  function child(parent: string, embed: SelectEmbed, path: string[]): ChildNode {
    const relation = findRelationship(schema, parent, embed.relation, embed.hint);
    const name = embed.alias ?? embed.relation;
    if (embed.spread && !isToOne(relation)) throw notSupported(`spreading '${name}', which is to-many`);
    const node = level(relation.target, embed.select, [...path, name]);
    const { inner, spread } = embed;
    const hidden = embed.select.length === 0;
    return { ...node, table: relation.target, name, relation, inner, spread, hidden, id: ++lastId };
  }

  function level(of: string | undefined, select: Query["select"], path: string[]): ReadNode {
    const found = query.levels.find((candidate) => candidate.path.join("\0") === path.join("\0"));
    const node: ReadNode = {
      table: of,
      fields: select.filter((item) => item.kind === "field"),
      level: found ?? { path, where: [], order: [], offset: 0 },
      children: [],
    };
    for (const item of select) {
      if (item.kind !== "embed") continue;
      if (of === undefined) throw notSupported("embedding in the result of a function that returns no table's rows");
      node.children.push(child(of, item, path));
    }
    return node;
  }

  const root = level(table, query.select, []);
  for (const { path } of query.levels) {
    let at: ReadNode = root;
    for (const name of path) at = at.children.find(sameName(name)) ?? fail(name);
  }
  return root;
}

function fail(name: string): never {
  throw notEmbedded(name);
}
