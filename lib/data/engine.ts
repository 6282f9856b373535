import { z } from "zod";
import type { CallReport, Outcome } from "@/lib/core/call";
import { Outcome as OutcomeSchema } from "@/lib/core/call";
import { RecordingPlan } from "@/lib/core/recording";
import type { NextStep } from "@/lib/core/retry";
import { CampaignChange, changeFor } from "./campaign-change";
import { type Client, readAnswer, unwrap } from "./client";

const Claim = z.object({
  state: z.string().nullable(),
  attempts: z.array(z.uuid()),
  /** Of each attempt. */
  channels: z.array(z.enum(["call", "email", "sms"])).default([]),
  reason: z.enum(["rate", "lines", "budget"]).nullish(),
  next_at: z.iso.datetime({ offset: true }).nullish(),
});
export type Claim = z.infer<typeof Claim>;

const text = z.string().nullable();
export const Begun = z.discriminatedUnion("decision", [
  z.object({ decision: z.literal("stop"), reason: z.string() }),
  z.object({
    decision: z.literal("go"),
    channel: z.enum(["call", "email", "sms"]),
    user_id: z.uuid(),
    campaign_id: z.uuid(),
    recipient_id: z.uuid(),
    name: text,
    phone: text,
    email: text,
    last_contact_at: text,
    time_zone: z.string(),
    body: z.string(),
    subject: text,
    voicemail: text,
    variables: z.record(z.string(), z.string().nullable()),
    max_call_seconds: z.number(),
    agent_name: text,
    assistant_id: text,
    phone_number_id: text,
    business_name: text,
    callback_number: text,
    booking_link: text,
    last_service: text,
    preview_text: text,
    /** The first contact to this person over this channel in this campaign. */
    is_first: z.boolean(),
    postal_address: text,
    email_sender: text,
    email_reply_to: text,
    sms_sender: text,
  }),
]);
export type Begun = z.infer<typeof Begun>;
export type Contact = Extract<Begun, { decision: "go" }>;

const Finished = z.object({
  applied: z.boolean(),
  reason: z.string().optional(),
  campaign_id: z.uuid().optional(),
  lead_id: z.uuid().nullish(),
});
export type Finished = z.infer<typeof Finished>;
const Settled = z.object({ status: z.string().nullable(), changed: z.boolean() });

/** What a decision about the next step needs to know of an attempt. */
const Standing = z.object({
  id: z.uuid(),
  state: z.enum(["reserved", "dispatched", "ended", "unknown"]),
  outcome: OutcomeSchema.nullable(),
  campaign_id: z.uuid(),
  /** `attempts`: over the step they stand at; `outcome` is what stands of all their contacts. */
  recipient: z.object({ attempts: z.number(), outcome: OutcomeSchema.nullable() }),
  campaign: z.object({ max_attempts: z.number(), retry_gaps: z.json(), user_id: z.uuid() }),
});
export type Standing = z.infer<typeof Standing>;

export interface FinishInput {
  attemptId: string;
  providerRef: string | null;
  report: Omit<CallReport, "outcome"> & { outcome: Outcome | null };
  error: string | null;
  next: NextStep;
  seenOutcome: Outcome | null;
}

/** The engine's SQL functions. Service role only: the caller has made sure that the campaign is the person's. */
export const engineData = (client: Client) => ({
  /** @param actorId the person whose command it is; null: the engine's own doing */
  async start(campaignId: string, now: Date, actorId: string | null = null): Promise<CampaignChange> {
    if (actorId !== null) return changeFor(client, campaignId, "start", actorId, now);
    return readAnswer(
      CampaignChange,
      unwrap(await client.rpc("start_campaign", { p_campaign: campaignId, p_now: now.toISOString() })),
    );
  },
  /** @param by the person, or why it pauses itself */
  async pause(campaignId: string, by: { actorId: string } | string, now: Date): Promise<CampaignChange> {
    if (typeof by !== "string") return changeFor(client, campaignId, "pause", by.actorId, now);
    const args = { p_campaign: campaignId, p_reason: by, p_now: now.toISOString() };
    return readAnswer(CampaignChange, unwrap(await client.rpc("pause_campaign", args)));
  },
  async stop(campaignId: string, now: Date, actorId: string | null = null): Promise<CampaignChange> {
    if (actorId !== null) return changeFor(client, campaignId, "stop", actorId, now);
    return readAnswer(
      CampaignChange,
      unwrap(await client.rpc("stop_campaign", { p_campaign: campaignId, p_now: now.toISOString() })),
    );
  },
  /** @returns how many recipients the campaign has. */
  async selectRecipients(campaignId: string, now: Date): Promise<number> {
    return unwrap(await client.rpc("select_recipients", { p_campaign: campaignId, p_now: now.toISOString() }));
  },
  async claim(campaignId: string, limit: number, now: Date): Promise<Claim> {
    const args = { p_campaign: campaignId, p_limit: limit, p_now: now.toISOString() };
    return readAnswer(Claim, unwrap(await client.rpc("claim_recipients", args)));
  },
  async begin(attemptId: string, now: Date): Promise<Begun> {
    return readAnswer(
      Begun,
      unwrap(await client.rpc("begin_attempt", { p_attempt: attemptId, p_now: now.toISOString() })),
    );
  },
  /** Whether somebody of these opted out, their campaign was paused or their hours ended, since they were allowed. */
  async anyStopped(attemptIds: readonly string[], now: Date): Promise<boolean> {
    const args = { p_attempts: [...attemptIds], p_now: now.toISOString() };
    return unwrap(await client.rpc("any_stopped", args));
  },
  /** Decides what is said about recording and may be kept, before the call is placed. @returns null when there is no such call to place. */
  async planRecording(attemptId: string): Promise<RecordingPlan | null> {
    return RecordingPlan.nullable().parse(unwrap(await client.rpc("plan_recording", { p_attempt: attemptId })));
  },
  /** @returns false when there is no such attempt. */
  async recordingConsent(attemptId: string, toolId: string, granted: boolean, now: Date): Promise<boolean> {
    const args = { p_attempt: attemptId, p_tool_id: toolId, p_granted: granted, p_now: now.toISOString() };
    return unwrap(await client.rpc("record_recording_consent", args));
  },
  async dispatched(attemptId: string, providerRef: string, now: Date): Promise<void> {
    unwrap(
      await client.rpc("record_dispatch", {
        p_attempt: attemptId,
        p_provider_ref: providerRef,
        p_now: now.toISOString(),
      }),
    );
  },
  /** @param progress.checkAt when to ask the provider if nothing more was heard; null leaves it as it is.
   *  @returns false when this contact is not known to be with the provider. */
  async progress(
    attemptId: string,
    progress: {
      providerRef: string;
      kind: string;
      detail: Record<string, string | null>;
      at: Date;
      checkAt: Date | null;
    },
  ): Promise<boolean> {
    const { providerRef, kind, detail, at, checkAt } = progress;
    const args = {
      ...{ p_attempt: attemptId, p_provider_ref: providerRef, p_kind: kind, p_detail: detail, p_now: at.toISOString() },
      ...(checkAt ? { p_check_at: checkAt.toISOString() } : {}),
    };
    return unwrap(await client.rpc("record_progress", args));
  },
  async doubt(attemptId: string, error: string, now: Date, checkAt: Date): Promise<void> {
    const args = { p_attempt: attemptId, p_error: error, p_now: now.toISOString(), p_check_at: checkAt.toISOString() };
    unwrap(await client.rpc("record_doubt", args));
  },
  async markUnknown(attemptId: string, now: Date): Promise<boolean> {
    return unwrap(await client.rpc("mark_unknown", { p_attempt: attemptId, p_now: now.toISOString() }));
  },
  /** What became of the contact could not be written down: later. @returns whether the owner is shown so from now on. */
  async postponeSettling(attemptId: string, error: string, now: Date): Promise<boolean> {
    const args = { p_attempt: attemptId, p_error: error, p_now: now.toISOString() };
    return unwrap(await client.rpc("postpone_settling", args));
  },
  /** @returns false when there is no such attempt. */
  async toolCall(
    attemptId: string,
    tool: { id: string; name: string; arguments: z.core.util.JSONType },
    outcome: Outcome,
    now: Date,
  ): Promise<boolean> {
    const args = {
      p_attempt: attemptId,
      p_tool_id: tool.id,
      p_tool: tool.name,
      p_arguments: tool.arguments,
      p_outcome: outcome,
      p_now: now.toISOString(),
    };
    return unwrap(await client.rpc("record_tool_call", args));
  },
  async standing(attemptId: string): Promise<Standing | null> {
    const columns =
      "id, state, outcome, campaign_id, recipient:campaign_recipients!inner(attempts:step_attempts, outcome), campaign:campaigns!inner(max_attempts, retry_gaps, user_id)";
    const found = unwrap(await client.from("outreach_attempts").select(columns).eq("id", attemptId).maybeSingle());
    return found ? readAnswer(Standing, found) : null;
  },
  async finish(
    { attemptId, providerRef, report, error, next, seenOutcome }: FinishInput,
    now: Date,
  ): Promise<Finished> {
    const { endedReason, startedAt, endedAt, durationSeconds, costUsd, recordingUrl, structuredData, ...rest } = report;
    const p_report = {
      ...rest,
      provider_ref: providerRef,
      error,
      ended_reason: endedReason,
      started_at: startedAt,
      ended_at: endedAt,
      duration_seconds: durationSeconds,
      cost_usd: costUsd,
      recording_url: recordingUrl,
      structured_data: structuredData,
    };
    const p_next = next.kind === "close" || next.kind === "skip" ? next : { ...next, at: next.at.toISOString() };
    const seen = seenOutcome ? { p_seen_outcome: seenOutcome } : {};
    const args = { p_attempt: attemptId, p_report, p_next, p_now: now.toISOString(), ...seen };
    return readAnswer(Finished, unwrap(await client.rpc("finish_attempt", args)));
  },
  async settle(campaignId: string, now: Date): Promise<{ status: string | null; changed: boolean }> {
    return readAnswer(
      Settled,
      unwrap(await client.rpc("settle_campaign", { p_campaign: campaignId, p_now: now.toISOString() })),
    );
  },
  async releaseExpired(now: Date): Promise<number> {
    return unwrap(await client.rpc("release_expired", { p_now: now.toISOString() }));
  },
  async noteSweep(now: Date): Promise<void> {
    unwrap(await client.rpc("note_sweep", { p_now: now.toISOString() }));
  },
  /** When a sweep last began; null when none ever did. */
  async lastSweep(): Promise<string | null> {
    return unwrap(await client.rpc("last_sweep"));
  },
  async leaseDoubtful(now: Date, limit: number) {
    return unwrap(await client.rpc("lease_doubtful", { p_now: now.toISOString(), p_limit: limit }));
  },
});
export type DoubtfulAttempt = Awaited<ReturnType<EngineData["leaseDoubtful"]>>[number];
export type EngineData = ReturnType<typeof engineData>;
