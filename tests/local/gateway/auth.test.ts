import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRemote } from "../../support/stack-target";
import { authRequest, type Fixture, PASSWORD, startFixture } from "./fixture";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const newAddress = (name: string) => `${name}-${process.pid}-${Math.random().toString(36).slice(2)}@gateway.test`;
const auth: ReturnType<typeof authRequest> = (path, init) => authRequest(fixture)(path, init);

describe("signing up", () => {
  it("confirms and signs in at once", async () => {
    const email = newAddress("Ann").replace("ann", "Ann");
    const client = fixture.client(fixture.anonKey);
    const { data, error } = await client.auth.signUp({ email, password: PASSWORD, options: { data: { name: "Ann" } } });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({
      email: email.toLowerCase(),
      role: "authenticated",
      aud: "authenticated",
      user_metadata: { name: "Ann", email: email.toLowerCase() },
      app_metadata: { provider: "email", providers: ["email"] },
      email_confirmed_at: expect.any(String),
      identities: [expect.objectContaining({ provider: "email" })],
    });
    expect(data.session).toMatchObject({ token_type: "bearer", expires_in: 3600, refresh_token: expect.any(String) });
    expect((await client.auth.getUser()).data.user?.id).toBe(data.user?.id);
  });

  it("runs the database's triggers on people", async () => {
    await fixture.pool.query(`
      create table if not exists gw_people (id uuid primary key, email text);
      create or replace function gw_add_person() returns trigger language plpgsql security definer set search_path = '' as $$
        begin insert into public.gw_people values (new.id, new.email); return new; end $$;
      drop trigger if exists gw_on_person on auth.users;
      create trigger gw_on_person after insert on auth.users for each row execute function gw_add_person()`);
    try {
      const { id, email } = await fixture.newPerson("triggered");
      const { rows } = await fixture.pool.query("select email from gw_people where id = $1", [id]);
      expect(rows).toEqual([{ email }]);
    } finally {
      await fixture.pool.query(
        "drop trigger gw_on_person on auth.users; drop function gw_add_person; drop table gw_people",
      );
    }
  });

  it("refuses an address that is taken, however it is written", async () => {
    const { email } = await fixture.newPerson("twice");
    const { error } = await fixture
      .client(fixture.anonKey)
      .auth.signUp({ email: email.toUpperCase(), password: PASSWORD });
    expect(error).toMatchObject({ status: 422, code: "user_already_exists", message: "User already registered" });
  });

  it("refuses a short password", async () => {
    const { error } = await fixture.anonymous.auth.signUp({ email: newAddress("weak"), password: "abc" });
    expect(error).toMatchObject({ status: 422, code: "weak_password", reasons: ["length"] });
  });

  it.each([
    ["no address", { password: PASSWORD }, 422, "anonymous_provider_disabled"],
    ["no password", { email: "a@gateway.test" }, 400, "validation_failed"],
    ["an address that is none", { email: "nonsense", password: PASSWORD }, 400, "validation_failed"],
  ])("refuses %s", async (_name, body, status, code) => {
    const answer = await auth("/signup", { body });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code: status, error_code: code, msg: expect.any(String) });
  });
});

describe("signing in", () => {
  it("takes the password, and the address in any case", async () => {
    const { email, id } = await fixture.newPerson("back");
    const client = fixture.client(fixture.anonKey);
    const { data, error } = await client.auth.signInWithPassword({ email: email.toUpperCase(), password: PASSWORD });
    expect(error).toBeNull();
    expect(data.user?.id).toBe(id);
    const claims = await client.auth.getClaims();
    expect(claims.data?.claims).toMatchObject({
      sub: id,
      email,
      role: "authenticated",
      aal: "aal1",
      is_anonymous: false,
    });
  });

  it.each([
    ["a wrong password", (email: string) => ({ email, password: "wrong password" })],
    ["an unknown address", () => ({ email: newAddress("nobody"), password: PASSWORD })],
    ["SQL as an address", () => ({ email: "' or true --@gateway.test", password: PASSWORD })],
  ])("refuses %s in the same words", async (_name, credentials) => {
    const { email } = await fixture.newPerson("victim");
    const { error } = await fixture.client(fixture.anonKey).auth.signInWithPassword(credentials(email));
    expect(error).toMatchObject({ status: 400, code: "invalid_credentials", message: "Invalid login credentials" });
  });

  it("answers older clients in the older form", async () => {
    const { status, body } = await auth("/token?grant_type=password", {
      body: { email: "x@y.test", password: "wrong" },
    });
    expect(status).toBe(400);
    expect(body).toEqual({ code: 400, error_code: "invalid_credentials", msg: "Invalid login credentials" });
  });
});

describe("one's own account", () => {
  it("is shown to nobody without a session", async () => {
    const visitor = await auth("/user", { method: "GET" });
    expect(visitor).toMatchObject({ status: 403, body: { error_code: "bad_jwt" } });
    const forged = await auth("/user", { method: "GET", token: "a.b.c" });
    expect(forged).toMatchObject({ status: 403, body: { error_code: "bad_jwt" } });
  });

  it("changes its data, key by key", async () => {
    const { client } = await fixture.newPerson("changing");
    await client.auth.updateUser({ data: { a: 1, b: 2 } });
    const { data, error } = await client.auth.updateUser({ data: { b: null, c: 3 } });
    expect(error).toBeNull();
    expect(data.user?.user_metadata).toMatchObject({ a: 1, c: 3 });
    expect(data.user?.user_metadata).not.toHaveProperty("b");
  });

  it("changes its password", async () => {
    const { client, email } = await fixture.newPerson("forgetful");
    const same = await client.auth.updateUser({ password: PASSWORD });
    expect(same.error).toMatchObject({ status: 422, code: "same_password" });
    expect((await client.auth.updateUser({ password: "another password" })).error).toBeNull();
    const other = fixture.client(fixture.anonKey);
    expect((await other.auth.signInWithPassword({ email, password: PASSWORD })).error?.code).toBe(
      "invalid_credentials",
    );
    expect((await other.auth.signInWithPassword({ email, password: "another password" })).error).toBeNull();
  });
});

describe("the service role", () => {
  const admin = () => fixture.service.auth.admin;

  it("makes, shows, changes and removes people", async () => {
    const email = newAddress("made");
    const made = await admin().createUser({ email, password: PASSWORD, email_confirm: true, user_metadata: { x: 1 } });
    expect(made.error).toBeNull();
    const id = made.data.user?.id ?? "";
    expect((await admin().getUserById(id)).data.user).toMatchObject({ email, user_metadata: { x: 1 } });
    const changed = await admin().updateUserById(id, { app_metadata: { plan: "pro" }, password: "a new password" });
    expect(changed.data.user?.app_metadata).toMatchObject({ plan: "pro", provider: "email" });
    const client = fixture.client(fixture.anonKey);
    expect((await client.auth.signInWithPassword({ email, password: "a new password" })).error).toBeNull();
    expect((await admin().deleteUser(id)).error).toBeNull();
    expect((await admin().getUserById(id)).error).toMatchObject({ status: 404, code: "user_not_found" });
    expect((await client.auth.getUser()).error).toMatchObject({ code: "user_not_found", status: 403 });
  });

  it("lists people page by page", async () => {
    await fixture.newPerson("listed");
    await fixture.newPerson("listed");
    const { data, error } = await admin().listUsers({ page: 1, perPage: 1 });
    expect(error).toBeNull();
    expect(data.users).toHaveLength(1);
    expect(data).toMatchObject({ nextPage: 2, total: expect.any(Number) });
  });

  it("can't use an address twice", async () => {
    const { email } = await fixture.newPerson("taken");
    expect((await admin().createUser({ email })).error).toMatchObject({ status: 422, code: "email_exists" });
  });

  it("bans people", async () => {
    const { client, email, id } = await fixture.newPerson("banned");
    await admin().updateUserById(id, { ban_duration: "24h" });
    expect((await client.auth.refreshSession()).error?.code).toBe("user_banned");
    expect((await client.auth.signInWithPassword({ email, password: PASSWORD })).error?.code).toBe("user_banned");
    await admin().updateUserById(id, { ban_duration: "none" });
    expect((await client.auth.signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  });

  it("makes people who have yet to confirm", async () => {
    const email = newAddress("unconfirmed");
    await admin().createUser({ email, password: PASSWORD });
    const { error } = await fixture.client(fixture.anonKey).auth.signInWithPassword({ email, password: PASSWORD });
    expect(error).toMatchObject({ status: 400, code: "email_not_confirmed" });
  });

  it("is no one else", async () => {
    const { client } = await fixture.newPerson("curious");
    const token = (await client.auth.getSession()).data.session?.access_token;
    expect(await auth("/admin/users", { method: "GET", token })).toMatchObject({
      status: 403,
      body: { error_code: "not_admin" },
    });
    expect(await auth("/admin/users", { method: "GET" })).toMatchObject({ status: 403 });
  });
});

describe("the rest of the API", () => {
  it("is healthy and has no public keys to show", async () => {
    expect(await auth("/health", { method: "GET" })).toMatchObject({ status: 200, body: { name: "GoTrue" } });
    expect((await auth("/.well-known/jwks.json", { method: "GET" })).status).toBe(200);
  });

  it.skipIf(isRemote)("says what it leaves out", async () => {
    expect((await auth("/otp", { body: { email: "a@b.test" } })).status).toBe(404);
  });

  it("refuses what is no JSON", async () => {
    const headers = { apikey: fixture.anonKey, "content-type": "application/json" };
    const response = await fetch(`${fixture.url}/auth/v1/signup`, { method: "POST", headers, body: "}{" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error_code: "bad_json" });
  });
});
