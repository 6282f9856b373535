import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { contentPolicy, TOAST_STYLES_SHA256 } from "@/lib/server/content-policy";

const policy = (appUrl = "https://app.example.com", mediaOrigin?: string) =>
  new Map(
    contentPolicy({ nonce: "bm9uY2U=", appUrl, mediaOrigin, development: false })
      .split("; ")
      .map((directive) => [directive.split(" ")[0], directive] as const),
  );

describe("the policy of our pages", () => {
  it("runs scripts with the request's nonce only", () => {
    expect(policy().get("script-src")).toBe("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic'");
  });

  it("allows nothing inline and no eval", () => {
    expect([...policy().values()].join()).not.toMatch(/unsafe-(inline|eval)/);
  });

  it("lets no site frame a page, change its base or take its forms", () => {
    expect(policy().get("frame-ancestors")).toBe("frame-ancestors 'none'");
    expect(policy().get("base-uri")).toBe("base-uri 'none'");
    expect(policy().get("form-action")).toBe("form-action 'self'");
  });

  it("plays recordings over https, and a simulated provider's from its own origin", () => {
    expect(policy().get("media-src")).toBe("media-src 'self' https:");
    expect(policy("http://127.0.0.1:3000", "http://127.0.0.1:4010").get("media-src")).toContain(
      "http://127.0.0.1:4010",
    );
  });

  it("asks for https only where the application has it", () => {
    expect(policy().has("upgrade-insecure-requests")).toBe(true);
    expect(policy("http://127.0.0.1:3000").has("upgrade-insecure-requests")).toBe(false);
  });

  it("knows the style sheet that the installed toasts bring along", async () => {
    const source = await readFile(fileURLToPath(import.meta.resolve("sonner")), "utf8");
    const [, literal = '""'] = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source) ?? [];
    const css: unknown = JSON.parse(literal);
    expect(`sha256-${createHash("sha256").update(String(css)).digest("base64")}`).toBe(TOAST_STYLES_SHA256);
  });
});
