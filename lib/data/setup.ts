import { RetentionRun } from "@/lib/core/retention";
import type { Agent } from "./accounts";
import { type Client, countOf, type Tables, unwrap } from "./client";
import type { Database } from "./database.types";

type SettingsChange = Omit<Database["public"]["Tables"]["outreach_settings"]["Update"], "user_id">;
type AgentFields = Pick<Tables<"agents">, "name" | "vapi_assistant_id" | "vapi_phone_number_id">;
/** A campaign in which an agent speaks. */
export type AgentUse = Pick<Tables<"campaigns">, "id" | "name" | "status" | "agent_id">;

const AGENT = "id, user_id, name, vapi_assistant_id, vapi_phone_number_id, created_at";
const MOST_CAMPAIGNS = 1000;

/** What a person sets up: settings and agents, and how far the account has come. */
export const setupData = (client: Client) => ({
  /** Changes only what is named; makes the row with the table's defaults first where there is none. */
  async changeSettings(accountId: string, change: SettingsChange): Promise<Tables<"outreach_settings">> {
    const row = { user_id: accountId };
    unwrap(
      await client
        .from("outreach_settings")
        .upsert(row, { onConflict: "user_id", ignoreDuplicates: true })
        .select("user_id"),
    );
    return unwrap(await client.from("outreach_settings").update(change).eq("user_id", accountId).select("*").single());
  },

  /** The columns are named: `api_secret` is made by the database and never leaves it. */
  async addAgent(accountId: string, agent: AgentFields): Promise<Agent> {
    return unwrap(
      await client
        .from("agents")
        .insert({ ...agent, user_id: accountId })
        .select(AGENT)
        .single(),
    );
  },

  /** @throws AppError not_found when the agent is not the account's */
  async changeAgent(accountId: string, id: string, change: Partial<AgentFields>): Promise<Agent> {
    return unwrap(
      await client.from("agents").update(change).eq("id", id).eq("user_id", accountId).select(AGENT).single(),
    );
  },

  /** The account's newest campaigns that have an agent. */
  async agentUse(accountId: string): Promise<AgentUse[]> {
    return unwrap(
      await client
        .from("campaigns")
        .select("id, name, status, agent_id")
        .eq("user_id", accountId)
        .not("agent_id", "is", null)
        .order("updated_at", { ascending: false })
        .limit(MOST_CAMPAIGNS),
    );
  },

  /** How the key for other programs begins, and when it was made and used; null when there is none. */
  async apiKey(accountId: string): Promise<{ shown: string; created_at: string; last_used_at: string | null } | null> {
    const select = client.from("api_keys").select("shown, created_at, last_used_at");
    return unwrap(await select.eq("user_id", accountId).maybeSingle());
  },

  /** What the daily upkeep last did; null before the first time. */
  async lastRetention(accountId: string): Promise<RetentionRun | null> {
    const [line] = unwrap(
      await client
        .from("audit_log")
        .select("at, detail")
        .eq("user_id", accountId)
        .eq("action", "retention.applied")
        .order("at", { ascending: false })
        .limit(1),
    );
    const detail = typeof line?.detail === "object" ? line.detail : {};
    return line ? RetentionRun.parse({ ...detail, at: line.at }) : null;
  },

  /** How many customers and opt-outs there are, and whether a call was ever made to its end, if only to the owner's own phone. */
  async progress(accountId: string): Promise<{ customers: number; optOuts: number; called: boolean }> {
    const head = { count: "exact", head: true } as const;
    const [customers, optOuts, ended, tested] = await Promise.all([
      countOf(client.from("customers").select("id", head).eq("user_id", accountId)),
      countOf(client.from("suppressions").select("id", head).eq("user_id", accountId).is("lifted_at", null)),
      client
        .from("outreach_attempts")
        .select("id")
        .eq("user_id", accountId)
        .eq("channel", "call")
        .not("cost", "is", null)
        .limit(1),
      client.from("test_calls").select("id").eq("user_id", accountId).not("cost", "is", null).limit(1),
    ]);
    return { customers, optOuts, called: unwrap(ended).length + unwrap(tested).length > 0 };
  },
});
export type SetupData = ReturnType<typeof setupData>;
