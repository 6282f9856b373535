import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { EngineStage } from "./engine-stage";
import {
  type Account,
  type Customer,
  insert,
  makeCampaign,
  makeCustomers,
  type NewCustomer,
  NOON,
  only,
} from "./fixtures";

export interface Applied {
  n: number;
  applied: boolean;
  reason?: string;
  error?: string;
}
export type Begun = { attempt_id: string; decision: "go" | "stop"; reason?: string; [field: string]: unknown };
export interface NewEvent {
  attempt: string;
  status: string;
  at: Date;
  disposition?: string | null;
  next?: object | null;
  link?: string | null;
  machine?: boolean;
  ref?: string | null;
}
export interface Incoming {
  channel?: "sms" | "email";
  ref?: string;
  from: string;
  to?: string;
  kind: "stop" | "start" | "help" | "opt_out" | "reply";
  body?: string;
  at?: Date;
}

export const SENDER = "+12125550100";
export const WINDOW_MS = 10_000;
export const refOf = (attempt: string) => `message-${attempt}`;
export const DELIVERED = { kind: "close", status: "delivered", reason: null };

/** The engine's functions for messages by their names, as the service role. */
export const messageCalls = (db: Pool | PoolClient) => {
  async function call<T>(name: string, args: unknown[]): Promise<T> {
    const places = args.map((_, index) => `$${index + 1}`).join(", ");
    const { rows } = await db.query<{ answer: T }>(`select public.${name}(${places}) as answer`, args);
    const [row] = rows;
    if (!row) throw new Error(`${name} answered nothing`);
    return row.answer;
  }
  const events = (list: readonly NewEvent[]) =>
    JSON.stringify(
      list.map(({ attempt, at, disposition = null, next, link = null, machine = false, ref, status }, n) => ({
        ...{ n, attempt_id: attempt, provider_ref: ref === undefined ? refOf(attempt) : ref, status, link, machine },
        ...{ at: at.toISOString(), disposition, code: null, cost: null, segments: null },
        next: next === undefined && disposition === "delivered" ? DELIVERED : (next ?? null),
      })),
    );
  return {
    begin: (attempts: readonly string[], now = NOON) => call<Begun[]>("begin_attempts", [attempts, now]),
    prepare: (attempts: readonly string[], content: object, now = NOON) => {
      const rows = attempts.map((attempt_id) => ({ attempt_id, content }));
      return call<string[]>("prepare_messages", [JSON.stringify(rows), null, now]);
    },
    dispatch: (attempts: readonly string[], now = NOON) => {
      const refs = attempts.map((attempt_id) => ({ attempt_id, provider_ref: refOf(attempt_id), segments: 2 }));
      return call<number>("record_dispatches", [JSON.stringify(refs), "1 day", now]);
    },
    apply: (list: readonly NewEvent[], now = NOON) =>
      call<Applied[]>("apply_message_events", [events(list), WINDOW_MS, now]),
    receive: ({ channel = "sms", ref, from, to = SENDER, kind, body = kind, at = NOON }: Incoming, now = at) =>
      call<{ known: boolean; first: boolean }>("receive_message", [
        ...[channel, channel === "sms" ? "twilio" : "resend", ref ?? randomUUID(), from, to, null, body, kind, at, now],
      ]),
    unsubscribe: (attempt: string, channel = "all", now = NOON, method = "page") =>
      call<boolean>("unsubscribe", [attempt, channel, method, now]),
    readUnsubscribe: (attempt: string) =>
      call<{ channel: string; channels: string[] } | null>("read_unsubscribe", [attempt]),
    takeTurn: (provider: string, intervalMs: number, now: Date) => call<Date>("take_turn", [provider, intervalMs, now]),
  };
};
export type MessageCalls = ReturnType<typeof messageCalls>;

export interface NewStep {
  channel: "call" | "email" | "sms";
  wait_minutes?: number;
  condition?: string;
  subject?: string | null;
  body?: string;
  weight?: number;
  variants?: object[];
}

let emails = 0;
export const newEmail = () => `customer${++emails}@people.test`;

/** So many people with a number and an address each. */
export const people = (stage: Pick<EngineStage, "stack">, account: Account, wanted: number | NewCustomer[]) =>
  makeCustomers(
    stage.stack,
    account,
    (typeof wanted === "number" ? Array.from({ length: wanted }, (): NewCustomer => ({})) : wanted).map((one) => ({
      email: newEmail(),
      ...one,
    })),
  );

/** An active campaign of these touches to these people, due at NOON. */
export async function makeSequence(
  { stack }: Pick<EngineStage, "stack">,
  account: Account,
  customers: Customer[],
  steps: NewStep[],
  columns: Record<string, unknown> = {},
) {
  const campaign = await makeCampaign(stack, account, {
    ...{ customers, status: "draft", body: false, rate_limit_per_minute: 1000, outreach_method: "multi" },
    ...columns,
  });
  const rows = steps.map(({ channel, wait_minutes = 0, condition = "always", ...more }, index) => ({
    ...{ campaign_id: campaign.id, user_id: account.id, position: index + 1, channel, wait_minutes, condition },
    ...{ subject: more.subject ?? null, body: more.body ?? `${channel} for {name}`, weight: more.weight ?? 50 },
    variants: more.variants ?? [],
  }));
  await insert(stack, "campaign_steps", rows);
  const sql = `update campaigns set status = 'active', selected_at = $2, started_at = $2, resumed_at = $2 where id = $1`;
  await stack.pool.query(sql, [campaign.id, new Date(NOON.getTime() - 60_000)]);
  return campaign;
}

/** A person of an account who was sent a message at NOON that arrived, and waits for a text; and what they were sent. */
export async function personWrittenTo(
  stage: Pick<EngineStage, "stack" | "engine"> & { messages: MessageCalls },
  account: Account,
  channel: "sms" | "email" = "sms",
  contact: NewCustomer = {},
) {
  const customer = only(await people(stage, account, [contact]));
  const steps = [
    { channel, subject: "Hi" },
    { channel: "sms" as const, wait_minutes: 60, condition: "not_converted" },
  ];
  const { id, recipients } = await makeSequence(stage, account, [customer], steps);
  const attempt = only((await stage.engine.claim(id)).attempts);
  await stage.messages.begin([attempt]);
  await stage.messages.dispatch([attempt]);
  await stage.messages.apply([{ attempt, status: "delivered", at: NOON, disposition: "delivered" }]);
  const { phone, email } = customer;
  return { customer, id, recipient: only(recipients), attempt, phone: phone ?? "", email: email ?? "" };
}
