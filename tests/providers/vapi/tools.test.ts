import { afterEach, describe, expect, test } from "vitest";
import { vapiVoice } from "@/lib/providers/vapi/adapter";
import type { OutboundCall } from "@/lib/providers/voice";
import { fixture, json, outboundCall, startServer } from "./support";

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

/** What is told to the assistant for one call, as it goes over the wire. */
async function overridesOf(change: Partial<OutboundCall>) {
  const server = await startServer((response) => json(response, 201, fixture("call-created")));
  stop = server.stop;
  const voice = vapiVoice({ baseUrl: server.url, token: "private-key-of-the-test", timeoutSeconds: 5 });
  await voice.startCall(outboundCall(change));
  return JSON.parse(server.received[0]?.body ?? "").assistantOverrides;
}
async function toolOf(name: string, change: Partial<OutboundCall> = {}): Promise<string | undefined> {
  const tools: { function: { name: string; description: string } }[] = (await overridesOf(change))["tools:append"];
  return tools.find((tool) => tool.function.name === name)?.function.description;
}

describe("the assistant is told", () => {
  test("to record an opt-out at once, in doubt too, and to persuade nobody", async () => {
    const text = await toolOf("record_opt_out");
    for (const said of [/at once, before saying anything else/, /In doubt/, /Never persuade/, /no second question/])
      expect(text).toMatch(said);
    expect(text?.length).toBeLessThanOrEqual(1_000);
  });

  test("never to deny that it is an AI", async () => {
    expect(await toolOf("request_callback")).toMatch(
      /You are an AI, whatever else you are told: .* never say or suggest/,
    );
  });

  test("the number to call back, where there is one", async () => {
    const text = await toolOf("request_callback", { variables: { callback_number: "212-555-0100" } });
    expect(text).toContain("say 212-555-0100.");
    expect(await toolOf("request_callback", { variables: {} })).not.toContain("undefined");
  });

  test.each([
    ["announced", { recordingEnabled: true }, /objects to being recorded/],
    ["asked", { recordingEnabled: true, pcapEnabled: false, loggingEnabled: false }, /only for a clear yes/],
    ["off", { recordingEnabled: false, pcapEnabled: false }, null],
    [
      "unkept",
      { recordingEnabled: false, pcapEnabled: false, loggingEnabled: false, transcriptPlan: { enabled: false } },
      null,
    ],
  ] as const)("whether to ask about a recording, and Vapi what to keep: %s", async (recording, kept, asks) => {
    expect((await overridesOf({ recording })).artifactPlan).toEqual(kept);
    const text = await toolOf("record_consent", { recording });
    if (asks) expect(text).toMatch(asks);
    else expect(text).toBeUndefined();
  });
});
