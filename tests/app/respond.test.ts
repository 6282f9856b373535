import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError, STATUS } from "@/lib/core/errors";
import { log, redact } from "@/lib/server/log";
import { respond } from "@/lib/server/respond";

const APP = "https://app.example.com";
const post = (headers: Record<string, string> = {}) => new Request(`${APP}/api/x`, { method: "POST", headers });
const logged: unknown[] = [];

beforeEach(() => {
  vi.stubEnv("APP_URL", APP);
  vi.stubEnv("SUPABASE_URL", "https://project.supabase.example");
  vi.stubEnv("SUPABASE_ANON_KEY", "an-anonymous-key-of-20");
  vi.stubEnv("SUPABASE_SERVICE_ROLE_KEY", "a-service-key-of-20-letters");
  vi.stubEnv("CRON_SECRET", "a-cron-secret-of-20-letters");
  vi.spyOn(log, "error").mockImplementation((fields: unknown) => void logged.push(fields));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  logged.length = 0;
});

describe("a route's answer", () => {
  it("is what its work gives, never stored by anybody on the way", async () => {
    const answer = await respond(post(), async () => ({ id: 1 }), { status: 201 });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ id: 1 });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("is empty when there is nothing to say", async () => {
    const answer = await respond(post(), async () => undefined);
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe("");
  });

  it("is the work's own response when it makes one, with the caching that it asks for", async () => {
    const own = new Response("a,b", { headers: { "content-type": "text/csv", "cache-control": "private" } });
    const answer = await respond(post(), async () => own);
    expect(answer.headers.get("content-type")).toBe("text/csv");
    expect(answer.headers.get("cache-control")).toBe("private");
  });
});

describe("a refusal", () => {
  const isCode = (code: string): code is keyof typeof STATUS => Object.hasOwn(STATUS, code);
  it.each(Object.keys(STATUS).filter(isCode))("%s has its status, its code and a sentence", async (code) => {
    const answer = await respond(post(), async () => {
      throw new AppError(code);
    });
    expect(answer.status).toBe(STATUS[code]);
    const { error } = await answer.json();
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/\.$/);
  });

  it("names each field that is wrong, and each that does not exist", async () => {
    const Shape = z.strictObject({ target: z.strictObject({ days: z.int("Enter a whole number") }) });
    const answer = await respond(post(), async () => Shape.parse({ target: { days: "x", nights: 1 }, admin: true }));
    const { error } = await answer.json();
    expect(error.code).toBe("invalid_input");
    expect(error.details).toEqual([
      { path: "target.days", message: "Enter a whole number" },
      { path: "target.nights", message: "There is no such field" },
      { path: "admin", message: "There is no such field" },
    ]);
  });

  it("comes before the work when another site asks", async () => {
    const work = vi.fn(async () => "done");
    const answer = await respond(post({ origin: "https://evil.example" }), work);
    expect(answer.status).toBe(403);
    expect(work).not.toHaveBeenCalled();
  });

  it("does not come for callers that bring their own proof", async () => {
    const answer = await respond(post({ origin: "https://provider.example" }), async () => "done", {
      from: "anywhere",
    });
    expect(answer.status).toBe(200);
  });
});

describe("an error nobody expected", () => {
  const fail = async () => {
    const cause = { code: "23505", message: "Key (phone)=(+12125550100) exists", details: "ana@example.com" };
    throw new Error("could not save ana@example.com, +1 212 555 0100", { cause });
  };

  /** Its digits are random, and may be those of a number. */
  const withoutId = (text: string, answer: Response) => text.replaceAll(answer.headers.get("x-request-id") ?? "", "");

  it("tells the caller a code to ask about, and nothing of the error", async () => {
    const answer = await respond(post(), fail);
    expect(answer.status).toBe(500);
    const body = await answer.text();
    expect(JSON.parse(body).error).toMatchObject({
      code: "internal",
      details: { request_id: answer.headers.get("x-request-id") },
    });
    expect(withoutId(body, answer)).not.toMatch(/save|212|ana@|at /);
  });

  it("is logged under that code with its stack and its cause, without anybody's number or address", async () => {
    const answer = await respond(post(), fail);
    expect(logged).toEqual([
      expect.objectContaining({ event: "request_failed", request_id: answer.headers.get("x-request-id") }),
    ]);
    const text = withoutId(JSON.stringify(logged), answer);
    expect(text).toContain("23505");
    expect(text).toContain("respond.test.ts");
    expect(text).not.toMatch(/ana@|555/);
  });
});

it.each([
  ["mail ana.b+c@example.co.uk now", "mail [email] now"],
  ["call +1 (212) 555-0100 now", "call [number] now"],
  ["Key (name)=(Ana) exists", "Key (name)=([value]) exists"],
  ["error 23505 at line 12", "error 23505 at line 12"],
])("the log shows %j as %j", (text, shown) => {
  expect(redact(text)).toBe(shown);
});
