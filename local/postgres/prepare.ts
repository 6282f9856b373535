import { readFile } from "node:fs/promises";
import { Client, escapeIdentifier, escapeLiteral } from "pg";

const LOGIN_ROLES = ["postgres", "authenticator", "supabase_auth_admin"];

/** The same connection string for another role of the local cluster; all its roles share one password. */
export function asRole(url: string, role: string): string {
  const changed = new URL(url);
  changed.username = role;
  return changed.toString();
}

/** The same connection string for another database. */
export function asDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

/** Runs `work` with a connection that is closed afterwards. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export type PrepareOptions = {
  /** Whether new tables and functions in `public` are granted to the API's roles by themselves, as projects with
   *  «Default privileges for new entities» have it. Default true; migrations must hold up either way. */
  exposeNewTables?: boolean;
};

const HIDE_NEW_TABLES = `
  alter default privileges for role postgres in schema public
    revoke select, insert, update, delete on tables from anon, authenticated, service_role;
  alter default privileges for role postgres in schema public
    revoke usage, select on sequences from anon, authenticated, service_role;
  alter default privileges for role postgres in schema public
    revoke execute on functions from anon, authenticated, service_role;`;

/** Gives a database what a Supabase project has before its first migration. Repeatable.
 *  @param url connection string of the cluster's superuser. */
export async function prepareDatabase(url: string, options: PrepareOptions = {}): Promise<void> {
  const sql = await readFile(new URL("./bootstrap.sql", import.meta.url), "utf8");
  const { password, pathname } = new URL(url);
  const secret = escapeLiteral(decodeURIComponent(password));
  const database = escapeIdentifier(decodeURIComponent(pathname.slice(1)));
  const logins = LOGIN_ROLES.map((role) => `alter role ${role} with password ${secret};`).join("\n");
  await withClient(url, async (client) => {
    await client.query(sql);
    await client.query(`${logins}\nalter database ${database} owner to postgres;`);
    if (options.exposeNewTables === false) await client.query(HIDE_NEW_TABLES);
  });
}
