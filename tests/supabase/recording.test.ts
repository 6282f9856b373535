import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repositoryRules } from "../support/rule-texts";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const asks = async (regions: string[] | null) =>
  (await stack.pool.query("select private.asks_to_record($1::text[]) as asks", [regions])).rows[0].asks;
const without = async (payload: unknown) =>
  (await stack.pool.query("select private.without_words($1::jsonb) as payload", [JSON.stringify(payload)])).rows[0]
    .payload;

describe("whether everybody has to agree to a recording", () => {
  it("is so in every state that the rules name, also when it is one of several that may apply", async () => {
    const named = repositoryRules().rules.filter(({ rule, value }) => rule === "recording" && value === "all_party");
    expect(named.length).toBeGreaterThan(10);
    for (const { jurisdiction } of named) {
      expect(await asks([jurisdiction]), jurisdiction).toBe(true);
      expect(await asks(["US-NY", jurisdiction]), jurisdiction).toBe(true);
    }
  });

  it("is not so in the other states", async () => {
    for (const regions of [["US-NY"], ["US-TX", "US-OK"]]) expect(await asks(regions)).toBe(false);
  });

  it("is taken for granted of a place that is not known, and outside of the United States", async () => {
    for (const regions of [null, [], ["US"], ["GB"], ["CA-ON"], ["US-NY", "CA-ON"]])
      expect(await asks(regions), String(regions)).toBe(true);
  });
});

describe("a report without anybody's words", () => {
  it("keeps the end, the times, the cost and what was agreed", async () => {
    const structuredData = { outcome: "booked", service: "a cut", notes: "said a lot", sentiment: "positive" };
    const analysis = { summary: "We spoke.", structuredData };
    const message = {
      ...{ type: "end-of-call-report", endedReason: "customer-ended-call", cost: 0.2, transcript: "User: Hi" },
      ...{ analysis, artifact: { transcript: "User: Hi", messages: [{ message: "Hi" }] }, recordingUrl: "https://x" },
      call: { id: "1", analysis, artifact: { transcript: "User: Hi" }, customer: { externalId: "2" } },
    };
    const agreed = { structuredData: { outcome: "booked", service: "a cut" } };
    expect(await without({ message })).toEqual({
      message: {
        ...{ type: "end-of-call-report", endedReason: "customer-ended-call", cost: 0.2, analysis: agreed },
        call: { id: "1", customer: { externalId: "2" }, analysis: agreed },
      },
    });
  });

  it("is left alone where there is none", async () => {
    expect(await without({ message: { type: "status-update", status: "ringing" } })).toEqual({
      message: { type: "status-update", status: "ringing" },
    });
    expect(await without({})).toBeNull();
  });
});
