import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRemote } from "../../support/stack-target";
import { authRequest, type Fixture, PASSWORD, startFixture } from "./fixture";

let now = new Date();
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({ now: () => now });
});
afterAll(() => fixture.stop());

const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
const auth: ReturnType<typeof authRequest> = (path, init) => authRequest(fixture)(path, init);

describe("refreshing", () => {
  const refresh = (token: string) => auth("/token?grant_type=refresh_token", { body: { refresh_token: token } });
  const firstToken = async () => {
    const { client } = await fixture.newPerson("fresh");
    return (await client.auth.getSession()).data.session?.refresh_token ?? "";
  };

  it("gives a new pair", async () => {
    const { client, id } = await fixture.newPerson("rotating");
    const before = (await client.auth.getSession()).data.session;
    const { data, error } = await client.auth.refreshSession();
    expect(error).toBeNull();
    expect(data.session?.refresh_token).not.toBe(before?.refresh_token);
    expect(data.session?.access_token).not.toBe(before?.access_token);
    expect(data.user?.id).toBe(id);
    expect((await client.from("gw_notes").select("id")).error).toBeNull();
  });

  it("gives the same successor when the answer got lost", async () => {
    const first = await firstToken();
    const second = await refresh(first);
    later(3600);
    const again = await refresh(first);
    expect(again.status).toBe(200);
    expect(again.body.refresh_token).toBe(second.body.refresh_token);
  });

  it("gives one successor to many requests at once", async () => {
    const first = await firstToken();
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(first)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1);
  });

  it.skipIf(isRemote)("refuses an old token, and then everything of its session", async () => {
    const first = await firstToken();
    const second = (await refresh(first)).body.refresh_token;
    const third = (await refresh(second)).body.refresh_token;
    later(11);
    const stolen = await refresh(first);
    expect(stolen.status).toBe(400);
    expect(stolen.body).toMatchObject({
      error_code: "refresh_token_already_used",
      msg: "Invalid Refresh Token: Already Used",
    });
    later(11);
    expect((await refresh(third)).body).toMatchObject({ error_code: "refresh_token_already_used" });
  });

  it("refuses a token that never was", async () => {
    const { error } = await fixture.client(fixture.anonKey).auth.refreshSession({ refresh_token: "made-up" });
    expect(error).toMatchObject({ status: 400, code: "refresh_token_not_found" });
  });
});

describe("signing out", () => {
  async function twoDevices() {
    const { client: phone, email } = await fixture.newPerson("devices");
    const laptop = fixture.client(fixture.anonKey);
    await laptop.auth.signInWithPassword({ email, password: PASSWORD });
    const token = async (client: typeof phone) => (await client.auth.getSession()).data.session?.access_token;
    return { phone, laptop, phoneToken: await token(phone), laptopToken: await token(laptop) };
  }
  const isSignedIn = async (token: string | undefined) => {
    const { status, body } = await auth("/user", { method: "GET", token });
    return status === 200 ? true : body.error_code;
  };

  it("ends all sessions", async () => {
    const { phone, phoneToken, laptopToken } = await twoDevices();
    expect((await phone.auth.signOut()).error).toBeNull();
    expect([await isSignedIn(phoneToken), await isSignedIn(laptopToken)]).toEqual([
      "session_not_found",
      "session_not_found",
    ]);
  });

  it("ends this session alone", async () => {
    const { phone, laptop, phoneToken, laptopToken } = await twoDevices();
    const refreshToken = (await phone.auth.getSession()).data.session?.refresh_token ?? "";
    await phone.auth.signOut({ scope: "local" });
    expect([await isSignedIn(phoneToken), await isSignedIn(laptopToken)]).toEqual(["session_not_found", true]);
    const { error } = await phone.auth.refreshSession({ refresh_token: refreshToken });
    expect(error?.code).toBe("refresh_token_not_found");
    expect((await laptop.auth.refreshSession()).error).toBeNull();
  });

  it("ends the other sessions", async () => {
    const { phone, phoneToken, laptopToken } = await twoDevices();
    await phone.auth.signOut({ scope: "others" });
    expect([await isSignedIn(phoneToken), await isSignedIn(laptopToken)]).toEqual([true, "session_not_found"]);
  });
});
