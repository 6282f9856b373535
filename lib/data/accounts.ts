import { type Client, type Tables, unwrap } from "./client";
import type { Database } from "./database.types";

export type Agent = Pick<
  Tables<"agents">,
  "id" | "user_id" | "name" | "vapi_assistant_id" | "vapi_phone_number_id" | "created_at"
>;
export type Settings = Tables<"outreach_settings">;

/** The account itself: its agents and its settings, as far as the client may see them. */
export const accountsData = (client: Client) => ({
  /** The accounts a person may work in: the own one first, then those of teams. */
  async accountsOf(userId: string): Promise<string[]> {
    const teams = unwrap(
      await client.from("team_members").select("user_id").eq("member_id", userId).order("created_at"),
    );
    return [userId, ...teams.map((team) => team.user_id)];
  },

  /** The columns are named: `api_secret` never leaves the database through here. */
  async agents(accountId: string): Promise<Agent[]> {
    return unwrap(
      await client
        .from("agents")
        .select("id, user_id, name, vapi_assistant_id, vapi_phone_number_id, created_at")
        .eq("user_id", accountId)
        .order("created_at")
        .limit(1000),
    );
  },

  async settings(accountId: string): Promise<Settings | null> {
    return unwrap(await client.from("outreach_settings").select("*").eq("user_id", accountId).maybeSingle());
  },

  async saveSettings(settings: Database["public"]["Tables"]["outreach_settings"]["Insert"]): Promise<void> {
    unwrap(await client.from("outreach_settings").upsert(settings).select("user_id"));
  },
});
export type AccountsData = ReturnType<typeof accountsData>;
