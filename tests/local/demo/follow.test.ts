import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pauseCampaign } from "@/lib/actions/pause-campaign";
import { startCampaign } from "@/lib/actions/start-campaign";
import { stopCampaign } from "@/lib/actions/stop-campaign";
import { follow } from "@/local/demo/follow";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numbers } from "@/tests/support/engine-account";

let stage: EngineStage;
let bright: Account;

beforeAll(async () => {
  stage = await startEngine();
  bright = await stage.account("bright");
  await bright.leads(numbers(3));
});
afterAll(() => stage.stop());

/** Follows a campaign; `says` settles once something was said. */
function following(id: string) {
  const said: string[] = [];
  const waiting: { wanted: RegExp; done: () => void }[] = [];
  const say = (text: string) => {
    said.push(text);
    for (const { wanted, done } of waiting) if (wanted.test(text)) done();
  };
  const { signal } = new AbortController();
  const ended = follow({ deps: stage.deps, databaseUrl: stage.stack.databaseUrl }, id, { live: false, signal, say });
  const says = (wanted: RegExp) =>
    new Promise<void>((done) => (said.some((text) => wanted.test(text)) ? done() : waiting.push({ wanted, done })));
  return { said, says, ended };
}

describe("the demo's progress", () => {
  it("stays with a campaign that its owner pauses, and goes on when it is resumed", async () => {
    const id = await bright.campaign();
    await startCampaign(bright.deps, { id });
    const { said, says, ended } = following(id);
    await says(/selected 3/);
    await pauseCampaign(bright.deps, { id });
    await says(/^You paused it\./);
    await startCampaign(bright.deps, { id });
    await says(/^The campaign goes on\.$/);
    await stopCampaign(bright.deps, { id });
    await ended;
    expect(said.join("\n")).not.toMatch(/paused itself/);
    expect(said.filter((text) => text.startsWith("You paused it."))).toHaveLength(1);
  });

  it("ends with a campaign that pauses itself, and says why in a sentence", async () => {
    const id = await bright.campaign();
    await startCampaign(bright.deps, { id });
    await stage.deps.engine.pause(id, "provider_billing", stage.clock.now());
    const { said, ended } = following(id);
    await ended;
    expect(said).toContain("The phone provider's account is out of credit. Top it up, then resume.");
  });
});
