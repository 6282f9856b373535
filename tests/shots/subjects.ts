import type { App } from "../e2e/app";
import { type Subjects, sequenceOf } from "../e2e/pages";
import { sequenceCampaign } from "../e2e/sequence-campaign";
import { optOutAddress, writtenCampaign } from "../e2e/written-campaign";

const FAST = { rate_limit_per_minute: 240, max_attempts: 1 };

/** A campaign that ran to its end, and what came of it. */
export async function runCampaign(app: App): Promise<Subjects> {
  const campaign = await app.campaign({ name: "We miss you", budget: 40, ...FAST }, "start");
  const { data } = app.owner;
  await until(async () => (await data.campaigns.get(campaign)).status === "completed");
  const { rows } = await data.recipients.list(campaign, { outcome: "booked", limit: 1, offset: 0 });
  const [recipient] = rows;
  const [attempt] = recipient ? await data.attempts.ofRecipient(recipient.id) : [];
  if (!recipient?.customer_id || !attempt) throw new Error("Nobody booked: nothing to look at");
  const draft = await app.campaign({ name: "Spring offer", campaign_type: "promotional" });
  const { emails } = await writtenCampaign(app, "We wrote to you");
  const [message = ""] = emails;
  const sequence = await app.campaign(sequenceOf());
  const measured = await sequenceCampaign(app, "Three ways back", 340);
  const written = { sequence, measured, message, optOut: optOutAddress(app, message) };
  return { campaign, recipient: recipient.id, attempt: attempt.id, customer: recipient.customer_id, draft, ...written };
}

/** Campaigns in every other state. @returns their ids by state */
export async function otherCampaigns(app: App): Promise<Record<"active" | "paused" | "scheduled" | "stopped", string>> {
  const now = app.stack.deps.now();
  const slow = { rate_limit_per_minute: 1 };
  const active = await app.campaign({ name: "Autumn check-in", ...slow }, "start");
  const paused = await app.campaign({ name: "Feedback on your visit", campaign_type: "feedback", ...slow }, "start");
  await app.stack.deps.engine.pause(paused, "owner", now);
  const stopped = await app.campaign({ name: "A first try", ...slow }, "start");
  await app.stack.deps.engine.stop(stopped, now);
  const at = new Date(now.getTime() + 3 * 86_400_000).toISOString();
  const scheduled = await app.campaign({ name: "Holiday cards", campaign_type: "followup", scheduled_at: at }, "start");
  return { active, paused, scheduled, stopped };
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error("What was waited for did not happen within two minutes");
    await new Promise((done) => setTimeout(done, 500));
  }
}
