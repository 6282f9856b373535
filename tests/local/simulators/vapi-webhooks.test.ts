import { createHash } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { type Delivered, numberOf, onlyCall, SECRET, type Stage, startStage } from "./support";

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});
async function on(options: Parameters<typeof startStage>[0] = {}) {
  stage = await startStage(options);
  return stage;
}

const steps = (delivered: Delivered[]) =>
  delivered.map(({ inbound: { event } }) => (event.kind === "status" ? event.status : event.kind));

describe("the webhooks of a call", () => {
  test("tell its course in order, with the secret, and pass our verification", async () => {
    const { call, simulator, receiver } = await on();
    await call(numberOf("answers_and_books"));
    await simulator.idle();
    expect(steps(receiver.delivered)).toEqual(["queued", "ringing", "in_progress", "tool_calls", "ended", "report"]);
    expect(receiver.delivered.every((entry) => entry.verified)).toBe(true);
    expect(new Set(receiver.events().map((event) => event.attemptId))).toEqual(
      new Set([onlyCall(simulator).attemptId]),
    );
  });

  test("signed with HMAC instead of the secret pass our verification too", async () => {
    const { call, simulator, receiver } = await on({ signWith: SECRET });
    await call(numberOf("no_answer"));
    await simulator.idle();
    expect(receiver.delivered).toHaveLength(4);
    expect(receiver.delivered[0]?.headers).not.toHaveProperty("x-vapi-secret");
    expect(receiver.delivered.every((entry) => entry.verified)).toBe(true);
  });

  test("signed with another secret do not", async () => {
    const { call, simulator, receiver } = await on({ signWith: "forged" });
    await call(numberOf("no_answer"));
    await simulator.idle();
    expect(receiver.delivered.some((entry) => entry.verified)).toBe(false);
  });

  test("carry what must not be stored, and it is gone from what we store", async () => {
    const { call, simulator, receiver } = await on();
    await call(numberOf("interested"));
    await simulator.idle();
    for (const { body, inbound } of receiver.delivered) {
      expect(body).toContain("simulated-twilio-auth-token");
      const stored = JSON.stringify(inbound.payload);
      for (const secret of ["simulated-twilio-auth-token", SECRET, numberOf("interested"), "Never reveal"]) {
        expect(stored).not.toContain(secret);
      }
    }
  });
});

describe("an opt-out in the call", () => {
  test("waits for our answer, and only then the call ends", async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const { call, simulator, receiver } = await on({
      answer: async ({ inbound }) => {
        if (inbound.event.kind !== "tool_calls") return undefined;
        asked.resolve();
        await answer.promise;
        return undefined;
      },
    });
    await call(numberOf("opts_out_mid_call"));
    await asked.promise;
    expect(onlyCall(simulator)).toMatchObject({ status: "in-progress", endedAt: null });
    answer.resolve();
    await simulator.idle();
    const ended = onlyCall(simulator);
    expect(ended).toMatchObject({ status: "ended", endedReason: "assistant-ended-call-after-message-spoken" });
    expect(ended.tools).toMatchObject([{ name: "record_opt_out", result: "Done." }]);
    expect(Date.parse(ended.endedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(ended.tools[0]?.answeredAt ?? ""));
    expect(receiver.events().at(-1)).toMatchObject({ kind: "report", report: { outcome: "opt_out" } });
    expect(ended.turns.at(-1)?.message).toMatch(/off our list/);
  });

  test("is reported even when we could not answer", async () => {
    const { call, simulator, receiver } = await on({
      answer: ({ inbound }) => (inbound.event.kind === "tool_calls" ? { status: 500 } : undefined),
    });
    await call(numberOf("opts_out_mid_call"));
    await simulator.idle();
    expect(onlyCall(simulator).tools).toMatchObject([{ name: "record_opt_out", result: null }]);
    expect(receiver.events().at(-1)).toMatchObject({ kind: "report", report: { outcome: "opt_out" } });
  });
});

test("a booking that we refuse is not announced as booked", async () => {
  const { call, simulator, receiver } = await on({
    answer: ({ inbound: { event } }) =>
      event.kind === "tool_calls"
        ? {
            body: {
              results: event.calls.map(({ id, name }) => ({ toolCallId: id, name, error: "That time is taken." })),
            },
          }
        : undefined,
  });
  await call(numberOf("answers_and_books"));
  await simulator.idle();
  expect(receiver.events().at(-1)).toMatchObject({ kind: "report", report: { outcome: "interested" } });
  expect(onlyCall(simulator).turns.at(-1)?.message).toMatch(/could not enter that/);
});

describe("deliveries that go wrong", () => {
  test("doubled ones have the same bytes, so the same key", async () => {
    const { call, simulator, receiver } = await on({ webhookFaults: { duplicate: 1, reorder: 0 } });
    await call(numberOf("no_answer"));
    await simulator.idle();
    expect(receiver.delivered).toHaveLength(8);
    expect(new Set(receiver.delivered.map((entry) => entry.body)).size).toBe(4);
    expect(new Set(receiver.delivered.map((entry) => entry.inbound.eventKey)).size).toBe(4);
  });

  test("reordered ones all arrive, one after its successor", async () => {
    const { call, simulator, receiver } = await on({ webhookFaults: { duplicate: 0, reorder: 1 } });
    await call(numberOf("no_answer"));
    await simulator.idle();
    expect(steps(receiver.delivered)).toEqual(["ringing", "queued", "report", "ended"]);
  });

  test("lost ones are lost only when asked for, and the log says so", async () => {
    const { call, simulator, receiver } = await on({ webhookFaults: { duplicate: 0, reorder: 0, drop: 1 } });
    await call(numberOf("voicemail"));
    await simulator.idle();
    expect(receiver.delivered).toEqual([]);
    expect(simulator.webhooks().map((sent) => sent.delivery)).toEqual(Array(5).fill("dropped"));
  });

  test("refused ones come again with the same bytes until we take them", async () => {
    let refusals = 2;
    const { call, simulator, receiver } = await on({
      answer: ({ inbound }) => (inbound.event.kind === "report" && refusals-- > 0 ? { status: 503 } : undefined),
    });
    await call(numberOf("busy"));
    await simulator.idle();
    const reports = receiver.delivered.filter((entry) => entry.inbound.event.kind === "report");
    expect(reports).toHaveLength(3);
    expect(new Set(reports.map((entry) => entry.body)).size).toBe(1);
    const sent = simulator.webhooks().filter((entry) => entry.type === "end-of-call-report");
    expect(sent.map(({ delivery, status }) => [delivery, status])).toEqual([
      ["first", 503],
      ["retry", 503],
      ["retry", 200],
    ]);
    expect(sent[0]?.sha256).toBe(
      createHash("sha256")
        .update(reports[0]?.body ?? "")
        .digest("hex"),
    );
  });
});
