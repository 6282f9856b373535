import { randomUUID } from "node:crypto";
import { createCampaign } from "@/lib/actions/create-campaign";
import type { EngineDeps, UserDeps } from "@/lib/actions/deps";
import { startCampaign } from "@/lib/actions/start-campaign";
import { CreateCampaign } from "@/lib/core/campaign";
import { dataOf } from "@/lib/server/deps";
import { agreeToCalls } from "@/tests/support/consents";
import type { Client, Stack } from "@/tests/support/stack";

const DAY_MS = 86_400_000;
const SCRIPT = "Hi {name}, this is {agent_name}, an AI assistant calling for {business_name}.";
/** Every retry at once; the tests that need gaps say so. */
export const AT_ONCE = { no_answer: [0, 0], busy: [0, 0], voicemail: [0], silent: [0], provider_failed: [0, 0] };

/** A business with an agent that can call. */
export interface Business {
  accountId: string;
  /** The owner on one device. */
  owner: UserDeps;
  /** The owner on another device, signed in on their own there. */
  secondDevice(): Promise<UserDeps>;
  /** Puts down that this number asked not to be contacted, as the owner does on their page. */
  optOut(phone: string): Promise<void>;
  /** Makes a draft to every customer of the business. @returns its id. */
  campaign(input?: Record<string, unknown>): Promise<string>;
  /** Makes and starts one. */
  launch(input?: Record<string, unknown>): Promise<string>;
}

export interface BusinessOptions {
  /** E.164, one customer each, last heard of half a year ago. */
  phones: string[];
  /** Calls at once. */
  lines?: number;
}

export async function makeBusiness(
  stack: Stack,
  deps: EngineDeps,
  name: string,
  { phones, lines = 8 }: BusinessOptions,
): Promise<Business> {
  const email = `${name}@${name}-business.test`;
  const client = await stack.signInAs(email);
  const accountId = await stack.userId(email);
  const agentId = randomUUID();
  await done(
    stack.service.from("agents").insert({
      id: agentId,
      user_id: accountId,
      name: "Riley",
      vapi_assistant_id: randomUUID(),
      vapi_phone_number_id: randomUUID(),
    }),
  );
  await done(
    stack.service.from("outreach_settings").insert({
      user_id: accountId,
      business_name: `${name} Dental`,
      callback_number: "+12125550100",
      call_concurrency: lines + 2,
      inbound_lines: 2,
      min_gap_minutes: 0,
    }),
  );
  const created_at = new Date(deps.now().getTime() - 200 * DAY_MS).toISOString();
  const leads = phones.map((customer_phone, index) => ({
    ...{ agent_id: agentId, customer_phone, created_at, status: "Closed", customer_name: `Dana Number${index}` },
    structured_data: { service: "a cleaning" },
  }));
  await done(stack.service.from("leads").insert(leads));
  await agreeToCalls(stack.pool, accountId);

  const as = (session: Client): UserDeps => ({
    ...deps,
    data: dataOf(session),
    user: { id: accountId, email },
    accountId,
  });
  const owner = as(client);
  const campaign = async (input: Record<string, unknown> = {}) => {
    const draft = {
      ...{ name: "Win back", agent_id: agentId, call_script: SCRIPT, rate_limit_per_minute: 1000 },
      ...{ retry_gaps: AT_ONCE, max_call_seconds: 60, ...input },
    };
    return (await createCampaign(owner, CreateCampaign.parse(draft))).id;
  };
  return {
    accountId,
    owner,
    secondDevice: async () => as(await stack.signInAs(email)),
    optOut: (contact) =>
      done(client.from("suppressions").insert({ user_id: accountId, contact, reason: "opt_out", source: "phone" })),
    campaign,
    async launch(input) {
      const id = await campaign(input);
      await startCampaign(owner, { id });
      return id;
    },
  };
}

async function done(answer: PromiseLike<{ error: Error | null }>): Promise<void> {
  const { error } = await answer;
  if (error) throw error;
}
