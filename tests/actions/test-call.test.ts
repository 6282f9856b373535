import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { UserDeps } from "@/lib/actions/deps";
import { followTestCall } from "@/lib/actions/follow-test-call";
import { startTestCall } from "@/lib/actions/start-test-call";
import { StartTestCall } from "@/lib/core/test-call";
import type { Persona } from "@/local/simulators/vapi/types";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numberOf } from "@/tests/support/engine-account";
import { refusal, refusalCode } from "@/tests/support/refusals";

let stage: EngineStage;
let made = 0;
beforeAll(async () => {
  stage = await startEngine({ simulator: { speed: 50_000 } });
});
afterEach(async () => {
  stage.simulator.release();
  stage.simulator.setFaults([]);
  await stage.settle();
});
afterAll(() => stage.stop());

const business = () => stage.account(`test-call-${++made}`);
const input = (account: Account, change: Record<string, unknown> = {}) =>
  StartTestCall.parse({
    ...{ request_key: randomUUID(), phone: numberOf("interested"), own_phone: true, agent_id: account.agentId },
    ...{ call_script: "Hi {name}, this is {agent_name}. It is about {service_type}.", ...change },
  });
const call = (account: Account, persona: Persona = "interested", change = {}) =>
  startTestCall(account.deps, input(account, { phone: numberOf(persona), ...change }));
/** The same owner on a server that won't wait long for the provider's answer. */
const hastily = (account: Account): Account => ({
  ...account,
  deps: { ...account.deps, voice: stage.hasty.voice },
});
const posts = () => stage.simulator.requests().filter(({ method }) => method === "POST").length;
const row = async (id: string) =>
  (await stage.stack.pool.query("select * from test_calls where id = $1", [id])).rows[0];
const endOf = async (deps: UserDeps, id: string) => {
  await stage.simulator.idle();
  return followTestCall(deps, { id });
};

describe("a test call", () => {
  it("says to the owner what it would say to this customer, and tells how it went", async () => {
    const account = await business();
    await account.leads(["+12126661000"]);
    const [customer] = await account.deps.contentPreview.sample(account.accountId, { criteria: {} }, stage.clock.now());
    stage.simulator.hold();
    const begun = await call(account, "interested", { customer_id: customer?.customer_id });
    expect(begun).toMatchObject({ status: "calling", disposition: null, turns: [] });
    expect(begun.phone_last4).toBe(numberOf("interested").slice(-4));
    stage.simulator.release();
    const ended = await endOf(account.deps, begun.id);
    expect(ended).toMatchObject({ status: "ended", disposition: "conversed" });
    expect(ended.duration_seconds).toBeGreaterThan(0);
    expect(ended.turns[0]).toMatchObject({
      role: "assistant",
      text: expect.stringMatching(
        /^Hi, this is Riley, the AI assistant of [\w-]+ Dental\. This call may be recorded\. Hi Dana, this is Riley\. It is about a cleaning\.$/,
      ),
    });
  });

  it("is made for somebody made up where no customer is chosen", async () => {
    const account = await business();
    const { id } = await call(account);
    expect((await endOf(account.deps, id)).turns[0]?.text).toMatch(
      / Hi Alex, this is Riley\. It is about a haircut\.$/,
    );
  });

  it.each<[Persona, string]>([
    ["no_answer", "no_answer"],
    ["busy", "busy"],
    ["voicemail", "voicemail"],
  ])("that meets %s ends as %s", async (persona, disposition) => {
    const account = await business();
    const { id } = await call(account, persona);
    expect(await endOf(account.deps, id)).toMatchObject({ status: "ended", disposition });
  });

  it("is one call for a double click", async () => {
    const account = await business();
    const before = posts();
    const given = input(account);
    const answers = await Promise.all([1, 2, 3].map(() => startTestCall(account.deps, given)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect((await startTestCall(account.deps, given)).id).toBe(answers[0]?.id);
    expect(posts() - before).toBe(1);
  });

  it("is not a campaign's: it makes no attempt, no lead, and no customer", async () => {
    const account = await business();
    const { id } = await call(account, "answers_and_books");
    await stage.settle();
    await endOf(account.deps, id);
    for (const table of ["outreach_attempts", "customers", "suppressions"]) {
      const sql = `select count(*)::integer as n from ${table} where user_id = $1`;
      expect((await stage.stack.pool.query(sql, [account.accountId])).rows, table).toEqual([{ n: 0 }]);
    }
  });
});

describe("the webhooks of a test call", () => {
  it("end it when nobody watches, and are done with at once", async () => {
    const account = await business();
    const { id } = await call(account, "not_interested");
    await stage.settle();
    expect(await row(id)).toMatchObject({ state: "ended", disposition: "conversed", cost: expect.anything() });
    const sql =
      "select count(*)::integer as waiting from provider_events where attempt_id = $1 and processed_at is null";
    expect((await stage.stack.pool.query(sql, [id])).rows).toEqual([{ waiting: 0 }]);
    expect(stage.logged.filter(({ level, message }) => level === "error" && message.includes("event"))).toEqual([]);
  });

  it.each<[Persona, string]>([
    ["opts_out_mid_call", "record_opt_out"],
    ["answers_and_books", "book_appointment"],
  ])("of a call that %s: the tool %s is answered kindly, and nothing is recorded", async (persona, tool) => {
    const account = await business();
    const { id } = await call(account, persona);
    await stage.settle();
    const used = stage.simulator.calls().find(({ attemptId }) => attemptId === id)?.tools;
    expect(used).toMatchObject([{ name: tool, result: expect.stringMatching(/test call/) }]);
  });
});

describe("when the provider fails", () => {
  it.each([
    [
      "refuses the number",
      { answer: "status", status: 400, body: { message: "customer.number is not valid" } },
      "invalid_number",
    ],
    ["has no line", { answer: "status", status: 429 }, "capacity"],
    ["refuses our key", { answer: "status", status: 401 }, "provider_failed"],
  ] as const)("and %s, the call has ended, and is not repeated", async (_, fault, disposition) => {
    const account = await business();
    const before = posts();
    stage.simulator.failNext(fault);
    const failed = await call(account);
    expect(failed).toMatchObject({ status: "ended", disposition });
    expect(posts() - before).toBe(1);
    expect(await call(account)).toMatchObject({ status: expect.stringMatching(/calling|in_progress|ended/) });
  });

  it("a lost answer is no reason to call again: the call that exists is found and followed", async () => {
    const account = await business();
    const before = posts();
    stage.simulator.hold();
    stage.simulator.failNext({ answer: "hang", accept: true });
    const given = input(account);
    const begun = await startTestCall(hastily(account).deps, given);
    expect(begun.status).toBe("calling");
    expect((await startTestCall(account.deps, given)).id).toBe(begun.id);
    expect(posts() - before).toBe(1);
    stage.simulator.release();
    expect(await endOf(account.deps, begun.id)).toMatchObject({ status: "ended", disposition: "conversed" });
  });

  it("a lost answer to a call that never was says that it may still ring, and gives up in the end", async () => {
    const account = await business();
    stage.simulator.failNext({ answer: "hang", accept: false });
    const begun = await call(hastily(account));
    expect(begun.status).toBe("unknown");
    expect(await refusalCode(call(account))).toBe("test_call_under_way");
    stage.clock.advance(6 * 60_000);
    expect(await followTestCall(account.deps, { id: begun.id })).toMatchObject({
      status: "ended",
      disposition: "unknown",
    });
  });
});

describe("a test call is refused", () => {
  it("to a number that nobody should call from here, and nothing is written down", async () => {
    const account = await business();
    for (const phone of ["911", "+1 900 555 1234", "+44 20 7946 0958", "nobody"])
      expect(await refusalCode(startTestCall(account.deps, input(account, { phone })))).toBe(
        "test_number_not_callable",
      );
    const sql = "select id from test_calls where user_id = $1";
    expect((await stage.stack.pool.query(sql, [account.accountId])).rows).toEqual([]);
  });

  it("with a text that can't be spoken, and says what to mend", async () => {
    const account = await business();
    const text = { call_script: "Hi {nobody}, {promotion} is } here" };
    const refused = await refusal(startTestCall(account.deps, input(account, text)));
    expect(refused?.code).toBe("content_not_ready");
    expect(JSON.stringify(refused?.details)).toMatch(/brace.*\{nobody\}.*\{promotion\}/);
    expect(await refusalCode(startTestCall(account.deps, input(account, { call_script: " " })))).toBe(
      "content_not_ready",
    );
  });

  it("with an agent that can't call, or that is another business's", async () => {
    const [account, other] = [await business(), await business()];
    expect(await refusalCode(startTestCall(account.deps, input(other)))).toBe("test_agent_not_ready");
    expect(await refusalCode(startTestCall({ ...account.deps, voice: null }, input(account)))).toBe(
      "test_agent_not_ready",
    );
    await stage.stack.pool.query("update agents set vapi_phone_number_id = null where id = $1", [account.agentId]);
    expect(await refusalCode(startTestCall(account.deps, input(account)))).toBe("test_agent_not_ready");
  });

  it("for a campaign of another business, and tells nobody else how it went", async () => {
    const [account, other] = [await business(), await business()];
    const campaign_id = await other.campaign();
    expect(await refusalCode(call(account, "busy", { campaign_id }))).toBe("campaign_not_found");
    const both = { ...account.deps, data: { ...account.deps.data, campaigns: other.deps.data.campaigns } };
    expect(await refusalCode(startTestCall(both, input(account, { campaign_id }))), "who works for both").toBe(
      "campaign_not_found",
    );
    const { id } = await call(account, "busy");
    expect(await refusalCode(followTestCall(other.deps, { id }))).toBe("not_found");
  });

  it("to whom fills in another business's customer: somebody made up takes the place", async () => {
    const [account, other] = [await business(), await business()];
    await other.leads(["+12126669999"]);
    const [theirs] = await other.deps.contentPreview.sample(other.accountId, { criteria: {} }, stage.clock.now());
    const { id } = await call(account, "interested", { customer_id: theirs?.customer_id });
    expect((await endOf(account.deps, id)).turns[0]?.text).toMatch(/ Hi Alex, this is Riley\./);
  });

  it("without the word that it is one's own phone", () => {
    expect(StartTestCall.safeParse({ request_key: randomUUID(), own_phone: false }).success).toBe(false);
  });
});
