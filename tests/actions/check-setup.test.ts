import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkSetup } from "@/lib/actions/check-setup";
import { runSweep } from "@/lib/actions/run-sweep";
import { vapiVoice } from "@/lib/providers/vapi/adapter";
import { type EngineStage, startEngine } from "../support/engine";
import type { Account } from "../support/engine-account";

let stage: EngineStage;
let alice: Account;
beforeAll(async () => {
  stage = await startEngine();
  alice = await stage.account("alice");
});
afterAll(() => stage.stop());

const ids = async () => {
  const [agent] = await alice.deps.data.accounts.agents(alice.accountId);
  return { assistant: agent?.vapi_assistant_id ?? "", number: agent?.vapi_phone_number_id ?? "" };
};

describe("checking the setup", () => {
  it("finds the agent's assistant and number, and changes nothing at the provider", async () => {
    expect(await checkSetup(alice.deps)).toMatchObject({
      voice: { state: "reachable", said: null },
      agents: [{ id: alice.agentId, assistant: "found", phone_number: "found" }],
    });
    expect(new Set(stage.simulator.requests().map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("says which of the two Vapi does not know, and which is not set", async () => {
    stage.simulator.setMissing([(await ids()).number]);
    expect((await checkSetup(alice.deps)).agents).toMatchObject([{ assistant: "found", phone_number: "missing" }]);
    stage.simulator.setMissing([]);
    const bea = await alice.deps.data.setup.addAgent(alice.accountId, {
      ...{ name: "Bea", vapi_assistant_id: (await ids()).assistant, vapi_phone_number_id: null },
    });
    const { agents } = await checkSetup(alice.deps);
    expect(agents.find(({ id }) => id === bea.id)).toMatchObject({ assistant: "found", phone_number: "unset" });
  });

  it("tells a wrong key from silence, and says of no agent what it could not ask", async () => {
    const wrongKey = vapiVoice({ baseUrl: stage.simulator.url, token: "another-key-entirely", timeoutSeconds: 2 });
    const refused = await checkSetup({ ...alice.deps, voice: wrongKey });
    expect(refused).toMatchObject({ voice: { state: "refused" }, agents: [{ assistant: "unknown" }, {}] });
    expect(JSON.stringify(refused)).not.toContain("another-key-entirely");
    const nobody = vapiVoice({ baseUrl: "http://127.0.0.1:9", token: "t", timeoutSeconds: 2 });
    expect((await checkSetup({ ...alice.deps, voice: nobody })).voice.state).toBe("unreachable");
    expect((await checkSetup({ ...alice.deps, voice: null })).voice.state).toBe("unconfigured");
  });

  it("knows when the engine last did its round", async () => {
    expect((await checkSetup(alice.deps)).swept_at).toBeNull();
    await runSweep(stage.deps);
    const { swept_at, checked_at } = await checkSetup(alice.deps);
    expect(new Date(swept_at ?? 0)).toEqual(new Date(checked_at));
  });
});
