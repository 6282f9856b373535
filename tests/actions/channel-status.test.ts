import { expect, it } from "vitest";
import { channelStatus } from "@/lib/actions/channel-status";
import type { EngineDeps } from "@/lib/actions/deps";

const nobody = () => Promise.reject(new Error("nobody is called here"));
const VOICE: Pick<EngineDeps, "voice" | "webhook"> = {
  voice: { startCall: nobody, getCall: nobody, findCall: nobody, check: nobody, exists: nobody },
  webhook: { url: "https://example.com/api/webhooks/vapi", secret: "secret" },
};
const agent = (fields: object = {}) => ({
  id: "a",
  user_id: "u",
  name: "Ava",
  vapi_assistant_id: "assistant",
  vapi_phone_number_id: "number",
  created_at: "2026-11-23T17:00:00Z",
  ...fields,
});
const calls = (deps: Pick<EngineDeps, "voice" | "webhook">, agents: ReturnType<typeof agent>[]) =>
  channelStatus(deps, agents)
    .find(({ method }) => method === "call")
    ?.missing.map(({ what }) => what);

it("calls need the provider's keys and one agent with an assistant and a number, and say which is missing", () => {
  expect(calls(VOICE, [agent()])).toEqual([]);
  expect(calls(VOICE, [agent({ vapi_assistant_id: null }), agent()])).toEqual([]);
  expect(calls(VOICE, [])).toEqual(["There is no agent to make the calls."]);
  expect(calls(VOICE, [agent({ vapi_phone_number_id: null })])).toEqual(["No agent has a phone number to call from."]);
  expect(calls(VOICE, [agent({ vapi_assistant_id: null })])).toEqual(["No agent has a Vapi assistant to speak with."]);
  expect(calls({ voice: null, webhook: null }, [agent()])).toEqual([
    "The connection to the phone provider is missing.",
  ]);
});

it("email, text messages and several ways at once say that they are not set up", () => {
  const others = channelStatus(VOICE, [agent()]).filter(({ method }) => method !== "call");
  expect(others.map(({ method, ready }) => [method, ready])).toEqual([
    ["email", false],
    ["sms", false],
    ["multi", false],
  ]);
  for (const { missing } of others) expect(missing[0]?.what).toContain("not set up on this server yet");
});
