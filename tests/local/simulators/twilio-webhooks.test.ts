import { afterEach, describe, expect, test } from "vitest";
import { numberOf, SENDER, type Stage, startStage } from "./twilio-support";

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

const several = Array.from({ length: 30 }, (_, n) => `+12127770${100 + n}`);

describe("webhooks", () => {
  test("come doubled, reordered and lost as the seed says, each signed", async () => {
    const personas = Object.fromEntries(several.map((number) => [number, ["silent" as const]]));
    stage = await startStage({ personas, webhookFaults: { duplicate: 0.3, reorder: 0.3, drop: 0.1 } });
    const { simulator, receiver } = stage;
    await Promise.all(several.map((number) => stage?.text(number)));
    await simulator.idle();
    const sent = simulator.webhooks();
    const count = (kind: string) => sent.filter(({ delivery }) => delivery === kind).length;
    expect(sent.length - count("duplicate")).toBe(90);
    expect(count("duplicate")).toBeGreaterThan(15);
    expect(count("dropped")).toBeGreaterThan(3);
    expect(receiver.delivered.every(({ verified }) => verified)).toBe(true);
    const outOfOrder = several.filter((number) => {
      const { sid } = simulator.messages().find(({ to }) => to === number) ?? {};
      const types = sent.filter((hook) => hook.sid === sid && hook.delivery === "first").map(({ type }) => type);
      const order = ["sending", "sent", "delivered"];
      return types.some((type, at) => at > 0 && order.indexOf(type) < order.indexOf(types[at - 1] ?? ""));
    });
    expect(outOfOrder.length).toBeGreaterThan(3);
    expect(simulator.messages().every(({ status }) => status === "delivered")).toBe(true);
  });

  test("are tried again while our server fails, under the same token; a refusal is final", async () => {
    let fails = 2;
    stage = await startStage({ answer: () => (fails-- > 0 ? 503 : 200) });
    const { simulator, receiver } = stage;
    await simulator.receive({ from: numberOf("silent"), to: SENDER, body: "Hello" });
    expect(simulator.webhooks().map(({ delivery, status }) => [delivery, status])).toEqual([
      ["first", 503],
      ["retry", 503],
      ["retry", 200],
    ]);
    expect(new Set(receiver.delivered.map(({ token }) => token)).size).toBe(1);
    expect(new Set(receiver.hooks().map(({ eventKey }) => eventKey)).size).toBe(1);
    await stage.stop();
    stage = await startStage({ answer: () => 401 });
    await stage.simulator.receive({ from: numberOf("silent"), to: SENDER, body: "Hello" });
    expect(stage.simulator.webhooks()).toMatchObject([{ delivery: "first", status: 401 }]);
  });

  test("of the same seed are the same", async () => {
    const run = async () => {
      stage = await startStage({ webhookFaults: { duplicate: 0.3, reorder: 0.3 } });
      await stage.text(numberOf("stops"));
      await stage.simulator.idle();
      const seen = stage.simulator.webhooks().map(({ type, delivery }) => `${type} ${delivery}`);
      const words = stage.receiver.replies().map(({ body }) => body);
      await stage.stop();
      stage = undefined;
      return { seen, words };
    };
    expect(await run()).toEqual(await run());
  });

  test("nowhere to go are left out", async () => {
    stage = await startStage({ inboundUrl: null });
    await stage.simulator.receive({ from: numberOf("silent"), to: SENDER, body: "Hello" });
    expect(stage.simulator.webhooks()).toEqual([]);
    expect(stage.simulator.inbound()).toMatchObject([{ body: "Hello" }]);
  });

  test("texts wait while the queue is held", async () => {
    stage = await startStage();
    stage.simulator.hold();
    await stage.text(numberOf("silent"));
    expect(stage.simulator.messages()).toMatchObject([{ status: "queued" }]);
    stage.simulator.release();
    await stage.simulator.until(({ messages }) => messages()[0]?.status === "delivered");
  });
});
