import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { excludeRecipient, retryRecipient } from "@/lib/actions/change-recipient";
import { correctOutcome } from "@/lib/actions/correct-outcome";
import { duplicateCampaign } from "@/lib/actions/duplicate-campaign";
import { endAttempt } from "@/lib/actions/end-attempt";
import { exportRecipients } from "@/lib/actions/export-recipients";
import { exportResults } from "@/lib/actions/export-results";
import { pauseCampaign } from "@/lib/actions/pause-campaign";
import { readRecipient } from "@/lib/actions/read-recipient";
import { RecipientQuery } from "@/lib/core/campaign";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numberOf, SCRIPT } from "@/tests/support/engine-account";
import { rowsOf } from "@/tests/support/engine-rows";
import { refusalCode } from "@/tests/support/refusals";

const ZONE = "America/New_York";
const UNANSWERED = {
  ...{ disposition: "no_answer" as const, endedReason: "customer-did-not-answer", startedAt: null, endedAt: null },
  ...{ durationSeconds: null, costUsd: null, transcript: null, turns: [], summary: null, recordingUrl: null },
  ...{ structuredData: null, sentiment: null, outcome: null },
};

let stage: EngineStage;
let bright: Account;
let other: Account;
let made = 0;
beforeAll(async () => {
  stage = await startEngine();
  [bright, other] = await Promise.all([stage.account("bright"), stage.account("other")]);
});
afterAll(() => stage.stop());
beforeEach(() => stage.jobs.clear());

/** An account of its own with a campaign to these numbers that has started and called nobody. */
async function launched(numbers: string[], input = {}) {
  const account = await stage.account(`account${++made}`);
  const campaignId = await account.launched(numbers, input);
  const recipients = await rowsOf(stage).recipients(campaignId);
  return { account, campaignId, recipients, first: recipients[0]?.id ?? "" };
}
const textOf = async (lines: AsyncGenerator<string>) => {
  let text = "";
  for await (const line of lines) text += line;
  return text.replace("\ufeff", "").replaceAll('"', "").trimEnd().split("\r\n");
};

describe("a campaign that is duplicated", () => {
  it("is a new draft with the same words and settings, and nothing of the old one's life", async () => {
    const id = await bright.campaign({
      ...{ name: "Autumn", description: "Once a year", voicemail_message: "Call us", budget: 12.5, max_attempts: 2 },
      ...{ rate_limit_per_minute: 7, variables: { promotion: "10% off" }, target_criteria: { min_leads: 2 } },
      scheduled_at: "2027-01-01T10:00:00Z",
    });
    const copy = await duplicateCampaign(bright.deps, { id });
    const old = await bright.deps.data.campaigns.get(id);
    expect(copy).toMatchObject({
      ...{ name: "Autumn (copy)", status: "draft", description: "Once a year", budget: 12.5, max_attempts: 2 },
      ...{ rate_limit_per_minute: 7, variables: { promotion: "10% off" }, target_criteria: { min_leads: 2 } },
      ...{ scheduled_at: null, started_at: null, selected_at: null, agent_id: old.agent_id },
    });
    expect(copy.id).not.toBe(id);
    expect(copy.steps).toMatchObject([{ position: 1, channel: "call", body: SCRIPT, voicemail: "Call us" }]);
    expect(copy.results).toMatchObject({ selected: 0 });
  });

  it("keeps within the longest name", async () => {
    const copy = await duplicateCampaign(bright.deps, { id: await bright.campaign({ name: "x".repeat(120) }) });
    expect(copy.name).toBe(`${"x".repeat(113)} (copy)`);
  });

  it("may have run to its end, and may have no words yet", async () => {
    const { account, campaignId } = await launched([numberOf("interested")]);
    await pauseCampaign(account.deps, { id: campaignId });
    expect(await duplicateCampaign(account.deps, { id: campaignId })).toMatchObject({
      status: "draft",
      pause_reason: null,
    });
    const bare = await bright.campaign({ call_script: undefined });
    expect((await duplicateCampaign(bright.deps, { id: bare })).steps).toEqual([]);
  });

  it("is not another account's", async () => {
    const id = await bright.campaign();
    expect(await refusalCode(duplicateCampaign(other.deps, { id }))).toBe("campaign_not_found");
  });
});

describe("what an owner does about one person", () => {
  it("excluding the last one who waits completes the campaign", async () => {
    const { account, campaignId, first } = await launched([numberOf("interested")]);
    await excludeRecipient(account.deps, { campaignId, recipientId: first });
    expect(await rowsOf(stage).campaign(campaignId)).toMatchObject({ status: "completed" });
  });

  it("trying again asks for a dispatch in a campaign that calls, and for none in one that is paused", async () => {
    const { account, campaignId, first } = await launched([numberOf("interested"), numberOf("answers_and_books")]);
    const which = { campaignId, recipientId: first };
    await excludeRecipient(account.deps, which);
    stage.jobs.clear();
    await retryRecipient(account.deps, which);
    expect(stage.jobs.named("dispatch-campaign")).toHaveLength(1);
    await excludeRecipient(account.deps, which);
    await pauseCampaign(account.deps, { id: campaignId });
    stage.jobs.clear();
    await retryRecipient(account.deps, which);
    expect(stage.jobs.named("dispatch-campaign")).toEqual([]);
  });

  it("is refused to another account as if there were nobody", async () => {
    const { campaignId, first } = await launched([numberOf("interested")]);
    const which = { campaignId, recipientId: first };
    expect(await refusalCode(excludeRecipient(other.deps, which))).toBe("campaign_not_found");
    expect(await refusalCode(retryRecipient(other.deps, which))).toBe("campaign_not_found");
    expect(await refusalCode(readRecipient(other.deps, which))).toBe("campaign_not_found");
    expect(await refusalCode(correctOutcome(other.deps, { attemptId: randomUUID(), outcome: "booked" }))).toBe(
      "not_found",
    );
  });

  it("is read with every attempt and with what can be done, and a correction shows in both", async () => {
    const { account, campaignId, first } = await launched([numberOf("not_interested")]);
    await stage.settle();
    await stage.jobs.work();
    await stage.settle();
    const which = { campaignId, recipientId: first };
    const before = await readRecipient(account.deps, which);
    expect(before.attempts[0]).toMatchObject({
      state: "ended",
      correctable: true,
      madeLead: false,
      notRecorded: false,
    });
    expect(before).toMatchObject({ agentName: "Riley", campaign: { id: campaignId }, actions: {} });
    const attemptId = before.attempts[0]?.id ?? "";
    expect(await correctOutcome(account.deps, { attemptId, outcome: "booked", note: "Rang back" })).toMatchObject({
      changed: true,
    });
    const after = await readRecipient(account.deps, which);
    expect(after.recipient).toMatchObject({ outcome: "booked", status: "answered" });
    expect(after.attempts[0]).toMatchObject({ outcome: "booked", madeLead: true });
    expect(after.attempts[0]?.events.at(-1)).toMatchObject({
      kind: "outcome_corrected",
      detail: { note: "Rang back" },
    });
    expect(await refusalCode(retryRecipient(account.deps, which))).toBe("campaign_finished");
  });

  it("is not called a third time when the owner notes during the second call what the first one came to", async () => {
    const { account, campaignId, first } = await launched([numberOf("no_answer")], { max_attempts: 3 });
    const { engine } = stage.deps;
    const place = async () => {
      const [attempt = ""] = (await engine.claim(campaignId, 1, stage.clock.now())).attempts;
      await engine.begin(attempt, stage.clock.now());
      await engine.dispatched(attempt, `ref-${attempt}`, stage.clock.now());
      return attempt;
    };
    const end = (attemptId: string) =>
      endAttempt(stage.deps, {
        ...{ attemptId, providerRef: `ref-${attemptId}`, report: UNANSWERED, error: null, next: null },
      });
    const attemptId = await place();
    await end(attemptId);
    stage.clock.nextWeek();
    const second = await place();
    await correctOutcome(account.deps, { attemptId, outcome: "not_interested" });
    await end(second);
    expect(await rowsOf(stage).recipients(campaignId)).toMatchObject([
      { id: first, status: "answered", outcome: "not_interested", next_attempt_at: null },
    ]);
  });

  it("an attempt that could not be recorded is not taken for an unknown one", async () => {
    const { account, campaignId, first } = await launched([numberOf("interested")]);
    const claim = await stage.deps.engine.claim(campaignId, 1, stage.clock.now());
    const attemptId = claim.attempts[0] ?? "";
    await stage.deps.engine.begin(attemptId, stage.clock.now());
    for (let failure = 0; failure < 8; failure++)
      await stage.deps.engine.postponeSettling(attemptId, "disk full", stage.clock.now());
    const { attempts, actions } = await readRecipient(account.deps, { campaignId, recipientId: first });
    expect(attempts[0]).toMatchObject({ state: "unknown", notRecorded: true });
    expect(actions.retry).toMatch(/What became of the last contact is not known|has ended/);
  });
});

describe("an export", () => {
  it("of recipients has all that match, in words, whatever the page shows", async () => {
    const numbers = Array.from({ length: 30 }, (_, index) => `+1212666${String(2000 + index)}`);
    const { account, campaignId, first } = await launched(numbers);
    await excludeRecipient(account.deps, { campaignId, recipientId: first });
    const file = async (query: object) =>
      textOf(await exportRecipients(account.deps, { campaignId, query: RecipientQuery.parse(query), timeZone: ZONE }));
    const [header, ...lines] = await file({ limit: 5, offset: 10, sort: "name" });
    expect(header).toBe(
      "Name,Phone,Email,Status,Outcome,Reason,Calls,Last call,Next call,Converted,Cost (USD),Last contact before",
    );
    expect(lines).toHaveLength(30);
    expect(new Set(lines).size).toBe(30);
    expect(await file({ status: "skipped" })).toEqual([
      header,
      expect.stringContaining(",Skipped,,You took this person out of the campaign.,0,"),
    ]);
    expect(await file({ search: "6662003" })).toHaveLength(2);
    await stage.stack.pool.query("update campaign_recipients set step = 2 where id = $1", [first]);
    expect(await file({ touch: "2" })).toHaveLength(2);
    expect(await file({ touch: "1" })).toHaveLength(30);
  });

  it("of results has every call with what came of it, and no formula", async () => {
    const { account, campaignId } = await launched([numberOf("answers_and_books"), numberOf("voicemail")], {
      max_attempts: 1,
    });
    await stage.jobs.work();
    await stage.settle();
    await stage.stack.pool.query("update campaign_recipients set name = '=HYPERLINK(1)' where campaign_id = $1", [
      campaignId,
    ]);
    const [header, ...lines] = await textOf(await exportResults(account.deps, { campaignId, timeZone: ZONE }));
    expect(header).toBe(
      "Name,Phone,Email,When,Channel,Call,How it ended,Outcome,Sentiment,Seconds,Cost (USD),Summary,Recording,Problem",
    );
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^'=HYPERLINK\(1\),'\+1212/);
    expect(lines.join("\n")).toMatch(/,Booked,/);
    expect(lines.join("\n")).toMatch(/,Voicemail,/);
  });

  it("of another account's campaign does not exist", async () => {
    const campaignId = await bright.campaign();
    const query = RecipientQuery.parse({});
    expect(await refusalCode(exportRecipients(other.deps, { campaignId, query, timeZone: ZONE }))).toBe(
      "campaign_not_found",
    );
    expect(await refusalCode(exportResults(other.deps, { campaignId, timeZone: ZONE }))).toBe("campaign_not_found");
  });
});
