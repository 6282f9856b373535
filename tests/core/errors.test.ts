import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError, errorName, MESSAGE, STATUS } from "@/lib/core/errors";

const ROOT = join(import.meta.dirname, "../..");

async function sourcesOf(folder: string, pattern: RegExp): Promise<string> {
  const names = await readdir(join(ROOT, folder), { recursive: true });
  const wanted = names.filter((name) => pattern.test(name)).sort();
  return (await Promise.all(wanted.map((name) => readFile(join(ROOT, folder, name), "utf8")))).join("\n");
}

const found = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, code = ""]) => code))];

describe("the map of errors", () => {
  it("gives each a status of an error and a sentence", () => {
    for (const [code, status] of Object.entries(STATUS)) {
      expect(status, code).toBeGreaterThanOrEqual(400);
      expect(status, code).toBeLessThan(600);
      expect(code).toMatch(/^[a-z_]+$/);
    }
    expect(Object.keys(MESSAGE).sort()).toEqual(Object.keys(STATUS).sort());
    for (const [code, message] of Object.entries(MESSAGE)) expect(message, code).toMatch(/^[A-Z].*[.]$/s);
  });

  it("knows every code with which the database refuses a change of a campaign", async () => {
    const sql = await sourcesOf("supabase/migrations", /\.sql$/);
    const codes = [...found(sql, /'code', '([a-z_]+)'/g), ...found(sql, /raise exception '(campaign_[a-z_]+)' using/g)];
    expect(codes).toEqual(expect.arrayContaining(["campaign_not_active", "campaign_not_editable"]));
    expect(codes.filter((code) => !Object.hasOwn(STATUS, code))).toEqual([]);
  });

  it("has no code that nothing ever gives", async () => {
    const text =
      (await sourcesOf("lib", /\.ts$/)) +
      (await sourcesOf("app", /\.tsx?$/)) +
      (await sourcesOf("supabase/migrations", /\.sql$/));
    const unused = Object.keys(STATUS).filter((code) => text.split(new RegExp(`["']${code}["']`)).length < 2);
    expect(unused).toEqual([]);
  });
});

describe("an error's name, for the log", () => {
  it("is its code and its causes' codes, and never a message", () => {
    const cause = Object.assign(new Error("Key (phone)=(+12125550100) already exists"), {
      name: "PostgrestError",
      code: "23505",
    });
    const name = errorName(new AppError("internal", { email: "anya@example.com" }, { cause }));
    expect(name).toBe("internal, PostgrestError 23505");
  });

  it("names the fields that a payload of another shape has, not their values", () => {
    const refused = z.strictObject({ campaignId: z.uuid() }).safeParse({ campaignId: "+12125550100", more: 1 });
    expect(errorName(refused.error)).toBe("ZodError campaignId:invalid_format :unrecognized_keys");
  });

  it("says something of whatever was thrown, and ends with causes that go in a circle", () => {
    const circle = new Error("a");
    circle.cause = circle;
    expect(errorName(circle)).toBe("Error, Error, Error, Error");
    expect(errorName("text with anya@example.com")).toBe("unknown");
    expect(errorName(undefined)).toBe("unknown");
    expect(errorName({ code: "ECONNREFUSED" })).toBe("ECONNREFUSED");
    expect(errorName(Object.assign(new Error("x"), { code: "a sentence, not a code" }))).toBe("Error");
  });
});
