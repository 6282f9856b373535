import { expect, it } from "vitest";
import { channelStatus } from "@/lib/actions/channel-status";
import type { EngineDeps } from "@/lib/actions/deps";

const nobody = () => Promise.reject(new Error("nobody is called here"));
type Deps = Pick<EngineDeps, "voice" | "webhook" | "email" | "sms" | "links">;
const NO_MESSAGES = { email: null, sms: null, links: null };
const VOICE: Deps = {
  ...NO_MESSAGES,
  voice: { startCall: nobody, getCall: nobody, forget: nobody, findCall: nobody, check: nobody, exists: nobody },
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
const ALL: Deps = {
  ...VOICE,
  email: { send: nobody, get: nobody, receivedText: nobody, check: nobody },
  sms: { send: nobody, get: nobody, find: nobody, check: nobody },
  links: { unsubscribe: () => "", consent: () => "", tracked: () => "" },
};
const SENDERS = {
  ...{ business_name: "Bright", postal_address: "1 Main St" },
  ...{ email_sender: "hello@bright.test", sms_sender: "+12125550100" },
};
const calls = (deps: Deps, agents: ReturnType<typeof agent>[]) =>
  channelStatus(deps, agents, null)
    .find(({ method }) => method === "call")
    ?.missing.map(({ what }) => what);

it("calls need the provider's keys and one agent with an assistant and a number, and say which is missing", () => {
  expect(calls(VOICE, [agent()])).toEqual([]);
  expect(calls(VOICE, [agent({ vapi_assistant_id: null }), agent()])).toEqual([]);
  expect(calls(VOICE, [])).toEqual(["There is no agent to make the calls."]);
  expect(calls(VOICE, [agent({ vapi_phone_number_id: null })])).toEqual(["No agent has a phone number to call from."]);
  expect(calls(VOICE, [agent({ vapi_assistant_id: null })])).toEqual(["No agent has a Vapi assistant to speak with."]);
  expect(calls({ ...NO_MESSAGES, voice: null, webhook: null }, [agent()])).toEqual([
    "The connection to the phone provider is missing.",
  ]);
});

it("email and text messages need their provider, a sender and what the law asks for, and say where each is set", () => {
  const lacks = (deps: Deps, settings: typeof SENDERS | null) =>
    Object.fromEntries(channelStatus(deps, [agent()], settings).map(({ method, missing }) => [method, missing.length]));
  expect(lacks(ALL, SENDERS)).toEqual({ call: 0, email: 0, sms: 0, multi: 0 });
  expect(lacks(ALL, null)).toEqual({ call: 0, email: 2, sms: 1, multi: 1 });
  expect(lacks(VOICE, SENDERS)).toEqual({ call: 0, email: 1, sms: 1, multi: 1 });
  // A message without a way to opt out is never sent.
  expect(lacks({ ...ALL, links: null }, SENDERS)).toEqual({ call: 0, email: 1, sms: 1, multi: 1 });
  expect(lacks({ ...ALL, voice: null, sms: null }, SENDERS)).toEqual({ call: 1, email: 0, sms: 1, multi: 1 });
  for (const { missing } of channelStatus(VOICE, [], null))
    for (const { where } of missing) expect(where).toMatch(/set|beside/i);
});

it("several ways need two of them", () => {
  expect(channelStatus({ ...ALL, voice: null }, [], SENDERS).at(-1)).toMatchObject({ method: "multi", ready: true });
});
