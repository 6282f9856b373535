import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { ANSWERED, type EngineCalls, NO_ANSWER, rowsOf, TALK } from "../engine-calls";
import { campaignOf, startEngineStage } from "../engine-stage";
import { type Account, after, makeAccount, SECOND } from "../fixtures";

let stack: Stack;
let account: Account;
let engine: EngineCalls;
let number = 0;
beforeAll(async () => {
  ({ stack, engine } = await startEngineStage());
});
beforeEach(async () => {
  account = await makeAccount(stack, `owner${++number}@clinic.test`, { call_concurrency: 1000, min_gap_minutes: 0 });
});
afterAll(() => stack.stop());

const make = (people: number, more = {}) => campaignOf(stack, account, people, more);
const set = (column: string, value: unknown) =>
  stack.pool.query(`update outreach_settings set ${column} = $2 where user_id = $1`, [account.id, value]);
describe("Lines", () => {
  it("are shared by all campaigns of the account, less those kept for calls that come in", async () => {
    await Promise.all([set("call_concurrency", 7), set("inbound_lines", 2)]);
    const [first, second] = [await make(10), await make(10)];
    expect((await engine.claim(first.id, 3)).attempts).toHaveLength(3);
    const rest = await engine.claim(second.id);
    expect(rest.attempts).toHaveLength(2);
    expect(rest).toMatchObject({ reason: "lines", next_at: null });
    expect(await engine.claim(first.id)).toMatchObject({ attempts: [], reason: "lines" });
    const [attempt = ""] = rest.attempts;
    await engine.begin(attempt);
    await engine.dispatch(attempt);
    expect((await engine.claim(first.id)).attempts).toEqual([]);
    await engine.finish(attempt, TALK, ANSWERED);
    expect((await engine.claim(first.id)).attempts).toHaveLength(1);
  });

  it("of another account are nobody's business", async () => {
    await set("call_concurrency", 3);
    const { id } = await make(5);
    expect((await engine.claim(id)).attempts).toHaveLength(1);
    account = await makeAccount(stack, `other${number}@garage.test`);
    expect((await engine.claim((await make(5)).id)).attempts).toHaveLength(5);
  });

  it("that are fewer than before, or none, stop further calls without an error", async () => {
    const { id } = await make(5);
    await engine.claim(id, 3);
    await set("call_concurrency", 0);
    expect(await engine.claim(id)).toMatchObject({ attempts: [], reason: "lines" });
  });
});

describe("Budgets", () => {
  it("that nobody set hold nothing back", async () => {
    expect((await engine.claim((await make(3)).id)).attempts).toHaveLength(3);
  });

  it("of a campaign count what was spent and what calls under way will cost, and then pause it", async () => {
    const { id } = await make(5, { budget: 1 });
    const claim = await engine.claim(id);
    expect(claim.attempts).toHaveLength(3);
    expect(claim).toMatchObject({ state: "active", reason: "budget", next_at: null });
    for (const attempt of claim.attempts) {
      await engine.begin(attempt);
      await engine.finish(
        attempt,
        { ...NO_ANSWER, cost_usd: 0.2 },
        { kind: "close", status: "failed", reason: "no_answer" },
      );
    }
    const last = await engine.claim(id);
    expect(last.attempts).toHaveLength(1);
    await engine.begin(last.attempts[0] ?? "");
    await engine.finish(last.attempts[0] ?? "", { ...NO_ANSWER, cost_usd: 0.2 }, ANSWERED);
    expect(await engine.claim(id)).toMatchObject({ state: "paused", attempts: [], reason: "budget" });
    expect(await rowsOf(stack.pool).campaign(id)).toMatchObject({ status: "paused", pause_reason: "budget_reached" });
  });

  it("of a month are shared by the account's campaigns, and new with the month where the account lies", async () => {
    await set("monthly_budget", 0.7);
    const [first, second] = [await make(1), await make(3)];
    const [attempt = ""] = (await engine.claim(first.id)).attempts;
    await engine.begin(attempt);
    await engine.finish(attempt, { ...TALK, cost_usd: 0.4 }, ANSWERED);
    expect((await engine.claim(second.id)).attempts).toHaveLength(1);
    // The first of December, in New York and not yet in Los Angeles.
    const december = new Date("2026-12-01T14:30:00Z");
    await engine.releaseExpired(december);
    expect((await engine.claim(second.id, 9, december)).attempts).toHaveLength(2);
  });
});

describe("The rate", () => {
  it("says when asking again may give more", async () => {
    const { id } = await make(5, { rate_limit_per_minute: 2 });
    expect((await engine.claim(id, 1)).attempts).toHaveLength(1);
    const claim = await engine.claim(id, 9, after(10 * SECOND));
    expect(claim.attempts).toHaveLength(1);
    expect([claim.reason, Date.parse(claim.next_at ?? "")]).toEqual(["rate", after(60 * SECOND).getTime()]);
    expect((await engine.claim(id, 9, after(59 * SECOND))).attempts).toEqual([]);
    expect((await engine.claim(id, 9, after(60 * SECOND))).attempts).toHaveLength(1);
  });

  it("counts a reservation that was given back", async () => {
    const { id } = await make(2, { rate_limit_per_minute: 1 });
    const [attempt = ""] = (await engine.claim(id)).attempts;
    await stack.pool.query("update outreach_attempts set lease_expires_at = $2 where id = $1", [
      attempt,
      after(SECOND),
    ]);
    expect(await engine.releaseExpired(after(SECOND))).toBe(1);
    expect(await engine.claim(id, 9, after(2 * SECOND))).toMatchObject({ attempts: [], reason: "rate" });
  });
});
