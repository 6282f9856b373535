import { afterEach, describe, expect, test } from "vitest";
import { vapiVoice } from "@/lib/providers/vapi/adapter";
import { json, startServer } from "./support";

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

async function voiceOn(answer: Parameters<typeof startServer>[0], timeoutSeconds = 5) {
  const server = await startServer(answer);
  stop = server.stop;
  return { server, voice: vapiVoice({ baseUrl: server.url, token: "the-private-key", timeoutSeconds }) };
}
const ID = "c0a8e5b2-1d3f-4a6b-9c7d-2e4f6a8b0c1d";
const notFound = { message: "Assistant Not Found", error: "Not Found", statusCode: 404 };

describe("asking whether Vapi can be used", () => {
  test("sends one harmless request with the key", async () => {
    const { server, voice } = await voiceOn((response) => json(response, 200, []));
    expect(await voice.check()).toEqual({ ok: true, value: null });
    expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /assistant?limit=1"]);
    expect(server.received[0]?.headers.authorization).toBe("Bearer the-private-key");
  });

  test("tells a wrong key from a server that fails, and asks neither again", async () => {
    const { server, voice } = await voiceOn((response) => json(response, 401, { message: "Invalid Key" }));
    expect(await voice.check()).toMatchObject({ ok: false, failure: { code: "auth" } });
    expect(server.received).toHaveLength(1);
  });

  test.each([
    ["a fault", 500, { message: "no" }, "unavailable"],
    ["something that is not Vapi", 200, { hello: "world" }, "bad_response"],
  ])("is a failure on %s", async (_, status, body, code) => {
    const { server, voice } = await voiceOn((response) => json(response, status, body));
    expect(await voice.check()).toMatchObject({ ok: false, failure: { code } });
    expect(server.received).toHaveLength(1);
  });

  test("does not wait for a server that says nothing", async () => {
    const { voice } = await voiceOn(() => undefined, 0.2);
    expect(await voice.check()).toMatchObject({ ok: false, failure: { code: "timeout" } });
  });

  test("is a failure when nobody listens", async () => {
    const { server, voice } = await voiceOn(() => undefined);
    await server.stop();
    stop = undefined;
    expect(await voice.check()).toMatchObject({ ok: false, failure: { code: "unavailable" } });
  });
});

describe("asking whether an agent's parts exist", () => {
  test("reads the assistant and the phone number by their ids", async () => {
    const { server, voice } = await voiceOn((response) => json(response, 200, { id: ID }));
    expect(await voice.exists("assistant", ID)).toEqual({ ok: true, value: true });
    expect(await voice.exists("phone_number", ID)).toEqual({ ok: true, value: true });
    expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /assistant/${ID}`,
      `GET /phone-number/${ID}`,
    ]);
  });

  test.each([
    [404, notFound],
    [400, { message: "id must be a UUID", error: "Bad Request", statusCode: 400 }],
  ])("finds nothing where Vapi says so with %i", async (status, body) => {
    const { voice } = await voiceOn((response) => json(response, status, body));
    expect(await voice.exists("assistant", "nothing/of that name")).toEqual({ ok: true, value: false });
  });

  test("does not call it missing because of a 404 that is not Vapi's", async () => {
    const { voice } = await voiceOn((response) => response.writeHead(404).end("<html>nginx</html>"));
    expect(await voice.exists("assistant", ID)).toMatchObject({ ok: false });
  });
});
