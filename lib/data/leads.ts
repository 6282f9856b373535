import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { ImportedConsent } from "@/lib/core/leads/consent";
import type { ContactChannel } from "@/lib/core/words";
import { type Client, type Json, unwrap } from "./client";

/** One lead of an import, ready to be stored. */
export interface LeadRow {
  /** Unique in the agent; the same row of the same file always has the same. */
  key: string;
  name: string | null;
  phone: string | null;
  email: string | null;
  at: Date | null;
  status: string;
  summary: string | null;
  region: string | null;
  tags: string[];
  data: Record<string, Json>;
}

/** What one of the rows says of consent. */
export interface ConsentRow extends ImportedConsent {
  /** Key of the lead whose customer agreed; without such a lead the number's, else the address's. */
  lead: string;
  phone: string | null;
  email: string | null;
  /** Unique in the customer; the same agreement always has the same. */
  key: string;
}

/** One of the rows says that an agreement over this channel was taken back. */
export interface WithdrawalRow extends Pick<ConsentRow, "lead" | "phone" | "email"> {
  channel: ContactChannel;
}

/** Where the consents of an import come from. */
export interface ConsentOrigin {
  actorId: string | null;
  fileName: string | null;
}

const ConsentsResult = z.object({ stored: z.int(), written: z.int(), known: z.int(), withdrawn: z.int() });
export type ConsentsResult = z.infer<typeof ConsentsResult>;

const BatchResult = z.object({ imported: z.int(), unchanged: z.int(), customers_created: z.int() });
export type BatchResult = z.infer<typeof BatchResult>;

const TRIES = 4;
// deadlock_detected, serialization_failure, query_canceled (by the server's limit, which waiting for a lock may reach)
const COLLISIONS = new Set(["40P01", "40001", "57014"]);

const Refusal = z.object({ code: z.string() });

function isCollision(error: unknown): boolean {
  const refusal = Refusal.safeParse(error instanceof AppError ? error.cause : undefined);
  return refusal.success && COLLISIONS.has(refusal.data.code);
}

/** A batch that met a deadlock with other writers is tried again. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !isCollision(error)) throw error;
    }
  }
}

/** The import of leads. Service role only: the caller has made sure that account and agent are the person's. */
export const leadsData = (client: Client) => ({
  /** Stores one batch in one transaction; repeatable. A batch that met a deadlock with other writers is tried again.
   *  @throws AppError not_found when the agent is not the account's */
  async importBatch(accountId: string, agentId: string, rows: LeadRow[], now: Date): Promise<BatchResult> {
    const p_rows = rows.map((row) => ({ ...row, at: row.at?.toISOString() ?? null }));
    const args = { p_user_id: accountId, p_agent_id: agentId, p_rows, p_now: now.toISOString() };
    return BatchResult.parse(await again(async () => unwrap(await client.rpc("import_leads", args))));
  },

  /** Adds what one batch says of customers, and those that are new; no leads. Repeatable. */
  async importPeople(accountId: string, rows: LeadRow[], now: Date): Promise<BatchResult> {
    const p_rows = rows.map((row) => ({ ...row, at: row.at?.toISOString() ?? null }));
    const args = { p_user_id: accountId, p_rows, p_now: now.toISOString() };
    return BatchResult.parse(await again(async () => unwrap(await client.rpc("import_people", args))));
  },

  /** Stores what rows that were imported say of consent, each once; repeatable. Nothing older than a withdrawal is stored. */
  async importConsents(
    accountId: string,
    { actorId, fileName }: ConsentOrigin,
    rows: ConsentRow[],
    now: Date,
  ): Promise<ConsentsResult> {
    const p_rows = rows.map((row) => ({ ...row, at: row.at?.toISOString() ?? null }));
    const args = { p_user_id: accountId, p_rows, p_file: fileName ?? "", p_now: now.toISOString() };
    const result = async () =>
      unwrap(await client.rpc("import_consents", actorId === null ? args : { ...args, p_actor: actorId }));
    return ConsentsResult.parse(await again(result));
  },

  /** Ends what was agreed to over these channels, an agreement to all of them as well; repeatable. @returns how many */
  async endConsents(
    accountId: string,
    { actorId, fileName }: ConsentOrigin,
    rows: WithdrawalRow[],
    now: Date,
  ): Promise<number> {
    const args = { p_user_id: accountId, p_rows: rows.map((row) => ({ ...row })), p_file: fileName ?? "" };
    const named = { ...args, p_now: now.toISOString(), ...(actorId === null ? {} : { p_actor: actorId }) };
    return z.int().parse(await again(async () => unwrap(await client.rpc("end_consents", named))));
  },

  /** How many of these rows the account has already. */
  async countImported(accountId: string, keys: string[]): Promise<number> {
    return unwrap(await client.rpc("count_imported", { p_user_id: accountId, p_keys: keys }));
  },

  /** Writes down that an import took place. @param actorId null for the operator's command line. */
  async recordImport(
    entry: { accountId: string; agentId: string; actorId: string | null; detail: Record<string, Json> },
    now: Date,
  ): Promise<void> {
    const row = {
      user_id: entry.accountId,
      actor_id: entry.actorId,
      action: "leads.imported",
      entity: "agent",
      entity_id: entry.agentId,
      detail: entry.detail,
      at: now.toISOString(),
    };
    unwrap(await client.from("audit_log").insert(row).select("id"));
  },
});
export type LeadsData = ReturnType<typeof leadsData>;
