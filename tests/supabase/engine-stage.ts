import type { Pool } from "pg";
import { type Stack, startStack } from "../support/stack";
import { type EngineCalls, engineCalls, rowsOf } from "./engine-calls";
import {
  type Account,
  type Campaign,
  type Customer,
  makeCampaign,
  makeCustomers,
  type NewCustomer,
  only,
  servicePool,
} from "./fixtures";
import { type Meanwhile, meanwhileOn } from "./meanwhile";

/** A database of its own, and the engine's functions on it as the service role calls them. */
export interface EngineStage {
  stack: Stack;
  pool: Pool;
  engine: EngineCalls;
  rows: ReturnType<typeof rowsOf>;
  meanwhile: Meanwhile;
}

export async function startEngineStage(connections?: number): Promise<EngineStage> {
  const stack = await startStack();
  const pool = servicePool(stack, connections);
  return { stack, pool, engine: engineCalls(pool), rows: rowsOf(stack.pool), meanwhile: meanwhileOn(stack.pool, pool) };
}

/** A campaign to so many people, as fast as the account allows. */
export const campaignOf = async (stack: Stack, account: Account, people: number, more = {}): Promise<Campaign> =>
  makeCampaign(stack, account, {
    customers: await makeCustomers(stack, account, people),
    rate_limit_per_minute: 1000,
    ...more,
  });

/** A campaign to one person, whose attempt is claimed. */
export async function oneReserved(
  { stack, engine }: Pick<EngineStage, "stack" | "engine">,
  account: Account,
  wanted: NewCustomer = {},
): Promise<{ customer: Customer; campaign: string; recipient: string; attempt: string }> {
  const customer = only(await makeCustomers(stack, account, [wanted]));
  const { id, recipients } = await makeCampaign(stack, account, { customers: [customer] });
  return { customer, campaign: id, recipient: only(recipients), attempt: only((await engine.claim(id)).attempts) };
}

/** The same, while the call is with the provider. */
export async function oneUnderWay(
  stage: Pick<EngineStage, "stack" | "engine">,
  account: Account,
  wanted?: NewCustomer,
) {
  const one = await oneReserved(stage, account, wanted);
  await stage.engine.begin(one.attempt);
  await stage.engine.dispatch(one.attempt);
  return one;
}

/** Everything that an attempt and its recipient are, but for when they were last written. */
export async function stateOf(rows: EngineStage["rows"], one: { attempt: string; recipient: string }) {
  const { updated_at: _, ...attempt } = await rows.attempt(one.attempt);
  const { updated_at: __, ...recipient } = await rows.recipient(one.recipient);
  return { attempt, recipient };
}
