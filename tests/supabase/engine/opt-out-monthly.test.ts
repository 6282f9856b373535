import { afterAll, beforeAll, expect, it } from "vitest";
import { type EngineStage, startEngineStage } from "../engine-stage";
import { after, DAY, makeAccount, only } from "../fixtures";
import { makeSequence, messageCalls, people } from "../message-calls";

let stage: EngineStage;
beforeAll(async () => {
  stage = await startEngineStage();
});
afterAll(() => stage.stack.stop());

it("A text says how to opt out when it is the first to somebody, and again when four weeks have passed", async () => {
  const messages = messageCalls(stage.pool);
  const account = await makeAccount(stage.stack, "owner@clinic.test", { min_gap_minutes: 0 });
  const customer = only(await people(stage, account, 1));
  const week = { channel: "sms", wait_minutes: 7 * 1440, condition: "always" } as const;
  const { id } = await makeSequence(
    stage,
    account,
    [customer],
    [{ channel: "sms" }, week, { ...week, wait_minutes: 35 * 1440 }],
  );
  const firsts: unknown[] = [];
  for (const days of [0, 7, 42]) {
    const now = after(days * DAY);
    const attempt = only((await stage.engine.claim(id, 100, now)).attempts);
    firsts.push(only(await messages.begin([attempt], now)).is_first);
    await messages.dispatch([attempt], now);
    await messages.apply([{ attempt, status: "delivered", at: now, disposition: "delivered" }], now);
  }
  expect(firsts).toEqual([true, false, true]);
});
