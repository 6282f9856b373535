import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { twilioSms } from "@/lib/providers/twilio/adapter";
import { json, startServer } from "../vapi/support";
import { ACCOUNT, ATTEMPT_ID, AUTH_TOKEN, CUSTOMER, outboundSms, refusal, resource, SENDER, SID, sms } from "./support";

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

async function serverAnswering(answer: Parameters<typeof startServer>[0]) {
  const server = await startServer(answer);
  stop = server.stop;
  return server;
}

function cutOff(response: ServerResponse): void {
  response.writeHead(201, { "content-length": 500 });
  response.write('{"sid"', () => response.socket?.destroy());
}

describe("a text that Twilio takes", () => {
  test("is one request with our names for everything, as it goes over the wire", async () => {
    const server = await serverAnswering((response) => json(response, 201, resource({ price: "-0.00790" })));
    const sent = await sms(server.url).send(outboundSms({ body: "Grüße & 100 % 👍" }));
    expect(sent).toEqual({ ok: true, providerRef: SID, segments: 1, costUsd: 0.0079 });
    expect(server.received).toHaveLength(1);
    const [request] = server.received;
    expect(request).toMatchObject({ method: "POST", path: `/2010-04-01/Accounts/${ACCOUNT}/Messages.json` });
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from(`${ACCOUNT}:${AUTH_TOKEN}`).toString("base64")}`);
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      To: CUSTOMER,
      From: SENDER,
      Body: "Grüße & 100 % 👍",
      StatusCallback: `https://app.example/api/webhooks/twilio?attempt=${ATTEMPT_ID}`,
      ValidityPeriod: "1800",
    });
  });

  test("goes through a messaging service when its id is the sender", async () => {
    const server = await serverAnswering((response) =>
      json(response, 201, resource({ status: "accepted", num_segments: "0", from: null })),
    );
    const from = "MG0123456789abcdef0123456789abcdef";
    expect(await sms(server.url).send(outboundSms({ from }))).toMatchObject({ ok: true, segments: null });
    const fields = new URLSearchParams(server.received[0]?.body);
    expect([fields.get("MessagingServiceSid"), fields.get("From")]).toEqual([from, null]);
  });

  test("keeps what the callback's address says already", async () => {
    const server = await serverAnswering((response) => json(response, 201, resource()));
    await sms(server.url).send(outboundSms({ statusCallback: "https://app.example/hook?account=1" }));
    expect(new URLSearchParams(server.received[0]?.body).get("StatusCallback")).toBe(
      `https://app.example/hook?account=1&attempt=${ATTEMPT_ID}`,
    );
  });
});

const REFUSALS: [number, number, string, string][] = [
  [401, 20003, "definite", "auth"],
  [401, 99999, "definite", "auth"],
  [403, 20005, "definite", "auth"],
  [429, 20429, "retryable", "capacity"],
  [429, 14107, "retryable", "capacity"],
  [429, 63038, "retryable", "quota"],
  [400, 21211, "definite", "invalid_contact"],
  [400, 21212, "definite", "sender"],
  [400, 21408, "definite", "unreachable_channel"],
  [400, 21602, "definite", "rejected"],
  [400, 21606, "definite", "sender"],
  [400, 21608, "definite", "billing"],
  [400, 21610, "definite", "opted_out"],
  [400, 21611, "retryable", "capacity"],
  [400, 21612, "definite", "unreachable_channel"],
  [400, 21614, "definite", "unreachable_channel"],
  [400, 21617, "definite", "rejected"],
  [400, 21659, "definite", "sender"],
  [404, 21701, "definite", "sender"],
  [400, 30034, "definite", "sender"],
  [400, 99999, "definite", "rejected"],
  [403, 99999, "definite", "auth"],
  [402, 99999, "definite", "billing"],
  [500, 20500, "ambiguous", "unavailable"],
  [503, 20503, "ambiguous", "unavailable"],
  [500, 21610, "ambiguous", "unavailable"],
  [408, 20408, "ambiguous", "timeout"],
];

describe("a text that Twilio does not take", () => {
  test.each(REFUSALS)("%i with code %i is %s: %s, after one request", async (status, providerCode, certainty, code) => {
    const said = `The 'To' number ${CUSTOMER} is wrong, says ${AUTH_TOKEN}`;
    const server = await serverAnswering((response) => json(response, status, refusal(status, providerCode, said)));
    const sent = await sms(server.url).send(outboundSms());
    expect(sent).toMatchObject({
      ok: false,
      failure: { certainty, code, status, providerCode: String(providerCode), retryAfterMs: null },
    });
    expect(sent.ok ? "" : sent.failure.message).toBe("The 'To' number [secret] is wrong, says [secret]");
    expect(server.received).toHaveLength(1);
  });

  test.each([
    ["2", 2_000],
    ["0.5", 500],
    ["999999", 3_600_000],
    ["Wed, 21 Oct 2026 07:28:00 GMT", null],
    ["-1", null],
  ])("may say to wait %j", async (header, retryAfterMs) => {
    const server = await serverAnswering((response) => {
      response.setHeader("retry-after", header);
      json(response, 429, refusal(429, 20429));
    });
    expect(await sms(server.url).send(outboundSms())).toMatchObject({ failure: { code: "capacity", retryAfterMs } });
  });

  test.each<[string, string, string, Parameters<typeof startServer>[0]]>([
    ["a page of a proxy", "ambiguous", "unavailable", (r) => r.writeHead(502).end("<html>")],
    ["a refusal that is no JSON", "definite", "rejected", (r) => r.writeHead(400).end("<html>")],
    [
      "a redirect",
      "ambiguous",
      "bad_response",
      (r) => r.writeHead(302, { location: "https://elsewhere.example" }).end(),
    ],
    ["garbage", "ambiguous", "bad_response", (r) => r.writeHead(201).end("<html>{")],
    ["nothing", "ambiguous", "bad_response", (r) => r.writeHead(201).end()],
    ["null", "ambiguous", "bad_response", (r) => json(r, 201, null)],
    ["a list", "ambiguous", "bad_response", (r) => json(r, 201, [])],
    ["no id", "ambiguous", "bad_response", (r) => json(r, 201, resource({ sid: null }))],
    ["the id of a call", "ambiguous", "bad_response", (r) => json(r, 201, resource({ sid: SID.replace("SM", "CA") }))],
    ["a reset", "ambiguous", "unavailable", (r) => r.socket?.resetAndDestroy()],
    ["half an answer", "ambiguous", "unavailable", (r) => cutOff(r)],
  ])("%s is %s: %s, after one request", async (_, certainty, code, answer) => {
    const server = await serverAnswering(answer);
    expect(await sms(server.url).send(outboundSms())).toMatchObject({ ok: false, failure: { certainty, code } });
    expect(server.received).toHaveLength(1);
  });

  test("silence is a timeout, and so is an answer in drops", async () => {
    const silent = await serverAnswering(() => {});
    const failure = { certainty: "ambiguous", code: "timeout", status: null };
    expect(await sms(silent.url, 0.3).send(outboundSms())).toMatchObject({ ok: false, failure });
    expect(silent.received).toHaveLength(1);
    await silent.stop();
    const dripping = await serverAnswering((response) => {
      response.writeHead(201, { "content-type": "application/json" });
      const drops = setInterval(() => response.write(" "), 50);
      response.on("close", () => clearInterval(drops));
    });
    expect(await sms(dripping.url, 0.4).send(outboundSms())).toMatchObject({ ok: false, failure });
    expect(dripping.received).toHaveLength(1);
  });

  test("nobody there is a refusal for now: nothing was sent", async () => {
    const server = await startServer(() => {});
    await server.stop();
    const failure = { certainty: "retryable", code: "unavailable" };
    expect(await sms(server.url).send(outboundSms())).toMatchObject({ ok: false, failure });
  });

  test("an account that can be none never reaches Twilio", async () => {
    const server = await serverAnswering((response) => json(response, 201, resource()));
    const wrong = twilioSms({ baseUrl: server.url, accountSid: "nonsense", authToken: "x", timeoutSeconds: 1 });
    expect(await wrong.send(outboundSms())).toMatchObject({
      ok: false,
      failure: { certainty: "definite", code: "auth" },
    });
    expect(server.received).toEqual([]);
  });
});
