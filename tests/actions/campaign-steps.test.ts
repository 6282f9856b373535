import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duplicateCampaign } from "@/lib/actions/duplicate-campaign";
import { pauseCampaign } from "@/lib/actions/pause-campaign";
import { startCampaign } from "@/lib/actions/start-campaign";
import { updateCampaign } from "@/lib/actions/update-campaign";
import { PatchCampaign } from "@/lib/core/campaign";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numbers, SCRIPT } from "@/tests/support/engine-account";
import { refusalCode } from "@/tests/support/refusals";

let stage: EngineStage;
let bright: Account;
let other: Account;
beforeAll(async () => {
  stage = await startEngine();
  [bright, other] = await Promise.all([stage.account("bright"), stage.account("other")]);
  await bright.leads(numbers(3));
});
afterAll(() => stage.stop());

const CALL = { channel: "call", body: SCRIPT, voicemail: "Call us." };
const SMS = { channel: "sms", wait_minutes: 240, condition: "not_reached", body: "Bright Dental: call us." };
const EMAIL = {
  ...{
    channel: "email",
    wait_minutes: 4320.5,
    condition: "no_response",
    subject: "We miss you",
    preview_text: "Come by",
  },
  ...{ body: "Hi {name}", weight: 70, variants: [{ name: "B", weight: 30, subject: "Hello", body: "Hey {name}" }] },
};
const sequence = (steps: object[] = [CALL, SMS, EMAIL], account = bright) =>
  account.campaign({ outreach_method: "multi", call_script: undefined, steps });
const patch = (id: string, change: object, account = bright) =>
  updateCampaign(account.deps, { id, change: PatchCampaign.parse(change) });
const stepsOf = async (id: string) => (await bright.deps.data.campaigns.get(id)).steps;

describe("the touches of a campaign", () => {
  it("are written with it, in their order and with all that belongs to them", async () => {
    expect(await stepsOf(await sequence())).toMatchObject([
      { position: 1, condition: "always", wait_minutes: 0, ...CALL },
      { position: 2, ...SMS },
      { position: 3, ...EMAIL, variants: [{ ...EMAIL.variants[0], preview_text: null, voicemail: null }] },
    ]);
  });

  it("are replaced as a whole, and each keeps its id by its place", async () => {
    const id = await sequence();
    const before = await stepsOf(id);
    const changed = (await patch(id, { steps: [{ ...CALL, body: "An AI. {name}" }, SMS] })).steps;
    expect(changed.map((step) => step.id)).toEqual(before.slice(0, 2).map((step) => step.id));
    expect(changed.map(({ body }) => body)).toEqual(["An AI. {name}", SMS.body]);
    // What did not change was not written.
    expect(changed[1]?.updated_at).toBe(before[1]?.updated_at);
    expect(
      (
        await patch(id, { steps: [SMS, CALL, EMAIL].map((step, at) => (at === 0 ? { ...step, ...FIRST } : step)) })
      ).steps.map(({ channel }) => channel),
    ).toEqual(["sms", "call", "email"]);
    expect((await patch(id, { steps: [] })).steps).toEqual([]);
  });

  it("go along with a copy, with their variants", async () => {
    const id = await sequence();
    const copy = await duplicateCampaign(bright.deps, { id });
    const words = (steps: object[]) =>
      steps.map((step) => ({ ...step, id: "", campaign_id: "", created_at: "", updated_at: "" }));
    expect(words(copy.steps)).toEqual(words(await stepsOf(id)));
  });

  it("of a paused campaign may change their words, and neither their order nor their number", async () => {
    const id = await bright.campaign();
    await startCampaign(bright.deps, { id });
    expect(await refusalCode(patch(id, { steps: [CALL] }))).toBe("campaign_not_editable");
    await pauseCampaign(bright.deps, { id });
    expect((await patch(id, { steps: [{ ...CALL, body: "An AI. {name}" }] })).steps).toMatchObject([
      { body: "An AI. {name}" },
    ]);
    expect(await refusalCode(patch(id, { name: "Half", steps: [CALL, SMS] }))).toBe("campaign_not_editable");
    expect(await refusalCode(patch(id, { steps: [] }))).toBe("campaign_not_editable");
    expect(await refusalCode(patch(id, { steps: [{ ...SMS, ...FIRST }] }))).toBe("campaign_not_editable");
    expect(await bright.deps.data.campaigns.get(id)).toMatchObject({
      name: "Win back",
      steps: [{ body: "An AI. {name}" }],
    });
  });

  it("of another business can neither be read nor written", async () => {
    const id = await sequence();
    const before = await stepsOf(id);
    expect(await refusalCode(patch(id, { steps: [] }, other))).toBe("campaign_not_found");
    expect(await refusalCode(other.deps.data.campaigns.setSteps(id, []))).toBe("campaign_not_found");
    expect(await stepsOf(id)).toEqual(before);
  });

  it("are all there or none: what the table refuses leaves the others as they were", async () => {
    const id = await sequence();
    const before = await stepsOf(id);
    for (const bad of [
      { ...SMS, body: "x".repeat(20_001) },
      { ...SMS, condition: "never" },
      { ...SMS, variants: [{ name: "A" }] },
      { body: "x" },
    ])
      expect(
        (await bright.client.rpc("set_campaign_steps", { p_campaign: id, p_steps: [{ ...CALL, body: "New" }, bad] }))
          .error,
      ).not.toBeNull();
    for (const steps of [{}, "x", Array(11).fill(SMS)])
      expect((await bright.client.rpc("set_campaign_steps", { p_campaign: id, p_steps: steps })).error?.code).toBe(
        "PT400",
      );
    expect(await stepsOf(id)).toEqual(before);
  });

  it("written by two at once are those of one of them", async () => {
    const id = await sequence([]);
    const lists = [[CALL, SMS, EMAIL], [{ ...EMAIL, ...FIRST }]];
    await Promise.all([...lists, ...lists, ...lists].map((steps) => patch(id, { steps })));
    expect(["call,sms,email", "email"]).toContain((await stepsOf(id)).map(({ channel }) => channel).join());
  });
});

const FIRST = { wait_minutes: 0, condition: "always" };

describe("the shorthands of the first touch", () => {
  it("say an email's subject and preview text too", async () => {
    const id = await bright.campaign({
      outreach_method: "email",
      call_script: undefined,
      message_template: "Hi {name}",
      subject: "Hello",
    });
    expect(await stepsOf(id)).toMatchObject([
      { channel: "email", body: "Hi {name}", subject: "Hello", preview_text: null },
    ]);
    expect((await patch(id, { subject: "Hi again", preview_text: "Soon" })).steps).toMatchObject([
      { body: "Hi {name}", subject: "Hi again", preview_text: "Soon" },
    ]);
  });

  it("leave the other touches of a sequence, and the channel of the first one, as they are", async () => {
    const id = await sequence([{ ...EMAIL, ...FIRST }, SMS]);
    expect((await patch(id, { message_template: "New words", name: "Renamed" })).steps).toMatchObject([
      { channel: "email", body: "New words", subject: "We miss you" },
      SMS,
    ]);
  });

  it("have to go with words", async () => {
    expect(
      await refusalCode(bright.campaign({ outreach_method: "email", call_script: undefined, subject: "Hello" })),
    ).toBe("invalid_input");
  });
});

it("a share that is contacted by nobody is kept with the campaign, up to half of it", async () => {
  const id = await bright.campaign({ holdout_percent: 10 });
  expect(await patch(id, { holdout_percent: 0 })).toMatchObject({ holdout_percent: 0 });
  expect(PatchCampaign.safeParse({ holdout_percent: 51 }).success).toBe(false);
});
