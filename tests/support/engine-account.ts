import { randomUUID } from "node:crypto";
import { createCampaign } from "@/lib/actions/create-campaign";
import type { UserDeps } from "@/lib/actions/deps";
import { startCampaign } from "@/lib/actions/start-campaign";
import { CreateCampaign } from "@/lib/core/campaign";
import { dataOf } from "@/lib/server/deps";
import { PERSONAS, type Persona } from "@/local/simulators/vapi/types";
import { agreeToCalls } from "./consents";
import type { EngineStage } from "./engine";
import type { Client } from "./stack";

export const SCRIPT = "Hi {name}, this is {agent_name}, an AI assistant calling for {business_name}.";
const DAY_MS = 86_400_000;

/** A business with an agent that can call, its settings, and its owner signed in. */
export interface Account {
  email: string;
  accountId: string;
  agentId: string;
  client: Client;
  deps: UserDeps;
  /** Writes a lead of half a year ago for each number, from which the customers are made. */
  leads(numbers: string[]): Promise<void>;
  settings(change: Record<string, unknown>): Promise<void>;
  /** Makes a draft with a script; `input` as for `POST /api/campaigns`. @returns its id. */
  campaign(input?: Record<string, unknown>): Promise<string>;
  /** A campaign to these numbers, started. @returns its id. */
  launched(numbers: string[], input?: Record<string, unknown>): Promise<string>;
}

/** The number that always answers as this persona, in an area code of New York's time zone. */
export const numberOf = (persona: Persona, areaCode = "212") =>
  `+1${areaCode}5550${String(201 + PERSONAS.indexOf(persona)).padStart(3, "0")}`;

/** `count` numbers that the simulator gives no fixed persona. */
export const numbers = (count: number, prefix = "+1212666") =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(1000 + index)}`);

export async function makeAccount(stage: EngineStage, name: string): Promise<Account> {
  const { stack, clock } = stage;
  const email = `${name}@${name}-business.test`;
  const client = await stack.signInAs(email);
  const accountId = await stack.userId(email);
  const agent = {
    user_id: accountId,
    name: "Riley",
    vapi_assistant_id: randomUUID(),
    vapi_phone_number_id: randomUUID(),
  };
  const made = await stack.service.from("agents").insert(agent).select("id").single();
  if (made.error) throw made.error;
  const agentId = made.data.id;
  await fail(
    stack.service.from("outreach_settings").insert({
      user_id: accountId,
      business_name: `${name} Dental`,
      callback_number: "+12125550100",
      call_concurrency: 50,
      inbound_lines: 2,
      min_gap_minutes: 0,
    }),
  );
  const deps = stage.userDeps({ user: { id: accountId, email }, accountId }, dataOf(client));
  const account: Account = {
    ...{ email, accountId, agentId, client, deps },
    async leads(phones) {
      const created_at = new Date(clock.now().getTime() - 200 * DAY_MS).toISOString();
      const rows = phones.map((customer_phone, index) => ({
        ...{ agent_id: agentId, customer_phone, created_at, status: "Closed" },
        customer_name: `Dana Number${index}`,
        structured_data: { service: "a cleaning" },
      }));
      await fail(stack.service.from("leads").insert(rows));
      await agreeToCalls(stack.pool, accountId);
    },
    async settings(change) {
      const columns = Object.keys(change);
      if (columns.length === 0) return;
      const values = columns.map((column, index) => `${column} = $${index + 2}`).join(", ");
      await stack.pool.query(`update outreach_settings set ${values} where user_id = $1`, [
        accountId,
        ...columns.map((column) => change[column]),
      ]);
    },
    async campaign(input = {}) {
      const draft = { name: "Win back", agent_id: agentId, call_script: SCRIPT, rate_limit_per_minute: 1000, ...input };
      return (await createCampaign(deps, CreateCampaign.parse(draft))).id;
    },
    async launched(phones, input = {}) {
      await account.leads(phones);
      const id = await account.campaign(input);
      await startCampaign(deps, { id });
      return id;
    },
  };
  return account;
}

async function fail(answer: PromiseLike<{ error: Error | null }>): Promise<void> {
  const { error } = await answer;
  if (error) throw error;
}
