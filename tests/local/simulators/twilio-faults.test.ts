import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test } from "vitest";
import { twilioSms } from "@/lib/providers/twilio/adapter";
import type { Fault } from "@/local/simulators/twilio/types";
import { ACCOUNT, AUTH_TOKEN, numberOf, outbound, type Stage, startStage } from "./twilio-support";

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

const CASES: [string, Fault, object, number][] = [
  ["a refusal", { answer: "status", status: 401 }, { certainty: "definite", code: "auth" }, 0],
  ["too many", { answer: "status", status: 429 }, { certainty: "retryable", code: "capacity", retryAfterMs: 1_000 }, 0],
  ["a body of ours", { answer: "status", status: 400, body: { code: 21610 } }, { code: "opted_out" }, 0],
  ["a 500", { answer: "status", status: 500 }, { certainty: "ambiguous", code: "unavailable" }, 0],
  ["a 500 although it is sent", { answer: "status", status: 500, accept: true }, { certainty: "ambiguous" }, 1],
  ["garbage", { answer: "garbage" }, { certainty: "ambiguous", code: "bad_response" }, 1],
  ["nothing in the body", { answer: "empty" }, { certainty: "ambiguous", code: "bad_response" }, 1],
  ["a reset", { answer: "reset" }, { certainty: "ambiguous", code: "unavailable" }, 0],
  ["a reset although it is sent", { answer: "reset", accept: true }, { certainty: "ambiguous" }, 1],
  ["silence", { answer: "hang" }, { certainty: "ambiguous", code: "timeout" }, 0],
  ["silence although it is sent", { answer: "hang", accept: true }, { certainty: "ambiguous", code: "timeout" }, 1],
];

describe("the next text answered with", () => {
  test.each(CASES)("%s fails for the adapter and is found only if it was sent", async (_, fault, failure, sent) => {
    stage = await startStage();
    const { simulator, receiver, config } = stage;
    const impatient = twilioSms({ ...config, timeoutSeconds: fault.answer === "hang" ? 1 : 10 });
    simulator.failNext(fault);
    const message = outbound(receiver, "+12125550150");
    const since = new Date();
    expect(await impatient.send(message)).toMatchObject({ ok: false, failure });
    expect(simulator.requests().filter(({ method }) => method === "POST")).toHaveLength(1);
    expect(simulator.messages()).toHaveLength(sent);
    const found = await stage.sms.find({ to: message.to, body: message.body, since });
    expect(found).toMatchObject({ ok: true, value: sent ? { providerRef: expect.any(String) } : null });
    expect(await stage.text("+12125550151")).toMatchObject({ ok: true });
  });

  test("a delay is sent and, for the patient, answered; a fault for another number waits for it", async () => {
    stage = await startStage();
    stage.simulator.failNext({ answer: "delay", ms: 50 });
    stage.simulator.failNext({ answer: "status", status: 500, number: "+12125550152" });
    expect(await stage.text("+12125550150")).toMatchObject({ ok: true });
    expect(await stage.text("+12125550152")).toMatchObject({ ok: false });
  });

  test("faults of reading strike reading", async () => {
    stage = await startStage();
    stage.simulator.failNext({ answer: "status", status: 503, on: "read" });
    expect(await stage.text("+12125550150")).toMatchObject({ ok: true });
    const query = { to: "+12125550150", body: "x", since: new Date() };
    expect(await stage.sms.find(query)).toMatchObject({ ok: false, failure: { code: "unavailable" } });
    expect(await stage.sms.find(query)).toEqual({ ok: true, value: null });
  });
});

describe("the simulator refuses", () => {
  const ask = (url: string, init: RequestInit = {}, token = AUTH_TOKEN) =>
    fetch(`${url}/2010-04-01/Accounts/${ACCOUNT}/Messages.json`, {
      ...init,
      headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${token}`)}`, ...init.headers },
    });
  test("another key, unknown fields, JSON and foreign paths, in Twilio's own form", async () => {
    stage = await startStage();
    const { url } = stage.simulator;
    const body = new URLSearchParams({ To: "+12125550150", From: "+12125550100", Body: "Hi", Colour: "blue" });
    const answers = [
      await ask(url, {}, "wrong"),
      await ask(url, { method: "POST", body }),
      await ask(url, { method: "POST", body: "{}", headers: { "content-type": "application/json" } }),
      await fetch(`${url}/2010-04-01/Accounts/ACother.json`, {
        headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${AUTH_TOKEN}`)}` },
      }),
    ];
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    expect(bodies).toMatchObject([
      { status: 401, code: 20003, more_info: expect.any(String), message: "Authenticate" },
      { status: 400, code: 20001, message: "Unknown parameter Colour" },
      { status: 415, code: 20415 },
      { status: 404, code: 20404 },
    ]);
    expect(stage.simulator.messages()).toEqual([]);
  });
  test("lists by unknown filters and impossible dates", async () => {
    stage = await startStage();
    const { url } = stage.simulator;
    const list = (query: string) =>
      fetch(`${url}/2010-04-01/Accounts/${ACCOUNT}/Messages.json?${query}`, {
        headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${AUTH_TOKEN}`)}` },
      });
    for (const query of ["Body=x", "DateSent%3E=yesterday", "PageSize=0", "PageSize=1001", "Page=-1"]) {
      expect([query, (await list(query)).status]).toEqual([query, 400]);
    }
  });
});

test("the program listens, logs what it does, takes orders and ends when told", { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "twilio-simulator-"));
  const logFile = join(folder, "twilio.ndjson");
  const args = ["--account", ACCOUNT, "--token", AUTH_TOKEN, "--seed", "3", "--speed", "20000", "--log", logFile];
  const child = spawn(process.execPath, ["node_modules/.bin/tsx", "local/simulators/twilio/main.ts", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const { url } = JSON.parse(String(line));
    const order = { method: "POST", body: JSON.stringify({ personas: { "+12125550150": ["blocked"] } }) };
    expect((await fetch(`${url}/_control`, order)).status).toBe(200);
    expect((await fetch(`${url}/_control`, { method: "POST", body: '{"what":1}' })).status).toBe(400);
    const sms = twilioSms({ baseUrl: url, accountSid: ACCOUNT, authToken: AUTH_TOKEN, timeoutSeconds: 10 });
    await sms.send({
      ...outbound({ url: `${url}/nobody` }, "+12125550150"),
      attemptId: "7f0c2b0e-6a4e-4c55-9d2b-0f8c1f5a9e11",
    });
    await fetch(`${url}/_idle`);
    expect(await (await fetch(`${url}/_messages`)).json()).toMatchObject([{ persona: "blocked", errorCode: 30004 }]);
    child.kill("SIGTERM");
    await once(child, "exit");
    const kinds = readFileSync(logFile, "utf8")
      .trim()
      .split("\n")
      .map((entry) => JSON.parse(entry).kind);
    expect(kinds.filter((kind) => !["webhook", "request"].includes(kind))).toEqual([
      ...["started", "message_created", "status", "status", "status", "stopped"],
    ]);
  } finally {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
});

test("numbers say who they are", () => {
  expect([numberOf("silent"), numberOf("previewed")]).toEqual(["+12125550301", "+12125550318"]);
});
