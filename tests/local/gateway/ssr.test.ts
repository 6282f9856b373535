import { createServerClient } from "@supabase/ssr";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRemote } from "../../support/stack-target";
import { type Fixture, PASSWORD, startFixture } from "./fixture";

let now = new Date();
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({ now: () => now });
});
afterAll(() => fixture.stop());

/** One browser: its cookies outlive the client that each request makes anew. */
function browser() {
  const jar = new Map<string, string>();
  let written = 0;
  const request = () =>
    createServerClient(fixture.url, fixture.anonKey, {
      cookies: {
        getAll: () => [...jar].map(([name, value]) => ({ name, value })),
        setAll: (cookies) => {
          for (const { name, value, options } of cookies) {
            written += 1;
            if (value === "" || options.maxAge === 0) jar.delete(name);
            else jar.set(name, value);
          }
        },
      },
    });
  return { jar, request, written: () => written };
}

it("keeps a session in cookies from one request to the next", async () => {
  const { email, id } = await fixture.newPerson("visitor");
  const { jar, request } = browser();
  const { error } = await request().auth.signInWithPassword({ email, password: PASSWORD });
  expect(error).toBeNull();
  expect([...jar.keys()].some((name) => name.includes("-auth-token"))).toBe(true);

  const next = request();
  expect((await next.auth.getUser()).data.user?.id).toBe(id);
  expect((await next.auth.getClaims()).data?.claims.sub).toBe(id);
  expect((await next.rpc("gw_whoami")).data).toMatchObject({ uid: id });
});

it("removes the cookies on signing out", async () => {
  const { email } = await fixture.newPerson("leaving");
  const { jar, request } = browser();
  await request().auth.signInWithPassword({ email, password: PASSWORD });
  expect((await request().auth.signOut()).error).toBeNull();
  expect(jar.size).toBe(0);
  expect((await request().auth.getUser()).data.user).toBeNull();
});

it.skipIf(isRemote)("refreshes a session that has expired, and writes the new cookies", async () => {
  const { email, id } = await fixture.newPerson("returning");
  const { jar, request, written } = browser();
  // A session of two hours ago: for the client, which has no other clock than the machine's, it is over.
  now = new Date(Date.now() - 7_200_000);
  expect((await request().auth.signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  now = new Date();
  const before = { cookies: [...jar.values()].join(""), written: written() };
  const { data, error } = await request().auth.getUser();
  expect(error).toBeNull();
  expect(data.user?.id).toBe(id);
  expect(written()).toBeGreaterThan(before.written);
  expect([...jar.values()].join("")).not.toBe(before.cookies);
  expect((await request().rpc("gw_whoami")).data).toMatchObject({ uid: id });
});
