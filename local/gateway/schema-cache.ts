import { readFile } from "node:fs/promises";
import type { Pool } from "pg";
import { z } from "zod";

const column = z.object({ name: z.string(), type: z.string(), base: z.string(), default: z.string().nullable() });
const table = z.object({ name: z.string(), columns: z.array(column), primary_key: z.array(z.string()) });
const foreignKey = z.object({
  name: z.string(),
  table: z.string(),
  target: z.string(),
  columns: z.array(z.string()),
  target_columns: z.array(z.string()),
  one_to_one: z.boolean(),
  in_primary_key: z.boolean(),
});
const routine = z.object({
  name: z.string(),
  arguments: z.array(z.object({ name: z.string(), type: z.string(), required: z.boolean(), variadic: z.boolean() })),
  returns_set: z.boolean(),
  returns_void: z.boolean(),
  returns_composite: z.boolean().nullable(),
  returns_table: z.string().nullable(),
  volatility: z.enum(["i", "s", "v"]),
  statement_timeout: z.string().nullable(),
});
const introspection = z.object({
  tables: z.array(table),
  foreignKeys: z.array(foreignKey),
  functions: z.array(routine),
  roleSettings: z.array(z.object({ role: z.string(), name: z.string(), value: z.string() })),
});

export type Column = z.infer<typeof column>;
export type Table = z.infer<typeof table>;
export type ForeignKey = z.infer<typeof foreignKey>;
export type Routine = z.infer<typeof routine>;
export type Setting = { name: string; value: string };

export type Schema = {
  tables: Map<string, Table>;
  foreignKeys: ForeignKey[];
  functions: Map<string, Routine[]>;
  roleSettings: Map<string, Setting[]>;
};

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

async function readSchema(pool: Pool, sql: string): Promise<Schema> {
  const client = await pool.connect();
  try {
    // Without a search path every type's name comes out with its schema.
    await client.query("begin read only; set local search_path = ''");
    const { rows } = await client.query(sql);
    const read = z.tuple([z.object({ schema: introspection })]).parse(rows)[0].schema;
    return {
      tables: new Map(read.tables.map((found) => [found.name, found])),
      foreignKeys: read.foreignKeys,
      functions: groupBy(read.functions, (found) => found.name),
      roleSettings: groupBy(read.roleSettings, (found) => found.role),
    };
  } finally {
    await client.query("rollback").then(
      () => client.release(),
      () => client.release(true),
    );
  }
}

export type SchemaCache = {
  /** What is known now. @throws when the database can't be reached and nothing is known yet. */
  current(): Promise<Schema>;
  /** Reads the schema as it is from this moment on; callers who wait for the same reading share it. */
  refresh(): Promise<Schema>;
};

export async function createSchemaCache(pool: Pool): Promise<SchemaCache> {
  const sql = await readFile(new URL("./schema-cache.sql", import.meta.url), "utf8");
  let known: Schema | undefined;
  let reading: Promise<Schema> | undefined;
  let next: Promise<Schema> | undefined;

  async function read(): Promise<Schema> {
    try {
      known = await readSchema(pool, sql);
      return known;
    } finally {
      reading = undefined;
    }
  }

  function refresh(): Promise<Schema> {
    if (!reading) {
      reading = read();
      return reading;
    }
    // The reading under way may have begun before the change that somebody wants to see.
    next ??= reading
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        reading ??= read();
        return reading;
      });
    return next;
  }
  return { current: async () => known ?? refresh(), refresh };
}
