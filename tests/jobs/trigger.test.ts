import { createServer, type IncomingHttpHeaders } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { triggerJobs } from "@/lib/jobs/trigger";

interface Sent {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: { payload: string; payloadType?: string; options: Record<string, unknown> };
}

const sent: Sent[] = [];
let status = 200;
let stumbles = 0;
let silent = false;
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body: Sent["body"] = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  sent.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body });
  if (silent) return;
  if (stumbles-- > 0) {
    response.writeHead(503).end();
    return;
  }
  response.writeHead(status, { "content-type": "application/json", "x-trigger-jwt-claims": "{}" });
  response.end(JSON.stringify(status === 200 ? { id: `run_${sent.length}`, isCached: false } : { error: "refused" }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  vi.stubEnv("TRIGGER_API_URL", `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`);
  vi.stubEnv("TRIGGER_SECRET_KEY", "tr_dev_of_the_tests");
});
beforeEach(() => {
  sent.length = 0;
  status = 200;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ATTEMPT = "7f0f6f57-5ca0-4b6c-8a43-3c9f1a7d2e10";
const jobs = triggerJobs();
const dispatch = (options: { key?: string; delayMs?: number }) =>
  jobs.enqueue("dispatch-campaign", { campaignId: ATTEMPT }, options);
const debounceOf = (request: Sent | undefined) =>
  request?.body.options.debounce as { key: string; delay: string; maxDelay: string };
const secondsUntil = (request: Sent | undefined) =>
  (Date.parse(String(request?.body.options.delay)) - Date.now()) / 1000;
const toSeconds = (duration: string) => Number(/^(\d+)s$/.exec(duration)?.[1]);

describe("handing a job to Trigger.dev", () => {
  it("sends its task's id and its ids, with our key", async () => {
    await jobs.enqueue("contact-recipient", { attemptId: ATTEMPT });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method: "POST", path: "/api/v1/tasks/contact-recipient/trigger" });
    expect(sent[0]?.headers.authorization).toBe("Bearer tr_dev_of_the_tests");
    expect(JSON.parse(sent[0]?.body.payload ?? "")).toEqual({ json: { attemptId: ATTEMPT } });
    const { delay, debounce, idempotencyKey, payloadType } = sent[0]?.body.options ?? {};
    expect(payloadType).toBe("application/super+json");
    expect({ delay, debounce, idempotencyKey }).toEqual({});
  });

  it("makes one run of a key that is asked for again, which waits three seconds at most", async () => {
    await dispatch({ key: "dispatch:1" });
    const { debounce, delay, idempotencyKey } = sent[0]?.body.options ?? {};
    expect(debounce).toEqual({ key: "dispatch:1", delay: "1s", maxDelay: "3s" });
    // A key would else swallow the job that is asked for after its namesake has run.
    expect({ delay, idempotencyKey }).toEqual({});
  });

  it("delays a job without a key by its time", async () => {
    await dispatch({ delayMs: 30_000 });
    expect(secondsUntil(sent[0])).toBeGreaterThan(28);
    expect(secondsUntil(sent[0])).toBeLessThanOrEqual(30);
    expect(debounceOf(sent[0])).toBeUndefined();
  });

  it("gives a delayed job a key of its time, which holds back none for now and swallows none that is due earlier", async () => {
    await dispatch({ key: "later:1", delayMs: 60_000 });
    await dispatch({ key: "later:1", delayMs: 10_000 });
    await dispatch({ key: "later:1" });
    const keys = sent.map((request) => debounceOf(request).key);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe("later:1");
    expect(secondsUntil(sent[0])).toBeGreaterThan(55);
    expect(secondsUntil(sent[1])).toBeLessThanOrEqual(10);
  });

  it("makes one of delayed jobs that are due within the same seconds", async () => {
    vi.useFakeTimers({ now: Date.parse("2026-11-25T15:00:01Z"), toFake: ["Date"] });
    try {
      await dispatch({ key: "later:1", delayMs: 20_000 });
      vi.setSystemTime(Date.parse("2026-11-25T15:00:03Z"));
      await dispatch({ key: "later:1", delayMs: 20_000 });
    } finally {
      vi.useRealTimers();
    }
    const [first, second] = sent.map(debounceOf);
    expect(second?.key).toBe(first?.key);
  });

  it("leaves the platform room to push: a longest wait above the delay, or it would refuse", async () => {
    for (const delayMs of [undefined, 1, 25, 1000, 10_025, 119_000]) await dispatch({ key: "k", delayMs });
    for (const request of sent) {
      const { delay, maxDelay } = debounceOf(request);
      expect(toSeconds(maxDelay)).toBeGreaterThan(toSeconds(delay));
      if (request.body.options.delay) expect(toSeconds(maxDelay)).toBeGreaterThan(secondsUntil(request));
    }
  });

  it("fails when the platform refuses, so that the sweep is left to do it", async () => {
    status = 400;
    await expect(dispatch({ key: "k" })).rejects.toThrow();
  });

  it("tries again when the platform stumbles", async () => {
    stumbles = 2;
    await dispatch({ key: "k" });
    expect(sent).toHaveLength(3);
  });

  it("waits for no platform that does not answer", async () => {
    silent = true;
    await expect(triggerJobs(50).enqueue("sweep", {})).rejects.toThrow("did not answer in time");
    silent = false;
  });
});
