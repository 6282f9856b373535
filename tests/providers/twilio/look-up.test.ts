import { afterEach, describe, expect, test } from "vitest";
import { json, startServer } from "../vapi/support";
import { ACCOUNT, CUSTOMER, NOW, outboundSms, refusal, resource, SID, sms } from "./support";

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

describe("what became of a text", () => {
  test.each<[object, object]>([
    [{ status: "queued" }, { status: "accepted", disposition: null, code: null }],
    [{ status: "sending" }, { status: "accepted", disposition: null }],
    [
      { status: "sent", price: "-0.01580", num_segments: "2" },
      { status: "sent", costUsd: 0.0158, segments: 2 },
    ],
    [{ status: "delivered" }, { status: "delivered", disposition: "delivered" }],
    [{ status: "read" }, { status: "opened", disposition: "delivered" }],
    [
      { status: "undelivered", error_code: 30005 },
      { status: "failed", disposition: "bounced", code: "30005" },
    ],
    [
      { status: "failed", error_code: 30034 },
      { status: "failed", disposition: "provider_failed", halt: "sender" },
    ],
    [
      { status: "failed", error_code: 12345 },
      { status: "failed", disposition: "provider_failed", code: "12345" },
    ],
    [{ status: "canceled" }, { status: "failed", disposition: "cancelled" }],
    [{ status: "delivered", price: "-0.0079", price_unit: "EUR" }, { costUsd: null }],
    [
      { status: "delivered", price: "free", num_segments: "many" },
      { costUsd: null, segments: null },
    ],
  ])("%j is %j", async (changes, expected) => {
    const server = await serverAnswering((response) =>
      json(response, 200, resource(changes as Record<string, unknown>)),
    );
    expect(await sms(server.url).get(SID)).toMatchObject({ ok: true, value: { providerRef: SID, ...expected } });
    expect(server.received).toMatchObject([{ path: `/2010-04-01/Accounts/${ACCOUNT}/Messages/${SID}.json` }]);
  });

  test("is nothing when Twilio itself does not know it, and unknown when somebody else says so", async () => {
    const known = await serverAnswering((response) => json(response, 404, refusal(404, 20404)));
    expect(await sms(known.url).get(SID)).toEqual({ ok: true, value: null });
    await known.stop();
    const proxy = await serverAnswering((response) => response.writeHead(404).end("no such host"));
    expect(await sms(proxy.url).get(SID)).toMatchObject({ ok: false, failure: { code: "rejected" } });
  });

  test("is unknown for a status that is none", async () => {
    const server = await serverAnswering((response) => json(response, 200, resource({ status: "teleported" })));
    expect(await sms(server.url).get(SID)).toMatchObject({ ok: false, failure: { code: "bad_response" } });
  });
});

describe("a text whose answer never came", () => {
  const since = NOW;
  const { body } = outboundSms();
  const list = (messages: unknown[], next: string | null = null) => ({ messages, next_page_uri: next });
  const sidOf = (n: number) => `SM${String(n).padStart(32, "0")}`;

  test("is looked for by number and time, then among those without a date of sending", async () => {
    const server = await serverAnswering((response) => json(response, 200, list([])));
    expect(await sms(server.url).find({ to: CUSTOMER, body, since })).toEqual({ ok: true, value: null });
    const queries = server.received.map(({ path }) => Object.fromEntries(new URL(path, "http://x").searchParams));
    expect(queries).toEqual([
      { To: CUSTOMER, "DateSent>": "2026-11-21T21:59:00Z", PageSize: "200" },
      { To: CUSTOMER, PageSize: "200" },
    ]);
  });

  test("is the first with these words at or after that time, on whichever page", async () => {
    const at = (time: string) => `Sat, 21 Nov 2026 ${time} +0000`;
    const pages = [
      list(
        [
          resource({ sid: sidOf(1), date_created: at("22:40:00") }),
          resource({ sid: sidOf(2), body: "other words", date_created: at("22:00:02") }),
        ],
        `/2010-04-01/Accounts/${ACCOUNT}/Messages.json?Page=1&PageToken=x`,
      ),
      list([
        resource({
          sid: sidOf(3),
          date_created: at("22:00:03"),
          body: `Sent from your Twilio trial account - ${body}`,
        }),
        resource({ sid: sidOf(4), date_created: at("22:00:01"), direction: "inbound" }),
        resource({ sid: sidOf(5), date_created: at("21:30:00") }),
      ]),
    ];
    const server = await serverAnswering((response, { path }) =>
      json(response, 200, path.includes("PageToken") ? pages[1] : pages[0]),
    );
    const found = await sms(server.url).find({ to: CUSTOMER, body, since });
    expect(found).toMatchObject({ ok: true, value: { providerRef: sidOf(3) } });
    expect(server.received).toHaveLength(2);
  });

  test("is in doubt when the list can't be read, and our key follows no page to elsewhere", async () => {
    const elsewhere = await startServer((response) => json(response, 200, list([])));
    const server = await serverAnswering((response) =>
      json(response, 200, { ...list([resource({ body: "x" })]), meta: { next_page_url: `${elsewhere.url}/steal` } }),
    );
    const found = await sms(server.url).find({ to: CUSTOMER, body, since });
    expect(found).toMatchObject({ ok: false, failure: { code: "bad_response" } });
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });

  test.each([
    ["no list", {}],
    ["a list of nothing", { messages: [null] }],
    ["a list of something else", { messages: [{ sid: "CA1" }] }],
  ])("is in doubt when there is %s", async (_, answer) => {
    const server = await serverAnswering((response) => json(response, 200, answer));
    expect(await sms(server.url).find({ to: CUSTOMER, body, since })).toMatchObject({ ok: false });
  });
});

describe("the account", () => {
  test.each<[object, object]>([
    [
      { sid: ACCOUNT, status: "active" },
      { ok: true, value: null },
    ],
    [
      { sid: ACCOUNT, status: "suspended" },
      { ok: false, failure: { certainty: "definite", code: "auth" } },
    ],
    [{ nothing: 1 }, { ok: false, failure: { code: "bad_response" } }],
  ])("%j is %j", async (answer, expected) => {
    const server = await serverAnswering((response) => json(response, 200, answer));
    expect(await sms(server.url).check()).toMatchObject(expected);
    expect(server.received).toMatchObject([{ method: "GET", path: `/2010-04-01/Accounts/${ACCOUNT}.json` }]);
  });
  test("that refuses our key is said to", async () => {
    const server = await serverAnswering((response) => json(response, 401, refusal(401, 20003, "Authenticate")));
    expect(await sms(server.url).check()).toMatchObject({
      ok: false,
      failure: { code: "auth", message: "Authenticate" },
    });
  });
});
