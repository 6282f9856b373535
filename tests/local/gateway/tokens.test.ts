import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { JWT_SECRET } from "../../support/stack";
import { isRemote } from "../../support/stack-target";
import { type Fixture, startFixture } from "./fixture";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const bearer = (token: string) =>
  fixture.rest("/gw_items?select=id&limit=1", {
    key: fixture.anonKey,
    headers: { authorization: `Bearer ${token}` },
  });

const sign = (claims: Record<string, unknown>, secret = JWT_SECRET, alg = "HS256") =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));

const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;

describe("an API key", () => {
  it("has to be there", async () => {
    const response = await fetch(`${fixture.url}/rest/v1/gw_items`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ message: "No API key found in request" });
  });

  it("has to be one of the project's", async () => {
    const response = await fetch(`${fixture.url}/rest/v1/gw_items`, { headers: { apikey: "something" } });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ message: "Invalid API key" });
  });

  it("alone makes a visitor", async () => {
    const response = await fetch(`${fixture.url}/rest/v1/rpc/gw_whoami`, { headers: { apikey: fixture.anonKey } });
    expect(await response.json()).toMatchObject({ role: "anon" });
  });
});

describe("a bearer token", () => {
  it.each([
    ["of one word", "abc", "Expected 3 parts in JWT; got 1"],
    ["of two parts", "abc.def", "Expected 3 parts in JWT; got 2"],
  ])("%s is no token", async (_name, token, message) => {
    const response = await bearer(token);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("invalid_token");
    expect(await response.json()).toMatchObject({ code: "PGRST301", message });
  });

  it("signed by another secret is refused", async () => {
    const response = await bearer(await sign({ role: "service_role" }, "another secret of at least 32 characters"));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "PGRST301" });
  });

  it("without a signature is refused", async () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const response = await bearer(`${part({ alg: "none", typ: "JWT" })}.${part({ role: "service_role" })}.`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "PGRST301" });
  });
});

// What needs the secret to sign with.
describe.skipIf(isRemote)("a token of the project", () => {
  const role = "authenticated";

  it("that has expired is refused", async () => {
    const response = await bearer(await sign({ role, exp: seconds(-3600) }));
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("JWT expired");
    expect(await response.json()).toMatchObject({ code: "PGRST303", message: "JWT expired" });
  });

  it("expires with the clock, though it was good before", async () => {
    let now = new Date();
    const other = await startFixture({ now: () => now });
    try {
      const { client } = await other.newPerson("late");
      expect((await client.from("gw_notes").select("id")).error).toBeNull();
      now = new Date(now.getTime() + 3_700_000);
      const { error, status } = await client.from("gw_notes").select("id");
      expect({ code: error?.code, status }).toEqual({ code: "PGRST303", status: 401 });
    } finally {
      await other.stop();
    }
  });

  it("has to be signed in the project's way", async () => {
    const response = await bearer(await sign({ role }, JWT_SECRET, "HS512"));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      code: "PGRST301",
      message: "Wrong or unsupported encoding algorithm",
    });
  });

  it("may be half a minute off", async () => {
    expect((await bearer(await sign({ role, exp: seconds(-20) }))).status).toBe(200);
    expect((await bearer(await sign({ role, iat: seconds(20) }))).status).toBe(200);
  });

  it.each([
    ["starts later", { nbf: seconds(600) }, "JWT not yet valid"],
    ["was made later", { iat: seconds(600) }, "JWT issued at future"],
    ["has an odd expiry", { exp: "soon" }, "The JWT 'exp' claim must be a number"],
  ])("that %s is refused", async (_name, claims, message) => {
    const response = await bearer(await sign({ role, ...claims }));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "PGRST303", message });
  });

  it("can't take a role that isn't the API's", async () => {
    const superuser = await bearer(await sign({ role: "postgres" }));
    expect(superuser.status).toBe(403);
    expect(await superuser.json()).toMatchObject({ code: "42501" });
    const unknown = await bearer(await sign({ role: "gw_nobody" }));
    expect(unknown.status).toBe(401);
    expect(await unknown.json()).toMatchObject({ code: "22023" });
  });
});
