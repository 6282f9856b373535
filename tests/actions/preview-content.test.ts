import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import { previewContent } from "@/lib/actions/preview-content";
import { PreviewContent } from "@/lib/core/content-preview";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numberOf, numbers } from "@/tests/support/engine-account";
import { reserved } from "@/tests/support/engine-rows";

let stage: EngineStage;
let made = 0;
beforeAll(async () => {
  stage = await startEngine();
});
afterAll(() => stage.stop());

const business = () => stage.account(`preview-${++made}`);
const preview = (account: Account, change: Record<string, unknown> = {}) =>
  previewContent(
    account.deps,
    PreviewContent.parse({ call_script: "Hi {name}, {agent_name} here.", agent_id: account.agentId, ...change }),
  );

describe("the preview of a text", () => {
  it("says what a real call would say to each of the first ten, in the order in which they are called", async () => {
    const account = await business();
    await account.leads(numbers(12));
    const sql =
      "update leads set created_at = created_at - (right(customer_phone, 2)::integer * interval '1 day') where agent_id = $1";
    await stage.stack.pool.query(sql, [account.agentId]);
    const script = "Hi {name}, this is {agent_name} of {business_name}. You came for {service_type} in {last_visit}.";
    const { people, incomplete } = await preview(account, { call_script: script });
    expect(incomplete).toBe(0);
    const id = await account.campaign({ call_script: script });
    await stage.deps.engine.start(id, stage.clock.now());
    const called =
      "select customer_id from campaign_recipients where campaign_id = $1 order by next_attempt_at limit 10";
    const order = (await stage.stack.pool.query(called, [id])).rows.map(({ customer_id }) => customer_id);
    expect(people.map(({ customer_id }) => customer_id)).toEqual(order);
    expect(people[0]?.first_message).toMatch(
      /^Hi, this is Riley, the AI assistant of preview-\d+ Dental\. This call may be recorded\. Hi Dana, this is Riley of preview-\d+ Dental\. You came for a cleaning in \w+ 2026\.$/,
    );
    expect(people[0]?.first_fixed).toEqual([
      expect.stringMatching(/^Hi, this is Riley, the AI assistant of preview-\d+ Dental\.$/),
      "This call may be recorded.",
    ]);
  });

  it("is word for word what the call then says", async () => {
    const account = await business();
    const call_script = "Hi {name}, {service_type} since {last_visit}?";
    const { attemptId } = await reserved(stage, account, [numberOf("interested")], { call_script });
    const { people } = await preview(account, { call_script });
    await contactRecipient(stage.deps, { attemptId });
    await stage.settle();
    const call = stage.simulator.calls().find((one) => one.attemptId === attemptId);
    expect(call?.turns[0]?.message).toBe(people[0]?.first_message);
  });

  it("marks as fixed what the owner's own words do not say", async () => {
    const call_script = "Hi {name}, this is {agent_name}, the AI assistant of {business_name}. We miss you.";
    const { people } = await preview(await business(), { call_script, voicemail_message: "Call us back." });
    expect(people).toMatchObject([
      { first_fixed: ["This call may be recorded."], voicemail_fixed: [expect.stringMatching(/the AI assistant of/)] },
    ]);
    expect(people[0]?.first_message).toMatch(/^Hi Alex, this is Riley, the AI assistant of /);
  });

  it("says for whom something is missing, and for how many", async () => {
    const account = await business();
    await account.leads(numbers(3, "+1212888"));
    await stage.stack.pool.query(
      "update leads set structured_data = '{}' where agent_id = $1 and customer_phone like '%1001'",
      [account.agentId],
    );
    const { people, incomplete } = await preview(account, { call_script: "{service_type}?" });
    expect(incomplete).toBe(1);
    expect(people.filter((person) => person.first_message === null)).toMatchObject([{ missing: ["{service_type}"] }]);
    const filled = await preview(account, { call_script: "{service_type}?", variables: { service_type: "a cut" } });
    for (const { first_message } of filled.people)
      expect(first_message).toMatch(/ Dental\. This call may be recorded\. a cut\?$/);
  });

  it("stays with the customers it is asked for, and knows none of another business", async () => {
    const [account, other] = [await business(), await business()];
    await account.leads(numbers(2, "+1212999"));
    await other.leads(numbers(2, "+1213999"));
    const all = (await preview(account)).people.map(({ customer_id }) => customer_id);
    const theirs = (await preview(other)).people.map(({ customer_id }) => customer_id);
    const { people } = await preview(account, { customer_ids: [all[1], theirs[0]] });
    expect(people.map(({ customer_id }) => customer_id)).toEqual([all[1]]);
  });

  it("is for somebody made up where nobody matches", async () => {
    const account = await business();
    expect((await preview(account)).people).toMatchObject([
      {
        customer_id: null,
        name: "Alex Morgan",
        first_message: expect.stringMatching(/ Dental\. This call may be recorded\. Hi Alex, Riley here\.$/),
      },
    ]);
  });

  it("takes a text as it is being written: nothing about it need be right", async () => {
    const account = await business();
    for (const call_script of ["", "{", "{nobody}", "{name", "x".repeat(1500)])
      expect((await preview(account, { call_script, agent_id: null })).people).toHaveLength(1);
  });
});
