import { afterEach, describe, expect, test } from "vitest";
import { resendEmail } from "@/lib/providers/resend/adapter";
import { json, startServer } from "../vapi/support";
import { API_KEY, ATTEMPT_ID, EMAIL_ID } from "./support";

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});
async function answering(status: number, body: unknown) {
  const server = await startServer((response) => json(response, status, body));
  stop = server.stop;
  return { server, email: resendEmail({ baseUrl: server.url, apiKey: API_KEY, timeoutSeconds: 2 }) };
}
const refusal = (statusCode: number, name: string) => ({ statusCode, name, message: "x" });

describe("asking what became of an email", () => {
  test.each<[string, string, string | null]>([
    ["queued", "accepted", null],
    ["scheduled", "accepted", null],
    ["sent", "sent", null],
    ["delivered", "delivered", "delivered"],
    ["delivery_delayed", "delayed", null],
    ["opened", "opened", "delivered"],
    ["clicked", "clicked", "delivered"],
    ["complained", "complained", "delivered"],
    // Which kind of bounce it was is told by the webhook alone.
    ["bounced", "failed", "undelivered"],
    ["suppressed", "failed", "blocked"],
    ["failed", "failed", "provider_failed"],
    ["canceled", "failed", "cancelled"],
    ["something_new", "accepted", null],
  ])("%s is %s, ended as %s", async (last_event, status, disposition) => {
    const tags = [{ name: "attempt_id", value: ATTEMPT_ID }];
    const { server, email } = await answering(200, {
      object: "email",
      id: EMAIL_ID,
      last_event,
      tags,
      to: ["a@x.example"],
    });
    expect(await email.get(EMAIL_ID)).toMatchObject({
      ok: true,
      value: { providerRef: EMAIL_ID, attemptId: ATTEMPT_ID, status, disposition },
    });
    expect(server.received).toMatchObject([{ method: "GET", path: `/emails/${EMAIL_ID}` }]);
  });

  test("that Resend does not know is null", async () => {
    const { email } = await answering(404, refusal(404, "not_found"));
    expect(await email.get(EMAIL_ID)).toEqual({ ok: true, value: null });
    expect(await email.receivedText(EMAIL_ID)).toEqual({ ok: true, value: null });
  });

  test.each([
    ["a proxy's 404", 404, { message: "no route" }],
    ["an empty object", 200, {}],
    ["a list", 200, []],
  ])("says nothing about it by %s", async (_, status, body) => {
    const { email } = await answering(status, body);
    expect(await email.get(EMAIL_ID)).toMatchObject({ ok: false, failure: { code: "bad_response" } });
  });

  test("asks for nothing else, whatever the id is", async () => {
    const { server, email } = await answering(200, {});
    for (const id of ["../domains", "..", "a/../../x", "a?b=c#d"]) await email.get(id);
    expect(server.received.map(({ path }) => path).every((path) => /^\/emails\/[^/?#]+$/.test(path))).toBe(true);
  });

  test("with a key that may only send is refused as the account's own trouble", async () => {
    const { email } = await answering(401, refusal(401, "restricted_api_key"));
    expect(await email.get(EMAIL_ID)).toMatchObject({ ok: false, failure: { certainty: "definite", code: "auth" } });
  });
});

describe("the words of an email that came in", () => {
  const words = async (changes: Record<string, unknown>) => {
    const { email } = await answering(200, { object: "email", id: EMAIL_ID, text: null, html: null, ...changes });
    const read = await email.receivedText(EMAIL_ID);
    return read.ok ? read.value : read.failure;
  };
  test.each<[Record<string, unknown>, string | null]>([
    [{ text: " Yes!\r\n\r\nOn Mon, 2 Nov 2026 at 9:41 AM Bright Smile wrote:\r\n> Unsubscribe" }, "Yes!"],
    [
      {
        html: "<style>a{}</style><p>Yes&nbsp;please &amp; <b>thanks</b> &#128512;</p><br>Dana<blockquote>a<blockquote>b</blockquote>Unsubscribe</blockquote>",
      },
      "Yes please & thanks 😀\n\nDana",
    ],
    [{ text: "  ", html: "<div>Hi<script>x</script></div>" }, "Hi"],
    [{ text: "a\u0000b" }, "ab"],
    [{ html: "&#x110000;&#0;<p>" }, null],
    [{}, null],
  ])("of %j are %j", async (changes, expected) => {
    expect(await words(changes)).toBe(expected);
  });

  test("are at most 10,000 characters, and read in no time", async () => {
    expect(await words({ text: "x".repeat(50_000) })).toHaveLength(10_000);
    const began = performance.now();
    for (const piece of ["<style>", "<", "<p", "<!--", "<blockquote>", "&", "> ", "<a ", "On x "])
      await words({ html: piece.repeat(60_000) });
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe("whether Resend takes our key", () => {
  test("is known without changing anything", async () => {
    const { server, email } = await answering(200, { object: "list", data: [] });
    expect(await email.check()).toEqual({ ok: true, value: null });
    expect(server.received).toMatchObject([{ method: "GET", path: "/domains?limit=1" }]);
  });

  test("is known of a key that may only send, too", async () => {
    const { email } = await answering(401, refusal(401, "restricted_api_key"));
    expect(await email.check()).toEqual({ ok: true, value: null });
  });

  test("is no for another key", async () => {
    const { email } = await answering(403, refusal(403, "invalid_api_key"));
    expect(await email.check()).toMatchObject({ ok: false, failure: { code: "auth" } });
  });
});
