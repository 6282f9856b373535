import type { CreateAgent, PatchAgent } from "@/lib/core/settings";
import type { Agent } from "@/lib/data/accounts";
import type { UserDeps } from "./deps";

/** What the API tells of an agent. Its secret is not part of it. */
export type AgentView = Pick<Agent, "id" | "name" | "vapi_assistant_id" | "vapi_phone_number_id">;

type Deps = Pick<UserDeps, "data" | "accountId">;

/** Adds an agent to the account. Whether Vapi knows its ids is for `checkSetup` to say. */
export async function addAgent({ data, accountId }: Deps, input: CreateAgent): Promise<AgentView> {
  const { name, vapi_assistant_id = null, vapi_phone_number_id = null } = input;
  return viewOf(await data.setup.addAgent(accountId, { name, vapi_assistant_id, vapi_phone_number_id }));
}

/** Changes what is named of an agent. @throws AppError not_found */
export async function changeAgent(
  { data, accountId }: Deps,
  { id, change }: { id: string; change: PatchAgent },
): Promise<AgentView> {
  return viewOf(await data.setup.changeAgent(accountId, id, change));
}

export const viewOf = ({ id, name, vapi_assistant_id, vapi_phone_number_id }: Agent): AgentView => ({
  id,
  name,
  vapi_assistant_id,
  vapi_phone_number_id,
});
