import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildCallRequest } from "@/lib/providers/vapi/request";
import { numberOf, onlyCall, outbound, type Stage, startStage, TOKEN } from "./support";

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.stop());

function post(body: unknown, token = TOKEN) {
  return fetch(`${stage.simulator.url}/call`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
const get = (path: string) => fetch(`${stage.simulator.url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
const request = () => JSON.parse(JSON.stringify(buildCallRequest(outbound(stage.receiver, "+12125550150"))));

describe("placing a call", () => {
  test("answers 201 with the call, its overrides and the lines left", async () => {
    const response = await post(request());
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      status: "queued",
      type: "outboundPhoneCall",
      customer: { number: "+12125550150" },
      assistantOverrides: { firstMessageMode: "assistant-speaks-first" },
      subscriptionLimits: { concurrencyLimit: 10, remainingConcurrentCalls: 9 },
    });
  });

  test.each<[string, (body: ReturnType<typeof request>) => void, string]>([
    ["an unknown key", (body) => Object.assign(body, { metadata: {} }), "property metadata should not exist"],
    [
      "an unknown override",
      (body) => Object.assign(body.assistantOverrides, { colour: "red" }),
      "assistantOverrides.property colour should not exist",
    ],
    [
      "an unknown key of the server",
      (body) => Object.assign(body.assistantOverrides.server, { secret: "x" }),
      "assistantOverrides.server.property secret should not exist",
    ],
    [
      "an external id that is too long",
      (body) => Object.assign(body.customer, { externalId: "x".repeat(41) }),
      "customer.externalId must be shorter than or equal to 40 characters",
    ],
    ["a name that is too long", (body) => Object.assign(body, { name: "x".repeat(41) }), "name must be shorter"],
    [
      "a number that is none",
      (body) => Object.assign(body.customer, { number: "555-0100" }),
      "customer.number must be a valid phone number in the E.164 format",
    ],
    [
      "a call that is too short",
      (body) => Object.assign(body.assistantOverrides, { maxDurationSeconds: 9 }),
      "assistantOverrides.maxDurationSeconds must not be less than 10",
    ],
    [
      "a call that is too long",
      (body) => Object.assign(body.assistantOverrides, { maxDurationSeconds: 43_201 }),
      "assistantOverrides.maxDurationSeconds must not be greater than 43200",
    ],
    [
      "an assistant that is no UUID",
      (body) => Object.assign(body, { assistantId: "a1" }),
      "assistantId must be a UUID",
    ],
    [
      "a backoff that is no word of theirs",
      (body) => Object.assign(body.assistantOverrides.server.backoffPlan, { type: {} }),
      "assistantOverrides.server.backoffPlan.type must be one of",
    ],
  ])("refuses %s in Vapi's words, and calls nobody", async (_, spoil, sentence) => {
    const body = request();
    spoil(body);
    const response = await post(body);
    expect(response.status).toBe(400);
    const answer: unknown = await response.json();
    expect(answer).toMatchObject({ error: "Bad Request", statusCode: 400 });
    expect(answer).toHaveProperty("message.0", expect.stringContaining(sentence));
    expect(stage.simulator.calls()).toEqual([]);
  });

  test("refuses another key", async () => {
    const response = await post(request(), "someone-else");
    expect(response.status).toBe(401);
    expect(stage.simulator.calls()).toEqual([]);
  });

  test("refuses more calls at once than there are lines, in both ways that were seen, and takes them again later", async () => {
    stage.simulator.setConcurrency(1);
    stage.simulator.hold();
    expect(await stage.call("+12125550110")).toMatchObject({ ok: true });
    const refused = [await stage.call("+12125550111"), await stage.call("+12125550112")];
    expect(refused).toMatchObject([
      { ok: false, failure: { certainty: "retryable", code: "capacity", status: 400 } },
      { ok: false, failure: { certainty: "retryable", code: "capacity", status: 429 } },
    ]);
    stage.simulator.release();
    await stage.simulator.until((simulator) => simulator.calls()[0]?.status === "ended");
    expect(await stage.call("+12125550111")).toMatchObject({ ok: true });
  });
});

describe("asking for calls", () => {
  test("the adapter follows one from ringing to its report", async () => {
    stage.simulator.hold();
    const started = await stage.call(numberOf("answers_and_books"));
    if (!started.ok) throw new Error(started.failure.message);
    await stage.simulator.until((simulator) => simulator.calls()[0]?.status === "ringing");
    expect(await stage.voice.getCall(started.providerRef)).toMatchObject({
      value: { status: "ringing", report: null },
    });
    stage.simulator.release();
    await stage.simulator.idle();
    expect(await stage.voice.getCall(started.providerRef)).toMatchObject({
      ok: true,
      value: { status: "ended", report: { disposition: "conversed", outcome: "booked" } },
    });
  });

  test("the adapter finds the call of an attempt, and none for another", async () => {
    const call = outbound(stage.receiver, "+12125550120");
    const since = new Date();
    await stage.voice.startCall(call);
    const query = { attemptId: call.attemptId, assistantId: call.assistantId, since };
    expect(await stage.voice.findCall(query)).toMatchObject({ ok: true, value: { attemptId: call.attemptId } });
    expect(await stage.voice.findCall({ ...query, attemptId: crypto.randomUUID() })).toEqual({ ok: true, value: null });
    expect(await stage.voice.findCall({ ...query, assistantId: crypto.randomUUID() })).toEqual({
      ok: true,
      value: null,
    });
  });

  test("lists newest first, within the times and the limit asked for", async () => {
    for (const number of ["+12125550131", "+12125550132", "+12125550133"]) await stage.call(number);
    const calls = stage.simulator.calls();
    const ids = async (query: string) => {
      const list: { id: string }[] = await (await get(`/call?${query}`)).json();
      return list.map((call) => call.id);
    };
    expect(await ids("")).toEqual(calls.map((call) => call.id).reverse());
    expect(await ids("limit=1")).toEqual([calls[2]?.id]);
    expect(await ids(`createdAtGt=${calls[2]?.createdAt}`)).toEqual([]);
    expect(await ids(`createdAtGe=${calls[2]?.createdAt}`)).toContain(calls[2]?.id);
    expect(await ids(`createdAtLt=${calls[0]?.createdAt}`)).toEqual([]);
    expect((await get("/call?limit=1001")).status).toBe(400);
    expect((await get("/call?metadata=1")).status).toBe(400);
  });

  test("knows no call that was never made or that was deleted", async () => {
    stage.simulator.hold();
    const started = await stage.call("+12125550140");
    if (!started.ok) throw new Error(started.failure.message);
    const path = `${stage.simulator.url}/call/${started.providerRef}`;
    const deleted = await fetch(path, { method: "DELETE", headers: { authorization: `Bearer ${TOKEN}` } });
    expect(deleted.status).toBe(200);
    await stage.simulator.idle();
    expect(onlyCall(stage.simulator)).toMatchObject({ status: "ended", endedReason: "call-deleted" });
    expect(await stage.voice.getCall(started.providerRef)).toMatchObject({ value: { status: "not_found" } });
    expect(await stage.voice.getCall(crypto.randomUUID())).toMatchObject({ value: { status: "not_found" } });
  });

  test("serves a recording that is a real WAV file", async () => {
    await stage.call(numberOf("not_interested"));
    await stage.simulator.idle();
    const report = stage.receiver.events().find((event) => event.kind === "report");
    const recording = await fetch(report?.kind === "report" ? (report.report.recordingUrl ?? "") : "");
    const bytes = Buffer.from(await recording.arrayBuffer());
    expect(recording.headers.get("content-type")).toBe("audio/wav");
    expect(bytes.toString("latin1", 0, 4) + bytes.toString("latin1", 8, 12)).toBe("RIFFWAVE");
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
    expect(new Set(bytes.subarray(44)).size).toBeGreaterThan(20);
  });
});
