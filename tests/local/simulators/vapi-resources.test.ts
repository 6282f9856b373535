import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vapiVoice } from "@/lib/providers/vapi/adapter";
import { ASSISTANT_ID, type Stage, startStage, TOKEN } from "./support";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

const get = (path: string, token = TOKEN) =>
  fetch(`${stage.simulator.url}${path}`, { headers: { authorization: `Bearer ${token}` } });

describe("the simulated Vapi's assistants and phone numbers", () => {
  test("are known by every UUID until it is set missing", async () => {
    const { voice, simulator } = stage;
    expect(await voice.exists("assistant", ASSISTANT_ID)).toEqual({ ok: true, value: true });
    expect(await voice.exists("phone_number", ASSISTANT_ID)).toEqual({ ok: true, value: true });
    simulator.setMissing([ASSISTANT_ID]);
    expect(await voice.exists("assistant", ASSISTANT_ID)).toEqual({ ok: true, value: false });
    simulator.setMissing([]);
  });

  test("are not found by what is no UUID", async () => {
    expect(await stage.voice.exists("assistant", "receptionist")).toEqual({ ok: true, value: false });
  });

  test("let the key be checked, and refuse a wrong one as Vapi does", async () => {
    expect(await stage.voice.check()).toEqual({ ok: true, value: null });
    const stranger = vapiVoice({ baseUrl: stage.simulator.url, token: "not-the-key", timeoutSeconds: 5 });
    expect(await stranger.check()).toMatchObject({ ok: false, failure: { code: "auth", status: 401 } });
    expect(await stranger.exists("assistant", ASSISTANT_ID)).toMatchObject({ ok: false, failure: { code: "auth" } });
  });

  test("refuse what Vapi refuses", async () => {
    expect((await get("/assistant?limit=1001")).status).toBe(400);
    expect((await get("/assistant?name=Ava")).status).toBe(400);
    expect((await get("/assistants")).status).toBe(404);
    expect((await get(`/assistant/${ASSISTANT_ID}/calls`)).status).toBe(404);
  });
});
