import { randomUUID } from "node:crypto";
import { Pool } from "pg";
import type { Client, Stack } from "../support/stack";

/** A Monday, 12:00 in New York and 09:00 in Los Angeles: the default hours are open from coast to coast. */
export const NOON = new Date("2026-11-23T17:00:00Z");
export const SECOND = 1000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** An instant so many milliseconds after NOON. */
export const after = (ms: number): Date => new Date(NOON.getTime() + ms);

export interface Account {
  id: string;
  email: string;
  /** supabase-js, signed in as the owner. */
  client: Client;
  agentId: string;
}

/** A business: its owner is signed up through the gateway and has one agent and settings with one call per customer and minute. */
export async function makeAccount(
  stack: Stack,
  email: string,
  settings: Record<string, unknown> = {},
): Promise<Account> {
  const client = await stack.signUp(email);
  const id = await stack.userId(email);
  const agentId = await makeAgent(stack, id);
  await insert(stack, "outreach_settings", [{ user_id: id, business_name: "Bright Smiles", ...settings }]);
  return { id, email, client, agentId };
}

export async function makeAgent(stack: Stack, userId: string): Promise<string> {
  const agent = { user_id: userId, name: "Ava", vapi_assistant_id: "asst_1", vapi_phone_number_id: "pn_1" };
  return only(await insert(stack, "agents", [agent])).id;
}

export interface NewCustomer {
  name?: string | null;
  phone?: string | null;
  email?: string | null;
  region?: string | null;
  postcode?: string;
  time_zones?: string[];
  tags?: string[];
  /** The instants of the customer's leads; none makes a customer without leads. Default: one, 300 days before NOON. */
  leadsAt?: Date[];
  leadStatus?: string;
  /** What they agreed to, where it is not calls for marketing in writing, 400 days before NOON; null: nothing. */
  consent?: Record<string, unknown> | null;
}
export interface Customer {
  id: string;
  name: string | null;
  phone: string | null;
  email: string | null;
}

let numbers = 0;
/** A New York number that no other customer of the run has. */
export const newPhone = (areaCode = "212"): string => `+1${areaCode}${String(2_000_000 + ++numbers)}`;

/** So many customers with a phone each, or those that are described, with their leads. */
export async function makeCustomers(
  stack: Stack,
  account: Account,
  wanted: number | NewCustomer[],
): Promise<Customer[]> {
  const list = typeof wanted === "number" ? Array.from({ length: wanted }, (): NewCustomer => ({})) : wanted;
  const rows = list.map((one) => ({
    id: randomUUID(),
    user_id: account.id,
    name: one.name === undefined ? "Anya Nguyen" : one.name,
    phone: one.phone === undefined ? newPhone() : one.phone,
    email: one.email ?? null,
    region: one.region ?? null,
    postcode: one.postcode ?? null,
    time_zones: one.time_zones ?? [],
    tags: one.tags ?? [],
  }));
  await insert(stack, "customers", rows);
  const leads = list.flatMap((one, index) =>
    (one.leadsAt ?? [after(-300 * DAY)]).map((at) => ({
      agent_id: account.agentId,
      customer_id: rows[index]?.id,
      customer_phone: rows[index]?.phone,
      status: one.leadStatus ?? "Closed",
      created_at: at,
    })),
  );
  if (leads.length > 0) await insert(stack, "leads", leads);
  const consents = list.flatMap(({ consent }, index) =>
    consent === null ? [] : [{ ...WRITTEN, user_id: account.id, customer_id: rows[index]?.id, ...consent }],
  );
  if (consents.length > 0) await insert(stack, "consents", consents);
  return rows;
}

/** Consent to calls as the law asks it of marketing. */
export const WRITTEN = {
  ...{ channel: "call", basis: "express_written", purpose: "marketing", source: "booking form", evidence: {} },
  ...{ wording: "I agree to be called by Bright Smiles and its AI assistant.", wording_version: "v1" },
  ...{ obtained_at: after(-400 * DAY), revoked_at: null },
};

export interface NewCampaign {
  status?: string;
  channel?: "call" | "email" | "sms";
  /** false makes a campaign with nothing to say. */
  body?: string | false;
  /** Selected as recipients, due at NOON, in this order. */
  customers?: Customer[];
  [column: string]: unknown;
}
export interface Campaign {
  id: string;
  /** Ids of its recipients, as the customers were given. */
  recipients: string[];
}

/** A campaign with one step; with customers they are its recipients, and unless said otherwise it is active. */
export async function makeCampaign(stack: Stack, account: Account, wanted: NewCampaign = {}): Promise<Campaign> {
  const { status, channel = "call", body = "Hi {name}", customers, ...columns } = wanted;
  const id = randomUUID();
  const campaign = { id, user_id: account.id, agent_id: account.agentId, name: "Win back", ...columns };
  await insert(stack, "campaigns", [campaign]);
  if (body !== false) await insert(stack, "campaign_steps", [{ campaign_id: id, user_id: account.id, channel, body }]);
  const recipients = (customers ?? []).map((customer, index) => ({
    id: randomUUID(),
    campaign_id: id,
    user_id: account.id,
    customer_id: customer.id,
    name: customer.name,
    phone: customer.phone,
    email: customer.email,
    next_attempt_at: new Date(NOON.getTime() - SECOND + index),
  }));
  if (recipients.length > 0) await insert(stack, "campaign_recipients", recipients);
  const reached = status ?? (customers ? "active" : "draft");
  if (reached !== "draft") {
    const sql = "update campaigns set status = $2, selected_at = $3, started_at = $3, resumed_at = $3 where id = $1";
    await stack.pool.query(sql, [id, reached, after(-MINUTE)]);
  }
  return { id, recipients: recipients.map((recipient) => recipient.id) };
}

/** Inserts rows of the same columns past every policy, in one statement, and answers their ids in the same order. */
export async function insert(stack: Stack, table: string, rows: Record<string, unknown>[]): Promise<{ id: string }[]> {
  const columns = Object.keys(rows[0] ?? {});
  if (rows.some((row) => Object.keys(row).join() !== columns.join()))
    throw new Error("the rows differ in their columns");
  const sql = `insert into public.${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::public.${table}, $1)
    returning to_jsonb(${table}) ->> 'id' as id`;
  return (await stack.pool.query<{ id: string }>(sql, [JSON.stringify(rows)])).rows;
}

export async function addSteps(stack: Stack, account: Account, campaignId: string, channels: string[]): Promise<void> {
  const steps = channels.map((channel, index) => ({
    campaign_id: campaignId,
    user_id: account.id,
    position: index + 1,
    channel,
    body: "Hi",
  }));
  await insert(stack, "campaign_steps", steps);
}

/** Connections as the service role, which the engine's functions run as. */
export function servicePool(stack: Stack, max = 4): Pool {
  const options = { connectionString: stack.databaseUrl, options: "-c role=service_role", max, allowExitOnIdle: true };
  const pool = new Pool(options);
  pool.on("error", () => undefined);
  return pool;
}

/** The one element. @throws when there are more or none */
export function only<T>(list: readonly T[]): T {
  const [first, ...more] = list;
  if (first === undefined || more.length > 0) throw new Error(`expected one, found ${list.length}`);
  return first;
}
