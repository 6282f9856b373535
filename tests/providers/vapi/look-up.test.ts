import { afterEach, describe, expect, test } from "vitest";
import { vapiVoice } from "@/lib/providers/vapi/adapter";
import { ATTEMPT_ID, CALL_ID, fixture, json, startServer } from "./support";

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

async function voiceOn(answer: Parameters<typeof startServer>[0]) {
  const server = await startServer(answer);
  stop = server.stop;
  return { server, voice: vapiVoice({ baseUrl: server.url, token: "t", timeoutSeconds: 5 }) };
}
const SINCE = new Date("2026-11-20T17:00:00Z");
const query = { attemptId: ATTEMPT_ID, assistantId: "a1", since: SINCE };
const other = (index: number, createdAt: string) => ({
  id: `other-${index}`,
  status: "ended",
  endedReason: "voicemail",
  createdAt,
  customer: { externalId: "0b9b9f2e-0000-4000-8000-000000000000" },
});

describe("one call", () => {
  test("is read with its report", async () => {
    const { voice } = await voiceOn((response) => json(response, 200, fixture("call-ended")));
    expect(await voice.getCall(CALL_ID)).toMatchObject({
      ok: true,
      value: { providerRef: CALL_ID, attemptId: ATTEMPT_ID, status: "ended", report: { outcome: "booked" } },
    });
  });

  test("is deleted with all that Vapi keeps of it, and counts as deleted where Vapi does not have it", async () => {
    const { voice, server } = await voiceOn((response) => json(response, 200, fixture("call-ended")));
    expect(await voice.forget(CALL_ID)).toEqual({ ok: true, value: null });
    expect(server.received).toMatchObject([{ method: "DELETE", path: `/call/${CALL_ID}` }]);
    await stop?.();
    const gone = { message: "Couldn't Find Call", error: "Not Found", statusCode: 404 };
    const second = await voiceOn((response) => json(response, 404, gone));
    expect(await second.voice.forget("gone")).toEqual({ ok: true, value: null });
    await stop?.();
    const third = await voiceOn((response) => json(response, 503, { message: "down", statusCode: 503 }));
    expect(await third.voice.forget(CALL_ID)).toMatchObject({ ok: false });
    expect(third.server.received).toHaveLength(1);
  });

  test("that Vapi does not have is not found", async () => {
    const { voice } = await voiceOn((response) =>
      json(response, 404, { message: "Couldn't Find Call", error: "Not Found", statusCode: 404 }),
    );
    expect(await voice.getCall("gone")).toMatchObject({ ok: true, value: { status: "not_found", report: null } });
  });

  test("is not missing because of a 404 that is not Vapi's", async () => {
    const { voice } = await voiceOn((response) => response.writeHead(404).end("<html>nginx</html>"));
    expect(await voice.getCall(CALL_ID)).toMatchObject({ ok: false });
  });

  test("that is unreadable is a failure", async () => {
    const { voice } = await voiceOn((response) => json(response, 200, { nonsense: true }));
    expect(await voice.getCall(CALL_ID)).toMatchObject({ ok: false, failure: { code: "bad_response" } });
  });
});

describe("looking for the call of an attempt", () => {
  test("asks for the assistant's calls since a little before, and matches the attempt's id", async () => {
    const { server, voice } = await voiceOn((response) =>
      json(response, 200, [other(1, "2026-11-20T17:05:00.000Z"), fixture("call-ended")]),
    );
    expect(await voice.findCall(query)).toMatchObject({ ok: true, value: { providerRef: CALL_ID, status: "ended" } });
    const asked = new URL(server.received[0]?.path ?? "", server.url);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      assistantId: "a1",
      createdAtGe: "2026-11-20T16:55:00.000Z",
      limit: "1000",
    });
  });

  test("finds it by its metadata when the customer carries no id", async () => {
    const call = { id: "c9", status: "ringing", assistantOverrides: { metadata: { attempt_id: ATTEMPT_ID } } };
    const { voice } = await voiceOn((response) => json(response, 200, [call]));
    expect(await voice.findCall(query)).toMatchObject({ ok: true, value: { providerRef: "c9", status: "ringing" } });
  });

  test("ends with null when Vapi has none", async () => {
    const { voice } = await voiceOn((response) => json(response, 200, [other(1, "2026-11-20T17:05:00.000Z")]));
    expect(await voice.findCall(query)).toEqual({ ok: true, value: null });
  });

  test("pages back past a thousand newer calls", async () => {
    const page = Array.from({ length: 1000 }, (_, index) =>
      other(index, new Date(Date.parse("2026-11-20T18:00:00Z") - index * 1000).toISOString()),
    );
    const { server, voice } = await voiceOn((response, request) =>
      json(response, 200, request.path.includes("createdAtLe") ? [page.at(-1), fixture("call-ended")] : page),
    );
    expect(await voice.findCall(query)).toMatchObject({ ok: true, value: { providerRef: CALL_ID } });
    expect(decodeURIComponent(server.received[1]?.path ?? "")).toContain(`createdAtLe=${page.at(-1)?.createdAt}`);
  });

  test("does not claim that there is none when it could not read to the end", async () => {
    const page = Array.from({ length: 1000 }, (_, index) => other(index, "2026-11-20T18:00:00.000Z"));
    const { voice } = await voiceOn((response) => json(response, 200, page));
    expect(await voice.findCall(query)).toMatchObject({ ok: false, failure: { code: "bad_response" } });
  });

  test.each([
    ["garbage", 200, { calls: [] }],
    ["a fault", 500, { message: "no" }],
  ])("fails on %s instead of finding nothing", async (_, status, body) => {
    const { voice } = await voiceOn((response) => json(response, status, body));
    expect(await voice.findCall(query)).toMatchObject({ ok: false });
  });
});
