import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCampaign } from "@/lib/actions/create-campaign";
import { deleteCampaign } from "@/lib/actions/delete-campaign";
import { executeCampaign } from "@/lib/actions/execute-campaign";
import { pauseCampaign } from "@/lib/actions/pause-campaign";
import { selectRecipients } from "@/lib/actions/select-recipients";
import { startCampaign } from "@/lib/actions/start-campaign";
import { stopCampaign } from "@/lib/actions/stop-campaign";
import { updateCampaign } from "@/lib/actions/update-campaign";
import { CreateCampaign, PatchCampaign } from "@/lib/core/campaign";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numbers, SCRIPT } from "@/tests/support/engine-account";
import { refusal, refusalCode } from "@/tests/support/refusals";

let stage: EngineStage;
let bright: Account;
let other: Account;

beforeAll(async () => {
  stage = await startEngine();
  [bright, other] = await Promise.all([stage.account("bright"), stage.account("other")]);
  await bright.leads(numbers(6));
});
afterAll(() => stage.stop());
beforeEach(() => stage.jobs.clear());

const start = (id: string, account = bright) => startCampaign(account.deps, { id });
const patch = (id: string, change: object, account = bright) =>
  updateCampaign(account.deps, { id, change: PatchCampaign.parse(change) });

describe("another business's campaign does not exist for a person", () => {
  it.each([
    ["to change", (id: string) => patch(id, { name: "Mine" }, other)],
    ["to delete", (id: string) => deleteCampaign(other.deps, { id })],
    ["to start", (id: string) => start(id, other)],
    ["to pause", (id: string) => pauseCampaign(other.deps, { id })],
    ["to stop", (id: string) => stopCampaign(other.deps, { id })],
    ["to execute", (id: string) => executeCampaign(other.deps, { id })],
    ["to select for", (id: string) => selectRecipients(other.deps, { id })],
  ] as const)("%s", async (_, work) => {
    const id = await bright.campaign();
    const before = await bright.deps.data.campaigns.get(id);
    expect(await refusalCode(work(id))).toBe("campaign_not_found");
    expect(await bright.deps.data.campaigns.get(id)).toEqual(before);
    expect(stage.jobs.waiting).toEqual([]);
  });

  it("nor does one that nobody has", async () => {
    expect(await refusalCode(start(randomUUID()))).toBe("campaign_not_found");
    expect(await refusalCode(patch(randomUUID(), { name: "x" }))).toBe("campaign_not_found");
  });

  it("and its agent can't speak in one's own", async () => {
    const mine = await refusal(other.campaign({ agent_id: bright.agentId }));
    expect(mine).toMatchObject({ code: "invalid_input", details: [{ path: "agent_id" }] });
    const id = await other.campaign();
    expect(await refusalCode(patch(id, { agent_id: bright.agentId }, other))).toBe("invalid_input");
  });
});

describe("making a campaign", () => {
  it("gives a draft whose script is the first step", async () => {
    const made = await createCampaign(
      bright.deps,
      CreateCampaign.parse({
        name: "Spring",
        agent_id: bright.agentId,
        call_script: SCRIPT,
        voicemail_message: "Call us.",
      }),
    );
    expect(made).toMatchObject({
      status: "draft",
      user_id: bright.accountId,
      rate_limit_per_minute: 10,
      max_attempts: 3,
    });
    expect(made.steps).toMatchObject([{ position: 1, channel: "call", body: SCRIPT, voicemail: "Call us." }]);
    expect(made.results).toMatchObject({ selected: 0 });
  });

  it("takes a message for a text, and has no step without words", async () => {
    const text = await other.campaign({
      outreach_method: "sms",
      call_script: undefined,
      message_template: "Hi {name}",
    });
    expect((await other.deps.data.campaigns.get(text)).steps).toMatchObject([{ channel: "sms", body: "Hi {name}" }]);
    const bare = await other.campaign({ call_script: undefined });
    expect((await other.deps.data.campaigns.get(bare)).steps).toEqual([]);
  });

  it("refuses a voicemail message that has no script to go with, in place of losing it", async () => {
    const alone = await refusal(bright.campaign({ call_script: undefined, voicemail_message: "Call us." }));
    expect(alone).toMatchObject({ code: "invalid_input", details: [{ path: "voicemail_message" }] });
    const id = await bright.campaign({ call_script: undefined });
    expect(await refusalCode(patch(id, { voicemail_message: "Call us." }))).toBe("invalid_input");
  });

  it("refuses what no database can keep as bad input, not as a fault of ours", async () => {
    expect(await refusalCode(bright.campaign({ name: "Spring\u0000" }))).toBe("invalid_input");
    expect(await refusalCode(bright.campaign({ scheduled_at: "0000-01-01T00:00:00Z" }))).toBe("invalid_input");
  });
});

describe("changing a campaign", () => {
  it("changes what is named and nothing else", async () => {
    const id = await bright.campaign({ voicemail_message: "Call us." });
    const changed = await patch(id, { name: "Summer", budget: 12.5, call_script: "This is an AI. {name}" });
    expect(changed).toMatchObject({ name: "Summer", budget: 12.5, campaign_type: "winback" });
    expect(changed.steps).toMatchObject([{ body: "This is an AI. {name}", voicemail: "Call us." }]);
    expect((await patch(id, { voicemail_message: null })).steps).toMatchObject([{ voicemail: null }]);
    expect(await patch(id, {})).toMatchObject({ name: "Summer" });
  });

  it("makes the first step when the words come later", async () => {
    const id = await bright.campaign({ call_script: undefined });
    expect((await patch(id, { call_script: SCRIPT })).steps).toMatchObject([{ channel: "call", body: SCRIPT }]);
  });

  it("takes the step along when the method changes", async () => {
    const id = await bright.campaign({ outreach_method: "sms", call_script: undefined, message_template: SCRIPT });
    expect((await patch(id, { outreach_method: "call" })).steps).toMatchObject([{ channel: "call" }]);
  });

  it("leaves nothing half changed when the words may not change any more", async () => {
    const id = await bright.campaign();
    await start(id);
    expect(await refusalCode(patch(id, { name: "Half", call_script: "New words" }))).toBe("campaign_not_editable");
    const after = await bright.deps.data.campaigns.get(id);
    expect([after.name, after.steps[0]?.body]).toEqual(["Win back", SCRIPT]);
    expect(await refusalCode(patch(id, { target_criteria: {}, max_recipients: 1 }))).toBe("campaign_not_editable");
    expect((await patch(id, { name: "Renamed", rate_limit_per_minute: 5 })).name).toBe("Renamed");
    await stopCampaign(bright.deps, { id });
  });
});

describe("deleting a campaign", () => {
  it("takes a draft away", async () => {
    const id = await bright.campaign();
    await deleteCampaign(bright.deps, { id });
    expect(await refusalCode(bright.deps.data.campaigns.get(id))).toBe("campaign_not_found");
  });

  it("tells whoever comes second that it is gone, not that it is no draft", async () => {
    const id = await bright.campaign();
    const ends = await Promise.all(
      [1, 2, 3].map(() =>
        deleteCampaign(bright.deps, { id }).then(
          () => "deleted",
          (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
        ),
      ),
    );
    expect(ends.sort()).toEqual(["campaign_not_found", "campaign_not_found", "deleted"]);
  });

  it("refuses one that has begun", async () => {
    const id = await bright.campaign();
    await start(id);
    expect(await refusal(deleteCampaign(bright.deps, { id }))).toMatchObject({
      code: "campaign_not_draft",
      details: { status: "active" },
    });
    await stopCampaign(bright.deps, { id });
  });
});
