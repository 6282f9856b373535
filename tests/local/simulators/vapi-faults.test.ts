import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { vapiVoice } from "@/lib/providers/vapi/adapter";
import type { Fault } from "@/local/simulators/vapi/types";
import { numberOf, outbound, type Stage, startStage, TOKEN } from "./support";

let stage: Stage | undefined;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vapi-simulator-"));
});
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
  rmSync(folder, { recursive: true });
});

const lines = (file: string): Record<string, unknown>[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

const CASES: [string, Fault, object, number][] = [
  ["a refusal", { answer: "status", status: 401 }, { certainty: "definite", code: "auth" }, 0],
  [
    "a body of ours",
    { answer: "status", status: 400, body: { message: "Wallet Balance Is 0. Purchase More Credits." } },
    { certainty: "definite", code: "billing" },
    0,
  ],
  ["a 500", { answer: "status", status: 500 }, { certainty: "ambiguous", code: "unavailable" }, 0],
  [
    "a 500 although the call is placed",
    { answer: "status", status: 500, accept: true },
    { certainty: "ambiguous", code: "unavailable" },
    1,
  ],
  ["garbage", { answer: "garbage" }, { certainty: "ambiguous", code: "bad_response" }, 1],
  ["nothing in the body", { answer: "empty" }, { certainty: "ambiguous", code: "bad_response" }, 1],
  ["a reset", { answer: "reset" }, { certainty: "ambiguous", code: "unavailable" }, 0],
  [
    "a reset although the call is placed",
    { answer: "reset", accept: true },
    { certainty: "ambiguous", code: "unavailable" },
    1,
  ],
  ["silence", { answer: "hang" }, { certainty: "ambiguous", code: "timeout" }, 0],
  [
    "silence although the call is placed",
    { answer: "hang", accept: true },
    { certainty: "ambiguous", code: "timeout" },
    1,
  ],
];

describe("the next call answered with", () => {
  test.each(CASES)("%s fails for the adapter; afterwards all is well", async (_, fault, failure, placed) => {
    stage = await startStage();
    const { simulator, receiver } = stage;
    const voice = vapiVoice({ baseUrl: simulator.url, token: TOKEN, timeoutSeconds: 0.5 });
    simulator.failNext(fault);
    const call = outbound(receiver, "+12125550150");
    const since = new Date();
    expect(await voice.startCall(call)).toMatchObject({ ok: false, failure });
    expect(simulator.requests().filter(({ method }) => method === "POST")).toHaveLength(1);
    expect(simulator.calls()).toHaveLength(placed);
    const found = await stage.voice.findCall({ attemptId: call.attemptId, assistantId: call.assistantId, since });
    expect(found).toMatchObject({ ok: true, value: placed ? { attemptId: call.attemptId } : null });
    expect(await stage.call("+12125550151")).toMatchObject({ ok: true });
  });

  test("a delay is placed and, for the patient, answered", async () => {
    stage = await startStage();
    stage.simulator.failNext({ answer: "delay", ms: 150 });
    expect(await stage.call("+12125550150")).toMatchObject({ ok: true });
    expect(stage.simulator.calls()).toHaveLength(1);
  });

  test("a fault for several calls, or for one number only, is used up by those", async () => {
    stage = await startStage();
    stage.simulator.setFaults([
      { answer: "status", status: 503, number: "+12125550199" },
      { answer: "status", status: 429, times: 2 },
    ]);
    const codes: (string | number | null)[] = [];
    for (const number of ["+12125550150", "+12125550199", "+12125550151", "+12125550152"]) {
      const result = await stage.call(number);
      codes.push(result.ok ? "placed" : result.failure.status);
    }
    expect(codes).toEqual([429, 503, 429, "placed"]);
  });
});

test("the log tells of every request, call and webhook, call by call", async () => {
  const logFile = join(folder, "logs", "vapi.ndjson");
  stage = await startStage({ logFile });
  const { simulator } = stage;
  simulator.failNext({ answer: "reset", accept: true });
  for (const number of ["+12125550150", numberOf("answers_and_books"), "+12125550152"]) await stage.call(number);
  await simulator.idle();
  const log = lines(logFile);
  const calls = simulator.calls();
  const kind = (name: string) => log.filter((line) => line.kind === name);
  expect(kind("call_created")).toMatchObject(
    calls.map(({ id, attemptId, number, nth, createdAt }) => ({ callId: id, attemptId, number, nth, at: createdAt })),
  );
  expect(kind("call_ended")).toHaveLength(3);
  for (const ended of kind("call_ended")) {
    const call = calls.find(({ id }) => id === ended.callId);
    expect(ended).toMatchObject({
      ...{ attemptId: call?.attemptId, number: call?.number },
      ...{ startedAt: call?.createdAt, endedAt: call?.endedAt, endedReason: call?.endedReason },
    });
  }
  expect(kind("request").map(({ status, fault, callId }) => [status, fault, callId])).toEqual([
    [null, "reset", calls[0]?.id],
    [201, null, calls[1]?.id],
    [201, null, calls[2]?.id],
  ]);
  expect(kind("webhook")).toHaveLength(stage.receiver.delivered.length);
});

describe("as a process of its own", () => {
  async function startProcess() {
    const logFile = join(folder, "vapi.ndjson");
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "local/simulators/vapi/main.ts", "--token", TOKEN, "--log", logFile, "--speed", "2000"],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const [line]: unknown[] = await once(createInterface({ input: child.stdout }), "line");
    const { url }: { url: string } = JSON.parse(String(line));
    return { child, url, logFile };
  }

  test("it says where it listens, takes orders, and ends on SIGTERM with its log written", async () => {
    const { child, url, logFile } = await startProcess();
    try {
      const order = (body: unknown) =>
        fetch(`${url}/_control`, { method: "POST", body: JSON.stringify(body) }).then((response) => response.status);
      expect(await order({ failNext: { answer: "status", status: 402 }, personas: { "+12125550150": ["busy"] } })).toBe(
        200,
      );
      expect(await order({ failnext: {} })).toBe(400);
      const voice = vapiVoice({ baseUrl: url, token: TOKEN, timeoutSeconds: 5 });
      const call = outbound({ url: "http://127.0.0.1:9" }, "+12125550150");
      expect(await voice.startCall(call)).toMatchObject({ ok: false, failure: { code: "billing" } });
      expect(await voice.startCall(call)).toMatchObject({ ok: true });
      expect(await (await fetch(`${url}/_calls`)).json()).toMatchObject([
        { attemptId: call.attemptId, persona: "busy" },
      ]);
    } finally {
      child.kill("SIGTERM");
    }
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
    expect(lines(logFile).map((line) => line.kind)).toEqual(
      expect.arrayContaining(["started", "call_created", "stopped"]),
    );
  });
});
