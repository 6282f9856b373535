import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { ROOT } from "@/local/children";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const Handler = z.custom<(request: Request) => Promise<Response>>((value) => typeof value === "function");
const Refused = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string().min(1) }) });
const files = globSync("app/api/**/route.ts", { cwd: ROOT });
const routes = files.filter((file) => !file.includes("[...path]"));

async function handlers(file: string): Promise<Record<string, unknown>> {
  return await import(pathToFileURL(join(ROOT, file)).href);
}
const ask = async (handler: unknown, method: string) =>
  Handler.parse(handler)(new Request("http://127.0.0.1:3000/api/x", { method }));

// The first import brings along everything that routes are made of.
beforeAll(async () => void (await Promise.all(files.map(handlers))), 120_000);
beforeEach(() => vi.stubEnv("APP_URL", "http://127.0.0.1:3000"));
afterEach(() => vi.unstubAllEnvs());

describe("every route of the API", () => {
  it.each(routes)("%s has an answer for every method, and says which it takes", async (file) => {
    const all = await handlers(file);
    const allow = (await ask(all.OPTIONS, "OPTIONS")).headers.get("allow")?.split(", ") ?? [];
    expect(METHODS.some((method) => allow.includes(method))).toBe(true);
    for (const method of METHODS.filter((name) => !allow.includes(name))) {
      const answer = await ask(all[method], method);
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow.join(", ")]);
      expect(Refused.parse(await answer.json()).error.code).toBe("method_not_allowed");
    }
    for (const method of METHODS) expect(all[method]).toBeTypeOf("function");
  });

  it("and an address that it does not have says so in its shape", async () => {
    const all = await handlers("app/api/[...path]/route.ts");
    for (const method of METHODS) {
      const answer = await ask(all[method], method);
      expect(answer.status).toBe(404);
      expect(Refused.parse(await answer.json()).error.code).toBe("route_not_found");
    }
  });
});
