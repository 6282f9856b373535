import { type ImportDeps, type ImportInput, importLeads } from "@/lib/actions/import-leads";
import { accountsData } from "@/lib/data/accounts";
import { leadsData } from "@/lib/data/leads";
import type { Client, Stack } from "../support/stack";

export const NOW = new Date("2026-11-21T12:00:00Z");

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** Deps of a person who is signed in. */
export const depsOf = (stack: Stack, client: Client, changes: Partial<ImportDeps> = {}): ImportDeps => ({
  now: () => NOW,
  log: quiet,
  data: { accounts: accountsData(client) },
  leads: leadsData(stack.service),
  ...changes,
});

/** Bytes in pieces, as a network would bring them. */
export async function* inPieces(bytes: Uint8Array | string, size = 1000): AsyncGenerator<Uint8Array> {
  const whole = Buffer.from(bytes);
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}

export interface Business {
  email: string;
  client: Client;
  userId: string;
  agentId: string;
  deps: ImportDeps;
  /** Imports a file given as text or bytes. */
  import(file: Uint8Array | string, input?: Partial<ImportInput>): ReturnType<typeof importLeads>;
  leads(): Promise<LeadInTable[]>;
  customers(): Promise<CustomerInTable[]>;
}

export interface LeadInTable {
  agent_id: string;
  customer_id: string;
  customer_name: string | null;
  customer_phone: string | null;
  customer_email: string | null;
  call_summary: string | null;
  status: string;
  structured_data: Record<string, unknown>;
  created_at: Date;
}
export interface CustomerInTable {
  id: string;
  name: string | null;
  phone: string | null;
  email: string | null;
  region: string | null;
  time_zones: string[];
  tags: string[];
  lead_count: number;
  last_lead_at: Date | null;
}

let made = 0;

/** A business of its own with one agent. */
export async function openBusiness(stack: Stack, agents = 1): Promise<Business> {
  const email = `owner${++made}@business.test`;
  const client = await stack.signUp(email);
  const userId = await stack.userId(email);
  const ids: string[] = [];
  for (let number = 0; number < agents; number++) {
    const { rows } = await stack.pool.query<{ id: string }>(
      "insert into agents (user_id, name, created_at) values ($1, $2, now() + $3 * interval '1 second') returning id",
      [userId, `Agent ${number + 1}`, number],
    );
    ids.push(...rows.map(({ id }) => id));
  }
  const deps = depsOf(stack, client);
  const all = async <T extends object>(sql: string) => (await stack.pool.query<T>(sql, [userId])).rows;
  return {
    email,
    client,
    userId,
    agentId: ids[0] ?? "",
    deps,
    import: (file, input = {}) => importLeads(deps, { userId, actorId: userId, source: inPieces(file), ...input }),
    leads: () =>
      all<LeadInTable>(
        "select l.* from leads l join agents a on a.id = l.agent_id where a.user_id = $1 order by l.created_at, l.id",
      ),
    customers: () => all<CustomerInTable>("select * from customers where user_id = $1 order by phone, email"),
  };
}
