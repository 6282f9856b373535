import { describe, expect, it } from "vitest";
import { isValid } from "@/components/form-problems";
import { basicsChange, basicsValues } from "@/components/wizard/basics/basics-values";
import {
  contentFieldOf,
  contentResolver,
  contentValues,
  toContentChange,
} from "@/components/wizard/content/content-values";
import { whenText } from "@/components/wizard/content/sequence-text";
import { Draft } from "@/components/wizard/draft";
import { lostTouches, paceFor, touchesFor } from "@/components/wizard/method/method-values";
import { CreateCampaign, PatchCampaign } from "@/lib/core/campaign";
import { checkEmail } from "@/lib/core/email-content";
import { launchChecks } from "@/lib/core/launch-checks";
import { exampleStep, sequenceExamples } from "@/lib/core/sequence-examples";
import { type Step, Steps } from "@/lib/core/steps";
import { CAMPAIGN_TYPES } from "@/lib/core/words";
import { READY } from "../core/launch-input";

const AGENT = "00000000-0000-4000-8000-000000000001";
const AT = "2026-11-23T17:00:00Z";
const draft = (fields: Record<string, unknown> = {}): Draft =>
  Draft.parse({
    ...{ id: "c", name: "A", description: null, campaign_type: "winback", outreach_method: "multi", status: "draft" },
    ...{ agent_id: AGENT, max_recipients: null, scheduled_at: null, started_at: null, time_zone: null },
    ...{ rate_limit_per_minute: 10, max_attempts: 3, min_gap_minutes: null, max_call_seconds: 300, budget: null },
    ...{ variables: {}, draft_step: "content", created_at: AT, updated_at: AT, steps: [] },
    ...fields,
  });
const stored = (steps: Step[]) => steps.map((step) => ({ ...step, updated_at: AT }));
const own = (change: Partial<Step> = {}): Step => ({
  ...exampleStep("winback", "call"),
  body: "My own words",
  ...change,
});

describe("the touches in the form", () => {
  it.each(CAMPAIGN_TYPES.flatMap((type) => sequenceExamples(type).map((example) => [type, example] as const)))(
    "of a ready-made sequence for %s come out as they went in, and lack nothing but values: $title",
    async (_, { steps }) => {
      const values = contentValues(draft({ steps: stored(steps) }));
      expect(Steps.parse(toContentChange(values).steps)).toEqual(Steps.parse(steps));
      expect(await isValid(contentResolver(true, null), values)).toBe(true);
      const settings = { ...READY.settings, bookingLink: "https://bright.test/book" };
      const variables = { promotion: "10 % off", offer_code: "SPRING" };
      expect(launchChecks({ ...READY, method: "multi", steps, settings, variables })).toEqual([]);
    },
  );

  it("keep their waits in the unit that suits them, and variants with their weights", () => {
    const { subject, preview_text, body, voicemail } = own();
    const variants: Step["variants"] = [{ name: "B", weight: 30, subject, preview_text, body, voicemail }];
    const steps = [
      own({ variants }),
      own({ wait_minutes: 2880 }),
      own({ wait_minutes: 90 }),
      own({ wait_minutes: 0.5 }),
    ];
    const values = contentValues(draft({ steps: stored(steps) }));
    expect(values.steps.map(({ wait, unit }) => `${wait} ${unit}`)).toEqual([
      "0 hours",
      "2 days",
      "90 minutes",
      "0.5 minutes",
    ]);
    expect(toContentChange(values).steps).toEqual(steps);
  });

  it("name the field that the API refuses", () => {
    expect(contentFieldOf("steps.2.wait_minutes")).toBe("steps.2.wait");
    expect(contentFieldOf("steps.0.variants.1.subject")).toBe("steps.0.variants.1.subject");
    expect(contentFieldOf("steps.0.variants")).toBe("steps.0.weight");
    expect(contentFieldOf("steps.0.colour")).toBeUndefined();
  });

  it("need words only where there is one, so that a sequence can be saved half written", async () => {
    const empty = own({ body: "" });
    expect(
      await isValid(
        contentResolver(true, null),
        contentValues(draft({ outreach_method: "call", steps: stored([empty]) })),
      ),
    ).toBe(false);
    expect(await isValid(contentResolver(true, null), contentValues(draft({ steps: stored([own(), empty]) })))).toBe(
      true,
    );
    const wrong = contentValues(draft({ steps: stored([own(), own()]) }));
    for (const wait of ["", "soon", "-1"]) {
      const [first, second] = wrong.steps;
      if (first && second) wrong.steps = [first, { ...second, wait }];
      expect(await isValid(contentResolver(true, null), wrong)).toBe(false);
    }
  });

  it.each([
    ["call", true],
    ["call", false],
    ["email", false],
    ["sms", false],
    ["multi", false],
  ] as const)("ask for the agent only where there is one: %s, %s", async (method, hasAgents) => {
    const steps = stored([own({ channel: method === "multi" ? "sms" : method })]);
    const values = contentValues(draft({ outreach_method: method, agent_id: null, steps }));
    expect(await isValid(contentResolver(hasAgents, null), values)).toBe(!hasAgents);
    expect(toContentChange(values).agent_id).toBeNull();
  });
});

describe("another method", () => {
  it("begins with what is written for it, or with an example of the type", () => {
    const written = [own(), exampleStep("winback", "sms")];
    expect(touchesFor("multi", {}, written, "winback")).toEqual(written);
    expect(touchesFor("email", {}, written, "feedback")).toEqual([exampleStep("feedback", "email")]);
    expect(
      touchesFor("sms", {}, [own(), own({ channel: "sms", wait_minutes: 60, condition: "not_reached" })], "winback"),
    ).toEqual([own({ channel: "sms" })]);
    expect(touchesFor("call", { call: [own()] }, [], "winback")).toEqual([own()]);
  });

  it("says how much of one's own would go, and sets a pace that fits unless one was chosen", () => {
    expect(lostTouches([own(), exampleStep("winback", "sms")], [exampleStep("winback", "email")])).toBe(1);
    expect(lostTouches([own()], [own()])).toBe(0);
    expect(paceFor("email", draft())).toEqual({ rate_limit_per_minute: 60 });
    expect(paceFor("call", draft({ rate_limit_per_minute: 60 }))).toEqual({ rate_limit_per_minute: 10 });
    expect(paceFor("email", draft({ rate_limit_per_minute: 25 }))).toEqual({});
  });
});

it("another type brings its own examples into a sequence, and leaves what was written by hand", () => {
  const steps = [own(), { ...exampleStep("winback", "email"), wait_minutes: 60, condition: "clicked" as const }];
  const before = draft({ steps: stored(steps), max_attempts: 3 });
  const change = basicsChange({ ...basicsValues(before), campaign_type: "feedback" }, before, null, new Date(AT));
  expect(PatchCampaign.safeParse(change).error).toBeUndefined();
  expect(change).toMatchObject({
    steps: [own(), { ...exampleStep("feedback", "email"), wait_minutes: 60, condition: "clicked" }],
  });
  expect(CreateCampaign.safeParse({ name: "A", ...change }).success).toBe(true);
});

it("when a touch comes, and for whom, is told in plain words", () => {
  const text = (index: number, wait_minutes: number, condition: Step["condition"]) =>
    whenText(index, { wait_minutes, condition });
  expect(text(0, 0, "always")).toBe("At the start, to everybody");
  expect(text(1, 2880, "not_reached")).toBe("2 days later, to who was not reached");
  expect(text(1, 2880, "clicked")).toBe("As soon as somebody clicks, within 2 days");
  expect(text(1, 0, "no_response")).toBe("Right after, to who did not respond");
});

it("every example of an email can be sent once its values are there", () => {
  for (const type of CAMPAIGN_TYPES)
    for (const nth of [0, 1]) {
      const { subject, preview_text: previewText, body } = exampleStep(type, "email", nth);
      expect(checkEmail({ subject: subject ?? "", previewText, body })).toEqual([]);
    }
});
