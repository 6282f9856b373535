import { z } from "zod";
import * as mini from "zod/mini";
import { OverrideList, OverrideView } from "@/lib/core/override-views";
import type { NewOverride } from "@/lib/core/overrides";
import { type Client, unwrap } from "./client";
import { type Acting, actingArgs } from "./people";

/** Exceptions from rules, as far as the client may see them. */
export const overridesData = (client: Client) => ({
  /** The rules that exceptions may be made from, and the account's exceptions, newest first. */
  async list(accountId: string, now: Date): Promise<OverrideList> {
    const args = { p_user_id: accountId, p_now: now.toISOString() };
    return OverrideList.parse(unwrap(await client.rpc("list_overrides", args)));
  },
});
export type OverridesData = ReturnType<typeof overridesData>;

const Views = mini.array(OverrideView);
const DAY_MS = 86_400_000;

/** For the owner, with the engine's identity: no client may. Service role only. */
export const overrideWrites = (client: Client) => ({
  /** @throws AppError not_allowed, rule_not_overridable, override_in_force */
  async make(who: Acting, { rule, jurisdiction, channel, reason, days }: NewOverride): Promise<string> {
    const ends = new Date(who.now.getTime() + days * DAY_MS).toISOString();
    const row = { p_rule: rule, p_jurisdiction: jurisdiction, p_channel: channel, p_reason: reason, p_ends_at: ends };
    return z.uuid().parse(unwrap(await client.rpc("make_override", { ...actingArgs(who), ...row })));
  },

  /** Those in force that a campaign's calls would rest on. The caller has made sure that the campaign is the person's. */
  async ofCampaign(campaignId: string, now: Date): Promise<OverrideView[]> {
    const args = { p_campaign: campaignId, p_now: now.toISOString() };
    return Views.parse(unwrap(await client.rpc("campaign_overrides", args)));
  },

  /** @throws AppError not_allowed, not_found, override_ended */
  async end(who: Acting, id: string): Promise<void> {
    unwrap(await client.rpc("end_override", { ...actingArgs(who), p_id: id }));
  },
});
export type OverrideWrites = ReturnType<typeof overrideWrites>;
