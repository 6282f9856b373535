import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { numberOf, outbound, SENDER, SERVICE, type Stage, startStage } from "./twilio-support";

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

describe("a text through the real SDK", () => {
  test("is taken, delivered and reported step by step, and each report names its attempt", async () => {
    stage = await startStage();
    const { simulator, receiver } = stage;
    const attemptId = randomUUID();
    const sent = await stage.text(numberOf("silent"), { attemptId });
    await simulator.idle();
    expect(sent).toEqual({ ok: true, providerRef: expect.stringMatching(/^SM/), segments: 1, costUsd: null });
    expect(receiver.statuses().map(({ status, disposition }) => [status, disposition])).toEqual([
      ["accepted", null],
      ["sent", null],
      ["delivered", "delivered"],
    ]);
    expect(receiver.delivered.every(({ verified }) => verified)).toBe(true);
    expect(receiver.statuses().every((event) => event.attemptId === attemptId)).toBe(true);
    expect(simulator.messages()).toMatchObject([{ attemptId, status: "delivered", segments: 1 }]);
  });

  test("can be asked for afterwards, with what it cost", async () => {
    stage = await startStage();
    const body = `Bright Smile Dental: ${"a long story ".repeat(20)}`;
    const sent = await stage.text(numberOf("silent"), { body });
    await stage.simulator.idle();
    const standing = await stage.sms.get(sent.ok ? sent.providerRef : "");
    expect(standing).toMatchObject({
      ok: true,
      value: { status: "delivered", disposition: "delivered", segments: 2, costUsd: 0.0158, code: null },
    });
  });

  test("goes through a messaging service, which counts segments later", async () => {
    stage = await startStage();
    const sent = await stage.text(numberOf("silent"), { from: SERVICE });
    await stage.simulator.idle();
    expect(sent).toMatchObject({ ok: true, segments: null });
    expect(stage.receiver.statuses().map(({ status }) => status)).toEqual([
      "accepted",
      "accepted",
      "sent",
      "delivered",
    ]);
    expect(await stage.sms.get(sent.ok ? sent.providerRef : "")).toMatchObject({ ok: true, value: { segments: 1 } });
  });

  test("is found again by its words, also while it waits in the queue and among others to the same number", async () => {
    stage = await startStage();
    const { simulator, sms, receiver } = stage;
    const to = numberOf("silent");
    const since = new Date();
    await stage.text(to, { body: "Another one" });
    simulator.hold();
    const sent = await stage.text(to, { body: "The one — with “quotes”" });
    const body = "The one — with “quotes”";
    expect(await sms.find({ to, body, since })).toMatchObject({
      ok: true,
      value: { providerRef: sent.ok ? sent.providerRef : "", status: "accepted", disposition: null },
    });
    simulator.release();
    await simulator.until(({ messages }) => messages().every(({ status }) => status === "delivered"));
    expect(await sms.find({ to, body, since })).toMatchObject({ ok: true, value: { disposition: "delivered" } });
    expect(await sms.find({ to, body: "Nothing like it", since })).toEqual({ ok: true, value: null });
    const later = new Date(Date.now() + 3_600_000);
    expect(await sms.find({ to, body, since: later })).toEqual({ ok: true, value: null });
    expect(receiver.replies()).toEqual([]);
  });

  test("is unknown under another id, and the account can be looked at", async () => {
    stage = await startStage();
    const unknown = `SM${"0".repeat(32)}`;
    expect(await stage.sms.get(unknown)).toEqual({ ok: true, value: null });
    expect(await stage.sms.get("../Accounts")).toEqual({ ok: true, value: null });
    expect(stage.simulator.requests()).toHaveLength(1);
    expect(await stage.sms.check()).toEqual({ ok: true, value: null });
  });
});

describe("a text is refused as Twilio refuses it", () => {
  test.each([
    ["no number", { to: "call me" }, "21211", "invalid_contact"],
    ["a country that is off", { to: "+447700900123" }, "21408", "unreachable_channel"],
    ["a sender that is none", { from: "+44" }, "21212", "sender"],
    ["a sender of somebody else", { from: "+12125550199" }, "21659", "sender"],
    ["more than 1,600 characters", { body: "x".repeat(1_601) }, "21617", "rejected"],
    ["no words", { body: "  " }, "21602", "rejected"],
    ["a number that has opted out", { to: numberOf("opted_out_before") }, "21610", "opted_out"],
  ])("%s", async (_, changes, providerCode, code) => {
    stage = await startStage({ senders: [SENDER] });
    const message = outbound(stage.receiver, "+12125550150", changes);
    const answer = await stage.sms.send(message);
    expect(answer).toMatchObject({ ok: false, failure: { certainty: "definite", code, providerCode } });
    expect(answer.ok ? "" : answer.failure.message).not.toContain("+1212");
    expect(stage.simulator.messages()).toEqual([]);
  });

  test("more than the rate is refused for now, and says how long", async () => {
    stage = await startStage({ ratePerSecond: 3 });
    const { text } = stage;
    const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => text(`+1212555015${n}`)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      failure: { certainty: "retryable", code: "capacity", status: 429, providerCode: "20429", retryAfterMs: 1_000 },
    });
    expect(stage.simulator.requests()).toHaveLength(5);
  });
});
