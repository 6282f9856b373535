import { randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { PASSWORD, type Stack } from "../../support/stack";
import { type Account, insert, makeAccount, makeCampaign, makeCustomers, NOON, only } from "../fixtures";

/** Functions that signed-in people may call: they read under row level security, or change what their caller could. By name. */
export const FOR_PEOPLE: readonly string[] = [
  "campaign_activity",
  "campaign_analytics",
  "campaign_touches",
  "campaign_waiting",
  "consents_of",
  "count_recipients",
  "customer_evidence",
  "customer_timeline",
  "export_recipients",
  "find_calls",
  "list_campaigns",
  "list_customers",
  "list_overrides",
  "list_recipients",
  "list_suppressions",
  "needs_you",
  "newest_rules",
  "rule_values",
  "set_campaign_steps",
];

/** supabase-js without the product's types, as somebody would use it who tries what they should not; a visitor without an address. */
export async function anyone(stack: Stack, email?: string) {
  const client = createClient(stack.url, stack.anonKey, { auth: { persistSession: false, autoRefreshToken: false } });
  if (email) await client.auth.signInWithPassword({ email, password: PASSWORD });
  return client;
}
export type Anyone = Awaited<ReturnType<typeof anyone>>;

const TEST_CALL = {
  ...{ actor_id: randomUUID(), request_key: randomUUID(), phone_last4: "0100", phone_hash: `\\x${"00".repeat(32)}` },
  ...{ assistant_id: "asst_1", begun_at: NOON, expires_at: NOON },
};

const LIST = {
  ...{ kind: "own", as_of: "2026-11-20", status: "ready", file_name: "list.txt", file_bytes: 10, file_key: "key" },
  ...{ parts: 1, started_at: NOON, heard_at: NOON },
};
const OVERRIDE = {
  ...{ rule: "ai_voice_solicitation", jurisdiction: "US-WA", channel: "voice", reason: "Our lawyer looked at it." },
  ...{ starts_at: NOON, ends_at: new Date(NOON.getTime() + 1000), created_at: NOON },
};

const INBOUND = { channel: "sms", provider: "twilio", kind: "reply", received_at: NOON };

/** A business that has a row in every table, so that there is something of everything to be refused. */
export async function makeBusinessWithEverything(stack: Stack, email: string, member: string): Promise<Account> {
  const account = await makeAccount(stack, email);
  const customers = await makeCustomers(stack, account, [{ email: "anya@mail.test" }]);
  await makeCampaign(stack, account);
  const { id: campaign_id, recipients } = await makeCampaign(stack, account, { customers });
  const user_id = account.id;
  const customer_id = only(customers).id;
  const attempt = { user_id, campaign_id, recipient_id: only(recipients), customer_id, step: 1, number: 1 };
  const call = { channel: "call", provider: "vapi", state: "ended", reserved_at: NOON };
  const attempt_id = only(await insert(stack, "outreach_attempts", [{ ...attempt, ...call }])).id;
  const received = { received_at: NOON, next_try_at: NOON, payload: {} };
  const rows: Record<string, Record<string, unknown>> = {
    attempt_events: { attempt_id, user_id, kind: "ended", at: NOON },
    provider_events: { provider: "vapi", event_key: user_id, user_id, attempt_id, ...received },
    inbound_messages: { user_id, customer_id, attempt_id, provider_ref: user_id, ...INBOUND },
    audit_log: { user_id, action: "started", entity: "campaign", entity_id: campaign_id },
    suppressions: { user_id, customer_id, contact: "+12125550000", reason: "owner", source: "page" },
    consents: { user_id, customer_id, channel: "call", basis: "express_written", source: "form", obtained_at: NOON },
    rule_overrides: { user_id, created_by: user_id, ...OVERRIDE },
    team_members: { user_id, member_id: member },
    test_calls: { user_id, ...TEST_CALL },
    do_not_call_lists: { user_id, ...LIST },
    api_keys: {
      user_id,
      key_hash: user_id.replaceAll("-", "").repeat(2),
      shown: "rk_12345",
      created_by: user_id,
      created_at: NOON,
    },
    relied_lists: { user_id, region: "US", since: NOON },
    test_messages: { user_id, actor_id: user_id, request_key: user_id, channel: "sms", begun_at: NOON },
  };
  for (const [table, row] of Object.entries(rows)) await insert(stack, table, [row]);
  return account;
}

export interface Table {
  name: string;
  /** The columns of its primary key. */
  keys: string[];
  /** Columns that a statement may set at all: neither generated nor numbered by the database. */
  writable: string[];
  /** The column that names the account. */
  owner: string;
  /** Columns that a signed-in person may write when inserting, and when updating. */
  insertable: string[];
  updatable: string[];
}

const TABLES = `
  select c.relname as name,
    (select jsonb_agg(attname) from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
      where i.indrelid = c.oid and i.indisprimary) as keys,
    case c.relname when 'profiles' then 'id' when 'leads' then 'agent_id' else 'user_id' end as owner,
    w.writable, w.insertable, w.updatable
  from pg_class c, lateral (
    select jsonb_agg(attname) as writable,
      coalesce(jsonb_agg(attname) filter (where has_column_privilege('authenticated', c.oid, attnum, 'insert')), '[]') as insertable,
      coalesce(jsonb_agg(attname) filter (where has_column_privilege('authenticated', c.oid, attnum, 'update')), '[]') as updatable
    from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
  ) w
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relname = any ($1) order by 1`;

/** The law, which is everybody's to read and nobody's to write. */
export const LAW = ["calling_windows", "holiday_rules", "outreach_rules", "public_holidays", "rule_versions"];

/** Every table of the API with rows of accounts, asked of the database itself, so that none is left out. */
export async function everyTable(stack: Stack): Promise<Table[]> {
  return (await stack.pool.query<Table>(TABLES, [LAW])).rows;
}

/** All rows of a table, past every policy. */
export async function contentOf(stack: Stack, table: string): Promise<Record<string, unknown>[]> {
  const sql = `select to_jsonb(t) as content from public.${table} t order by t::text`;
  return (await stack.pool.query<{ content: Record<string, unknown> }>(sql)).rows.map(({ content }) => content);
}
