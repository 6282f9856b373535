import type { Pool, PoolClient } from "pg";
import { type Account, NOON, only } from "../supabase/fixtures";

export interface NewList {
  kind: "national" | "state" | "own" | "reassigned";
  region?: string | null;
  as_of?: string;
  /** E.164. */
  numbers?: string[];
  /** Those of which the database of reassigned numbers said «no». */
  no?: string[];
  at?: Date;
}

/** Of the counts, those that are not what the numbers are. */
type Part = Pick<NewList, "numbers" | "no"> & { lines?: number; rows?: number; refused?: number; refusals?: object[] };

const digits = (numbers: string[] = []) => numbers.map((number) => number.slice(1)).join();
const COUNTS = { lines: 0, rows: 0, refused: 0, no_data: 0, refusals: [] };

/** Begins an upload of so many parts. @param db as the service role */
export async function beginList(
  db: Pool | PoolClient,
  account: Account,
  { kind, region = null, as_of = "2026-11-20", at = NOON }: NewList,
  parts = 1,
): Promise<string> {
  const file = { file_name: "list.txt", file_bytes: 100, file_key: `${kind}-${Math.random()}`, parts };
  const given = JSON.stringify({ kind, region, as_of, ...file });
  const { rows } = await db.query<{ answer: { id: string } }>("select public.begin_list($1, $2, $1, $3) as answer", [
    ...[account.id, given, at],
  ]);
  return only(rows).answer.id;
}

/** Sends one part of a list. */
export async function addPart(
  db: Pool | PoolClient,
  account: Account,
  list: string,
  part: number,
  { numbers = [], no = [], ...counts }: Part,
): Promise<{ rows: number; taken: number }> {
  const said = JSON.stringify({ ...COUNTS, rows: numbers.length + no.length, ...counts });
  const sql = "select public.add_list_part($1, $2, $3, $4, $5, $6, '{}', 5000000, $7) as answer";
  const values = [account.id, list, part, digits(numbers), digits(no), said, NOON];
  return only((await db.query<{ answer: { rows: number; taken: number } }>(sql, values)).rows).answer;
}

export async function completeList(db: Pool | PoolClient, account: Account, list: string, at = NOON, replace = false) {
  const sql = "select public.complete_list($1, $2, $1, $3, $4) as answer";
  type Answer = { answer: { customers: number; replaced: number | null } };
  return only((await db.query<Answer>(sql, [account.id, list, at, replace])).rows).answer;
}

/** A whole list that counts. */
export async function makeList(db: Pool | PoolClient, account: Account, list: NewList): Promise<string> {
  const id = await beginList(db, account, list);
  await addPart(db, account, id, 0, { numbers: list.numbers ?? [], no: list.no ?? [] });
  await completeList(db, account, id, list.at);
  return id;
}
