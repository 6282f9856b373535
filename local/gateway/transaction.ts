import type { Connection, Pool, PoolClient, Submittable } from "pg";
import { connectionError, RestError } from "./errors";

/** SQL text with its parameters; every value travels as one, in Postgres's text format. */
export type Statement = { text: string; values: ReadonlyArray<string | null> };

/** The columns of a statement's first row. */
export type Row = ReadonlyArray<string | null>;

const MAX_PREPARED = 256;

/** Names of the statements each connection has prepared, oldest first. */
const prepared = new WeakMap<Connection, Map<string, string>>();
let lastName = 0;

type Message = { fields?: ReadonlyArray<string | null> };

/** Statements sent in one go and executed as one transaction, because the protocol commits at the single Sync at the
 *  end: one round trip where `begin`, `set local role`, the query and `commit` would take four. */
class Pipeline implements Submittable {
  private readonly rows: Array<Row | undefined> = [];
  private current: Row | undefined;
  private failed = false;
  private fresh: string[] = [];

  constructor(
    private readonly statements: readonly Statement[],
    private readonly done: (error: unknown, rows: Array<Row | undefined>) => void,
  ) {}

  submit(connection: Connection): void {
    const { stream } = connection;
    stream.cork();
    for (const { text, values } of this.statements) {
      connection.bind({ statement: this.prepare(connection, text), values: [...values] }, true);
      connection.execute(null, true);
    }
    connection.sync();
    stream.uncork();
  }

  private prepare(connection: Connection, text: string): string {
    const names = prepared.get(connection) ?? new Map<string, string>();
    prepared.set(connection, names);
    const existing = names.get(text);
    if (existing) return existing;
    if (names.size >= MAX_PREPARED) {
      for (const [oldest, name] of names) {
        connection.close({ type: "S", name }, true);
        names.delete(oldest);
        break;
      }
    }
    const name = `gateway_${++lastName}`;
    connection.parse({ name, text, types: [] }, true);
    names.set(text, name);
    this.fresh.push(text);
    return name;
  }

  handleRowDescription(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}

  handleDataRow(message: Message): void {
    this.current ??= message.fields ?? [];
  }

  handleCommandComplete(): void {
    this.rows.push(this.current);
    this.current = undefined;
  }

  handleReadyForQuery(): void {
    if (!this.failed) this.done(undefined, this.rows);
  }

  /** What was parsed before the error is prepared, the rest isn't; forgetting the names of both is safe. */
  handleError(error: unknown, connection: Connection): void {
    if (this.failed) return;
    this.failed = true;
    const names = prepared.get(connection);
    for (const text of this.fresh) names?.delete(text);
    this.done(error, []);
  }
}

function send(client: PoolClient, statements: readonly Statement[]): Promise<Array<Row | undefined>> {
  return new Promise((resolve, reject) => {
    client.query(new Pipeline(statements, (error, rows) => (error ? reject(error) : resolve(rows))));
  });
}

async function borrow(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw connectionError(error);
  }
}

const isBroken = (error: unknown): boolean => !(error instanceof Error && "severity" in error && "code" in error);

/** Runs the statements as one transaction, in one round trip. @returns the first row of the last one. */
export async function inTransaction(pool: Pool, statements: readonly Statement[]): Promise<Row> {
  const client = await borrow(pool);
  try {
    const rows = await send(client, statements);
    client.release();
    return rows.at(-1) ?? [];
  } catch (error) {
    client.release(isBroken(error));
    throw error;
  }
}

/** Runs the statements as one transaction, which is undone when `keep` answers false or throws.
 *  @returns the first row of the last one. */
export async function inDoubt(pool: Pool, statements: readonly Statement[], keep: (row: Row) => boolean): Promise<Row> {
  const client = await borrow(pool);
  let end = "rollback";
  let broken = false;
  try {
    const rows = await send(client, [{ text: "begin", values: [] }, ...statements]);
    const row = rows.at(-1) ?? [];
    if (keep(row)) end = "commit";
    return row;
  } catch (error) {
    broken = !(error instanceof RestError) && isBroken(error);
    throw error;
  } finally {
    if (!broken) await send(client, [{ text: end, values: [] }]);
    client.release(broken);
  }
}
