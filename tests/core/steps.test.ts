import { describe, expect, it } from "vitest";
import { CreateCampaign, PatchCampaign } from "@/lib/core/campaign";
import { MAX_STEPS, Steps, sharesOf } from "@/lib/core/steps";

const call = { channel: "call", body: "Hi {name}" };
const email = { channel: "email", wait_minutes: 1440, condition: "not_reached", subject: "Hello", body: "Hi {name}" };
const variant = (change: object) => ({ name: "B", weight: 50, body: "Hey {name}", ...change });

/** Where the list is refused. */
const refused = (steps: unknown) => Steps.safeParse(steps).error?.issues.map(({ path }) => path.join(".")) ?? [];

describe("the touches of a campaign", () => {
  it("are filled in where something is left out", () => {
    expect(Steps.parse([{ channel: "sms" }, { ...email, variants: [variant({ subject: "Hey" })] }])).toEqual([
      ...[{ channel: "sms", wait_minutes: 0, condition: "always", subject: null, preview_text: null, body: "" }].map(
        (step) => ({ ...step, voicemail: null, weight: 50, variants: [] }),
      ),
      {
        ...email,
        ...{ preview_text: null, voicemail: null, weight: 50 },
        variants: [variant({ subject: "Hey", preview_text: null, voicemail: null })],
      },
    ]);
  });

  it.each<[string, unknown[], string]>([
    ["an unknown channel", [{ ...call, channel: "fax" }], "0.channel"],
    ["an unknown field", [{ ...call, colour: "red" }], "0"],
    ["a wait before the first touch", [{ ...call, wait_minutes: 60 }], "0.wait_minutes"],
    ["a condition on the first touch", [{ ...call, condition: "clicked" }], "0.condition"],
    ["an unknown condition", [call, { ...email, condition: "sometimes" }], "1.condition"],
    ["a wait of more than a year", [call, { ...email, wait_minutes: 525_601 }], "1.wait_minutes"],
    ["a wait that is negative", [call, { ...email, wait_minutes: -1 }], "1.wait_minutes"],
    ["a subject of two lines", [call, { ...email, subject: "Hello\nBcc: you" }], "1.subject"],
    ["a subject that is too long", [call, { ...email, subject: "x".repeat(201) }], "1.subject"],
    ["words that are too long for a call", [{ ...call, body: "x".repeat(4001) }], "0.body"],
    [
      "words that are too long for an email",
      [{ ...email, wait_minutes: 0, condition: "always", body: "x".repeat(10_001) }],
      "0.body",
    ],
    ["a variant without words", [{ ...call, variants: [variant({ body: " " })] }], "0.variants.0.body"],
    ["a variant that is called A", [{ ...call, variants: [variant({ name: "A" })] }], "0.variants.0.name"],
    ["two variants of one name", [{ ...call, variants: [variant({}), variant({})] }], "0.variants"],
    ["a weight of nothing", [{ ...call, variants: [variant({ weight: 0 })] }], "0.variants.0.weight"],
    [
      "a weight beside which another is nothing",
      [{ ...call, weight: 100, variants: [variant({ weight: 1 }), variant({ name: "C", weight: 100 })] }],
      "0.variants",
    ],
    [
      "more than four variants",
      [{ ...call, variants: ["B", "C", "D", "E", "B"].map((name) => variant({ name })) }],
      "0.variants",
    ],
  ])("can't have %s", (_, steps, path) => {
    expect(refused(steps)).toContain(path);
  });

  it("are ten at most", () => {
    expect(refused(Array(MAX_STEPS).fill(call))).toEqual([]);
    expect(refused(Array(MAX_STEPS + 1).fill(call))).toEqual([""]);
  });

  it("are given either whole or by the shorthands of the first one", () => {
    const both = { name: "Spring", steps: [call], call_script: "Hi" };
    expect(CreateCampaign.safeParse(both).error?.issues.map(({ path }) => path)).toEqual([["call_script"]]);
    expect(PatchCampaign.safeParse({ steps: [], subject: "Hi" }).success).toBe(false);
    expect(PatchCampaign.safeParse({ message_template: "Hi", subject: "Hello", preview_text: null }).success).toBe(
      true,
    );
  });
});

it("shares are whole numbers that make a hundred", () => {
  expect(sharesOf([50, 50])).toEqual([50, 50]);
  expect(sharesOf([1, 1, 1])).toEqual([34, 33, 33]);
  expect(sharesOf([90, 10, 100])).toEqual([45, 5, 50]);
});
