import { z } from "zod";
import { type ErrorCode, STATUS } from "@/lib/core/errors";
import { type Client, readAnswer, unwrap } from "./client";

/** What a campaign's start, pause or stop answers. */
export const CampaignChange = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), status: z.string(), selected: z.number().optional() }),
  z.object({
    ok: z.literal(false),
    status: z.string().nullish(),
    code: z.custom<ErrorCode>((code) => typeof code === "string" && Object.hasOwn(STATUS, code)),
  }),
]);
export type CampaignChange = z.infer<typeof CampaignChange>;

/** A person's command, so that the audit log names them. */
export async function changeFor(
  client: Client,
  campaignId: string,
  change: "start" | "pause" | "stop",
  actorId: string,
  now: Date,
): Promise<CampaignChange> {
  const args = { p_campaign: campaignId, p_change: change, p_actor: actorId, p_now: now.toISOString() };
  return readAnswer(CampaignChange, unwrap(await client.rpc("change_campaign", args)));
}
