import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UserDeps } from "@/lib/actions/deps";
import { previewContent } from "@/lib/actions/preview-content";
import { sendTestMessage } from "@/lib/actions/send-test-message";
import { PreviewContent } from "@/lib/core/content-preview";
import { SendTestMessage } from "@/lib/core/test-message";
import type { FailureCode, ProviderFailure } from "@/lib/providers/failure";
import type { OutboundEmail, OutboundSms, SendSmsResult } from "@/lib/providers/messages";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numbers } from "@/tests/support/engine-account";
import { refusal, refusalCode } from "@/tests/support/refusals";

let stage: EngineStage;
let made = 0;
beforeAll(async () => {
  stage = await startEngine();
});
afterAll(() => stage.stop());

const OWN = "+12125550199";
const EMAIL = {
  channel: "email",
  subject: "Hi {name}",
  preview_text: "Soon",
  body: "Hi {name},\n\n[Book](https://x.test)",
};
const SMS = { channel: "sms", body: "Bright: hi {name}" };
const nobody = () => Promise.reject(new Error("nobody is asked here"));

/** A business that can send, and what went out of it. */
async function business(answer?: ProviderFailure) {
  const account = await stage.account(`test-message-${++made}`);
  await account.settings({
    email_sender: "hello@bright.test",
    sms_sender: "+12125550101",
    postal_address: "1 Main St",
  });
  const emails: { email: OutboundEmail; key: string }[] = [];
  const texts: OutboundSms[] = [];
  const sent: SendSmsResult = { ok: true, providerRef: "SM1", segments: 1, costUsd: null };
  const deps: UserDeps = {
    ...account.deps,
    email: {
      send: async ([email], key) => {
        if (email) emails.push({ email, key });
        return answer ? { ok: false, failure: answer } : { ok: true, providerRefs: ["re_1"] };
      },
      ...{ get: nobody, receivedText: nobody, check: nobody },
    },
    sms: {
      send: async (text) => {
        texts.push(text);
        return answer ? { ok: false, failure: answer } : sent;
      },
      ...{ get: nobody, find: nobody, check: nobody },
    },
    smsCallback: "https://x.test/api/webhooks/twilio",
  };
  return { account, deps, emails, texts };
}
const input = (account: Account, change: object) =>
  SendTestMessage.parse({ request_key: randomUUID(), agent_id: account.agentId, ...change });
const text = (account: Account, change: object = {}) =>
  input(account, { ...SMS, phone: OWN, own_phone: true, ...change });
const failure = (code: FailureCode, certainty: ProviderFailure["certainty"] = "definite"): ProviderFailure => ({
  ...{ certainty, code, status: 400, message: "no" },
});
const rows = async (account: Account) =>
  (
    await stage.stack.pool.query("select * from test_messages where user_id = $1 order by begun_at", [
      account.accountId,
    ])
  ).rows;

describe("a test email", () => {
  it("goes to the person's own address as a customer would get it, and has nothing to unsubscribe from", async () => {
    const { account, deps, emails } = await business();
    const sent = await sendTestMessage(deps, input(account, EMAIL));
    expect(sent).toMatchObject({ channel: "email", status: "sent", failure: null });
    expect(emails).toMatchObject([
      {
        key: sent.id,
        email: { to: account.email, subject: "[Test] Hi Alex", unsubscribeUrl: null, attemptId: sent.id },
      },
    ]);
    expect(emails[0]?.email.html).toContain("https://x.test");
    expect(emails[0]?.email.html).not.toMatch(/\{name|\/l\//);
    expect(await rows(account)).toMatchObject([{ state: "sent", provider_ref: "re_1" }]);
    const log = await stage.stack.pool.query("select detail from audit_log where entity_id = $1", [sent.id]);
    expect(log.rows).toMatchObject([{ detail: { channel: "email" } }]);
  });

  it("can't go to another address", () => {
    expect(SendTestMessage.safeParse({ ...EMAIL, request_key: randomUUID(), agent_id: null, phone: OWN }).success).toBe(
      false,
    );
    expect(
      SendTestMessage.safeParse({ ...EMAIL, request_key: randomUUID(), agent_id: null, to: "a@b.test" }).success,
    ).toBe(false);
  });
});

describe("a test text", () => {
  it("goes to the own number and says how to opt out, as the first one of a campaign does", async () => {
    const { account, deps, texts } = await business();
    expect(await sendTestMessage(deps, text(account))).toMatchObject({ status: "sent" });
    expect(texts).toMatchObject([{ to: OWN, from: "+12125550101", body: "Bright: hi Alex. Reply STOP to opt out." }]);
    // Where it went is nowhere kept.
    expect(JSON.stringify(await rows(account))).not.toContain("5550199");
  });

  it("is sent once, however often it is asked for", async () => {
    const { account, deps, texts } = await business();
    const once = text(account);
    const answers = await Promise.all([once, once, once].map((one) => sendTestMessage(deps, one)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(texts).toHaveLength(1);
  });

  it("never goes to a customer, to who opted out, or to a number that is none", async () => {
    const { account, deps, texts } = await business();
    const [customer = ""] = numbers(1, "+1212777");
    await account.leads([customer]);
    const send = (phone: string) => refusalCode(sendTestMessage(deps, text(account, { phone })));
    expect(await send(customer)).toBe("test_number_of_customer");
    expect(await send("911")).toBe("test_number_not_callable");
    const stop = { user_id: account.accountId, contact: OWN, channel: "sms", reason: "opt_out", source: "page" };
    await stage.stack.service.from("suppressions").insert(stop);
    expect(await send(OWN)).toBe("test_number_opted_out");
    expect(texts).toEqual([]);
    expect(SendTestMessage.safeParse({ ...SMS, request_key: randomUUID(), agent_id: null, phone: OWN }).success).toBe(
      false,
    );
  });

  it("is limited to ten in an hour, and says when the next may be", async () => {
    const { account, deps } = await business();
    for (let count = 0; count < 10; count++) await sendTestMessage(deps, text(account));
    const refused = await refusal(sendTestMessage(deps, text(account)));
    expect(refused).toMatchObject({ code: "test_message_limit", details: { next_at: expect.any(String) } });
    // Emails have a limit of their own.
    expect(await sendTestMessage(deps, input(account, EMAIL))).toMatchObject({ status: "sent" });
  });
});

describe("a test message that can't be sent", () => {
  it("says what is missing in its words, and leaves nothing behind", async () => {
    const { account, deps } = await business();
    for (const [change, path] of [
      [{ ...EMAIL, body: "{promotion}" }, "body"],
      [{ ...EMAIL, subject: null }, "subject"],
      [{ ...EMAIL, body: "{" }, "body"],
    ] as const)
      expect(await refusal(sendTestMessage(deps, input(account, change)))).toMatchObject({
        ...{ code: "content_not_ready", details: [{ path }] },
      });
    expect(await rows(account)).toEqual([]);
  });

  it("says that nothing is set up", async () => {
    const { account, deps } = await business();
    const none = { ...deps, email: null, sms: null };
    expect(await refusalCode(sendTestMessage(none, input(account, EMAIL)))).toBe("test_channel_not_ready");
    expect(await refusalCode(sendTestMessage(none, text(account)))).toBe("test_channel_not_ready");
  });

  it("tells a refusal of the provider, and after a lost answer that nobody knows; it is not repeated", async () => {
    const refused = await business(failure("auth"));
    expect(await sendTestMessage(refused.deps, text(refused.account))).toMatchObject({
      status: "failed",
      failure: "auth",
    });
    const lost = await business(failure("timeout", "ambiguous"));
    const asked = text(lost.account);
    expect(await sendTestMessage(lost.deps, asked)).toMatchObject({ status: "unknown", failure: "timeout" });
    expect(await sendTestMessage(lost.deps, asked)).toMatchObject({ status: "unknown" });
    expect(lost.texts).toHaveLength(1);
  });

  it("does not exist for another business", async () => {
    const { account, deps } = await business();
    const other = await business();
    await sendTestMessage(deps, text(account));
    expect((await account.client.from("test_messages").select("id")).data).toHaveLength(1);
    expect((await other.account.client.from("test_messages").select("id")).data).toEqual([]);
    const campaign_id = await account.campaign();
    expect(await refusalCode(sendTestMessage(other.deps, text(other.account, { campaign_id })))).toBe(
      "campaign_not_found",
    );
  });
});

describe("the preview of a message", () => {
  const preview = (account: Account, change: object) =>
    previewContent(account.deps, PreviewContent.parse({ agent_id: account.agentId, ...change }));

  it("draws an email for the first customers who have an address", async () => {
    const { account } = await business();
    await account.leads(numbers(3, "+1212888"));
    const sql = "update customers set email = 'dana@x.test' where user_id = $1 and phone like '%1001'";
    await stage.stack.pool.query(sql, [account.accountId]);
    const { people, incomplete } = await preview(account, EMAIL);
    expect(people).toMatchObject([
      { name: "Dana Number1", missing: [], message: { subject: "Hi Dana", preview_text: "Soon" } },
    ]);
    expect(people[0]?.message?.html).toMatch(/<html[\s\S]*Hi Dana[\s\S]*1 Main St/);
    expect(incomplete).toBe(0);
    expect((await preview(account, SMS)).people).toHaveLength(3);
  });

  it("says for whom something is missing", async () => {
    const { account } = await business();
    const { people, incomplete } = await preview(account, { ...SMS, body: "{promotion} {name}" });
    expect({ people, incomplete }).toMatchObject({
      people: [{ customer_id: null, message: null, missing: ["{promotion}"] }],
      incomplete: 1,
    });
  });

  it("stays calm while it is being written", async () => {
    const { account } = await business();
    for (const body of ["", "{", "[x](", "x".repeat(1700)])
      for (const channel of ["email", "sms"] as const)
        expect((await preview(account, { channel, subject: null, body })).people).toHaveLength(1);
    expect(PreviewContent.safeParse({ channel: "fax", body: "", agent_id: null }).success).toBe(false);
    expect(PreviewContent.safeParse({ ...SMS, call_script: "Hi", agent_id: null }).success).toBe(false);
  });
});
