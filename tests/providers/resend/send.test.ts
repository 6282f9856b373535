import { afterEach, describe, expect, test } from "vitest";
import { resendEmail } from "@/lib/providers/resend/adapter";
import { json, startServer } from "../vapi/support";
import { API_KEY, ATTEMPT_ID, outboundEmail } from "./support";

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});
async function serverAnswering(answer: Parameters<typeof startServer>[0]) {
  const server = await startServer(answer);
  stop = server.stop;
  return { server, email: resendEmail({ baseUrl: `${server.url}/`, apiKey: API_KEY, timeoutSeconds: 1 }) };
}

describe("an email that Resend takes", () => {
  test("is one request with our names for everything, as it goes over the wire", async () => {
    const { server, email } = await serverAnswering((response) => json(response, 200, { id: "one" }));
    expect(await email.send([outboundEmail()], "key-1")).toEqual({ ok: true, providerRefs: ["one"] });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ method: "POST", path: "/emails" });
    expect(server.received[0]?.headers).toMatchObject({
      authorization: `Bearer ${API_KEY}`,
      "idempotency-key": "key-1",
    });
    expect(JSON.parse(server.received[0]?.body ?? "")).toEqual({
      from: "Bright Smile Dental <hello@brightsmile.example>",
      to: ["dana.whitfield@customers.example"],
      reply_to: "reply@brightsmile.example",
      subject: "We miss you, Dana",
      html: "<p>Hi Dana</p>",
      text: "Hi Dana",
      headers: {
        "List-Unsubscribe": "<https://app.example/u/token?a=1>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      },
      tags: [{ name: "attempt_id", value: ATTEMPT_ID }],
    });
  });

  test("has no headers to unsubscribe and no reply address where there is none", async () => {
    const { server, email } = await serverAnswering((response) => json(response, 200, { id: "one" }));
    await email.send([outboundEmail({ unsubscribeUrl: null, replyTo: null })], "key-1");
    const body = JSON.parse(server.received[0]?.body ?? "");
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(["headers"]));
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(["reply_to"]));
  });

  test("goes to a domain in another script as punycode", async () => {
    const { server, email } = await serverAnswering((response) => json(response, 200, { id: "one" }));
    await email.send([outboundEmail({ to: "ann@müller.example" })], "key-1");
    expect(JSON.parse(server.received[0]?.body ?? "").to).toEqual(["ann@xn--mller-kva.example"]);
  });
});

describe("up to a hundred emails", () => {
  const some = (count: number) => Array.from({ length: count }, (_, n) => outboundEmail({ to: `c${n}@x.example` }));
  const ids = (count: number) => ({ data: Array.from({ length: count }, (_, n) => ({ id: `id-${n}` })) });

  test("are one strict batch under one key, each with its own tag and headers; the ids come in their order", async () => {
    const { server, email } = await serverAnswering((response) => json(response, 200, ids(100)));
    const sent = await email.send(some(100), "key-1");
    expect(sent).toEqual({ ok: true, providerRefs: ids(100).data.map(({ id }) => id) });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ path: "/emails/batch" });
    expect(server.received[0]?.headers).toMatchObject({ "idempotency-key": "key-1", "x-batch-validation": "strict" });
    const body = JSON.parse(server.received[0]?.body ?? "");
    expect(body).toHaveLength(100);
    expect(body[42]).toMatchObject({
      to: ["c42@x.example"],
      tags: [{ name: "attempt_id" }],
      headers: { "List-Unsubscribe": expect.any(String) },
    });
  });

  test.each([
    ["too few ids", ids(1)],
    ["too many", ids(3)],
    ["one id twice", { data: [{ id: "a" }, { id: "a" }] }],
    ["none", {}],
    ["something else", [1]],
  ])("that are answered with %s may exist", async (_, answer) => {
    const { email } = await serverAnswering((response) => json(response, 200, answer));
    expect(await email.send(some(2), "key-1")).toMatchObject({
      ok: false,
      failure: { certainty: "ambiguous", code: "bad_response" },
    });
  });

  test.each([0, 101])("are never %d", async (count) => {
    const { server, email } = await serverAnswering((response) => json(response, 200, ids(count)));
    expect(await email.send(some(count), "key-1")).toMatchObject({
      ok: false,
      failure: { certainty: "definite", code: "rejected" },
    });
    expect(server.received).toEqual([]);
  });
});

describe("what would break out of its place", () => {
  test.each<[string, Parameters<typeof outboundEmail>[0], string]>([
    ["a sender with a line break", { from: "Ann\r\nBcc: b@x.example <a@x.example>" }, "sender"],
    ["a reply address with one", { replyTo: "a@x.example\nBcc: b@x.example" }, "sender"],
    ["a subject with one", { subject: "Hi\r\nBcc: b@x.example" }, "rejected"],
    ["a subject with a null", { subject: "Hi\u0000" }, "rejected"],
    ["two recipients", { to: "a@x.example, b@x.example" }, "invalid_contact"],
    ["a recipient with a line break", { to: "a@x.example\r\nBcc: b@x.example" }, "invalid_contact"],
    ["a recipient with a name", { to: "Ann <a@x.example>" }, "invalid_contact"],
    ["a recipient in another script before the @", { to: "änn@x.example" }, "invalid_contact"],
    ["nobody", { to: "" }, "invalid_contact"],
    [
      "an address to unsubscribe at that ends its header",
      { unsubscribeUrl: "https://x.example/>, <mailto:a@x.example" },
      "rejected",
    ],
    ["one that is no address of the web", { unsubscribeUrl: "javascript:alert(1)" }, "rejected"],
  ])("is not even asked for: %s", async (_, changes, code) => {
    const { server, email } = await serverAnswering((response) => json(response, 200, { id: "one" }));
    const sent = await email.send([outboundEmail(changes)], "key-1");
    expect(sent).toMatchObject({ ok: false, failure: { certainty: "definite", code, status: null } });
    expect(server.received).toEqual([]);
  });
});

describe("no answer to rely on", () => {
  test.each<[string, Parameters<typeof startServer>[0], string]>([
    ["a hanging server", () => {}, "timeout"],
    [
      "a hanging body",
      (response) => response.writeHead(200, { "content-type": "application/json" }).write("{"),
      "timeout",
    ],
    ["a reset connection", (response) => response.socket?.resetAndDestroy(), "unavailable"],
    ["HTML under 200", (response) => response.writeHead(200).end("<html>"), "unavailable"],
    ["nothing under 200", (response) => response.writeHead(200).end(), "unavailable"],
    ["no id", (response) => json(response, 200, {}), "bad_response"],
    ["null", (response) => json(response, 200, null), "bad_response"],
    ["a proxy's HTML", (response) => response.writeHead(502).end("<html>Bad Gateway"), "unavailable"],
    ["a proxy's JSON", (response) => json(response, 504, { message: "Endpoint request timed out" }), "bad_response"],
    ["an error that is null", (response) => json(response, 500, null), "bad_response"],
    ["an error that is a word", (response) => json(response, 500, "oops"), "bad_response"],
  ])("%s leaves open whether the email exists, and is asked once", async (_, answer, code) => {
    const { server, email } = await serverAnswering(answer);
    const sent = await email.send([outboundEmail()], "key-1");
    expect(sent).toMatchObject({ ok: false, failure: { certainty: "ambiguous", code } });
    expect(server.received).toHaveLength(1);
  });

  test("nor does a server that is not there", async () => {
    const email = resendEmail({ baseUrl: "http://127.0.0.1:9", apiKey: API_KEY, timeoutSeconds: 1 });
    expect(await email.send([outboundEmail()], "k")).toMatchObject({ ok: false, failure: { certainty: "ambiguous" } });
  });
});
