import type { PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Disposition, Outcome } from "@/lib/core/call";
import { nextStep, strongest } from "@/lib/core/retry";
import { type Stack, startStack } from "../../support/stack";
import { type EngineCalls, engineCalls, NO_ANSWER, TALK } from "../engine-calls";
import { makeAccount, makeCampaign, makeCustomers, NOON, only, servicePool } from "../fixtures";

let stack: Stack;
let connection: PoolClient;
let engine: EngineCalls;
let attempt: string;
beforeAll(async () => {
  stack = await startStack();
  connection = await servicePool(stack, 1).connect();
  connection.on("error", () => undefined);
  engine = engineCalls(connection);
  const account = await makeAccount(stack, "owner@clinic.test");
  const customers = await makeCustomers(stack, account, [{ name: "Anya", email: "anya@mail.test" }]);
  const { id } = await makeCampaign(stack, account, { customers });
  attempt = only((await engine.claim(id)).attempts);
  await engine.begin(attempt);
});
afterAll(async () => {
  connection.release();
  await stack.stop();
});

/** The report as it is applied: decided from the wish that is known, and decided again when another came meanwhile. */
async function report(disposition: Disposition, said: Outcome | null): Promise<void> {
  const details = disposition === "conversed" ? TALK : NO_ANSWER;
  for (;;) {
    const sql =
      "select a.outcome, r.attempts from outreach_attempts a join campaign_recipients r on r.id = recipient_id where a.id = $1";
    const { outcome, attempts } = only(
      (await connection.query<{ outcome: Outcome | null; attempts: number }>(sql, [attempt])).rows,
    );
    const wish = strongest(said, outcome);
    const next = nextStep(
      { disposition, outcome: wish, attempts },
      { maxAttempts: 3, gaps: { no_answer: [60], provider_failed: [60] } },
      NOON,
    );
    const finished = await engine.finish(attempt, { ...details, disposition, outcome: wish }, next, NOON, outcome);
    if (finished.reason !== "stale") return;
  }
}
const EVENTS: Record<string, () => Promise<unknown>> = {
  dispatched: () => engine.dispatch(attempt, `call-${attempt}`),
  "in progress": () => engine.progress(attempt),
  doubt: () => engine.doubt(attempt),
  unknown: () => engine.unknown(attempt),
  "books a visit": () => engine.tool(attempt, "book_appointment", "booked"),
  "wants a call back": () => engine.tool(attempt, "request_callback", "callback"),
  "opts out": () => engine.tool(attempt, "record_opt_out", "opt_out"),
  "report: talked": () => report("conversed", null),
  "report: interested": () => report("conversed", "interested"),
  "report: no answer": () => report("no_answer", null),
  "report: line broke": () => report("provider_failed", null),
};

function* orders<T>(items: T[]): Generator<T[]> {
  if (items.length <= 1) yield items;
  for (const [index, item] of items.entries())
    for (const rest of orders(items.toSpliced(index, 1))) yield [item, ...rest];
}

/** Everything that came of it, but for ids that are made anew and when the provider was to be asked. */
const STATE = `select jsonb_build_object(
  'attempt', (select to_jsonb(a) - '{reconcile_tries,started_at}'::text[] from outreach_attempts a where id = $1),
  'recipient', (select to_jsonb(r) from campaign_recipients r join outreach_attempts a on a.recipient_id = r.id where a.id = $1),
  'leads', (select jsonb_agg(to_jsonb(l) - 'id') from leads l where outreach_attempt_id = $1),
  'customer', (select to_jsonb(c) - 'latest_lead_id' from customers c join outreach_attempts a on a.customer_id = c.id where a.id = $1),
  'suppressions', (select jsonb_agg(contact || reason || channel order by contact) from suppressions),
  'counts', (select to_jsonb(r) from campaign_results r)) as state`;

async function endOf(order: string[]): Promise<unknown> {
  await connection.query("begin");
  for (const event of order) await EVENTS[event]?.();
  const { rows } = await connection.query<{ state: { [part: string]: Record<string, unknown> } }>(STATE, [attempt]);
  await connection.query("rollback");
  const state = rows[0]?.state;
  // The clock of the transaction is not the engine's.
  return JSON.parse(JSON.stringify(state), (key, value) => (key === "updated_at" ? undefined : value));
}

describe("Whatever order the events of a call come in,", () => {
  it.each([
    [["dispatched", "in progress", "report: talked"]],
    [["dispatched", "in progress", "books a visit", "wants a call back", "report: talked"]],
    [["dispatched", "opts out", "in progress", "report: talked"]],
    [["doubt", "dispatched", "unknown", "books a visit", "report: talked"]],
    [["dispatched", "unknown", "report: no answer", "in progress"]],
    [["dispatched", "books a visit", "report: line broke", "unknown"]],
    [["doubt", "opts out", "unknown", "report: line broke"]],
  ])("%j end in the same state", async (events) => {
    const first = await endOf(events);
    expect(first).toMatchObject({ attempt: { state: "ended" } });
    for (const order of orders(events)) expect(await endOf(order), order.join(", ")).toEqual(first);
    // And a provider may say everything twice.
    expect(await endOf([...events, ...events])).toEqual(first);
    expect(await endOf([...events.toReversed(), ...events])).toEqual(first);
  });

  it.each([
    [["dispatched", "wants a call back", "opts out", "report: interested"]],
    [["opts out", "books a visit", "report: no answer", "dispatched"]],
  ])("%j is an opt-out, and a lead that was made before it came is closed", async (events) => {
    for (const order of orders(events)) {
      const { leads, customer: _, ...end } = Object(await endOf(order));
      expect(end, order.join(", ")).toMatchObject({
        attempt: { outcome: "opt_out" },
        recipient: {
          status: "opted_out",
          reason: "opted_out",
          outcome: "opt_out",
          converted_at: null,
          next_attempt_at: null,
        },
        counts: { converted: 0, opted_out: 1, reached: 1 },
      });
      expect(end.suppressions).toHaveLength(2);
      for (const lead of leads ?? [])
        expect(lead).toMatchObject({ status: "Closed", structured_data: { outcome: "opt_out" } });
    }
  });
});
