import { describe, expect, it } from "vitest";
import { isReady, type ReadinessFacts, readiness } from "@/lib/core/readiness";
import { type Setup, webhookReach } from "@/lib/core/setup";
import type { SetupReport } from "@/lib/core/setup-views";

const NOW = new Date("2026-11-21T12:00:00Z");
const AVA = { id: "ava", name: "Ava", has_assistant: true, has_number: true };
const facts = (changes: Partial<ReadinessFacts> = {}): ReadinessFacts => ({
  business_name: "Bella Salon",
  callback_number: "+12125550100",
  ...{ postal_address: "1 Main Street, New York", email_sender: "hello@salon.com", sms_sender: "+12125550100" },
  calling_hours: { mon: [["09:00", "17:00"]] },
  call_concurrency: 10,
  inbound_lines: 2,
  agents: [AVA],
  customers: 40,
  opt_outs: 3,
  lists: { relied: [], stale: [] },
  called: true,
  ...changes,
});
const setup = (changes: Partial<Setup> = {}): Setup => ({
  voice: { configured: true, missing: [], simulated: false },
  email: { configured: true, missing: [], simulated: false },
  sms: { configured: true, missing: [], simulated: false },
  jobs: { engine: "graphile" },
  webhooks: { url: "https://app.salon.com/api/webhooks/vapi", reach: "public", variable: "APP_URL" },
  ...changes,
});
const report = (changes: Partial<SetupReport> = {}): SetupReport => ({
  checked_at: NOW.toISOString(),
  voice: { state: "reachable", said: null },
  email: { state: "reachable", said: null },
  sms: { state: "reachable", said: null },
  agents: [{ id: "ava", assistant: "found", phone_number: "found" }],
  swept_at: "2026-11-21T11:59:10Z",
  ...changes,
});

const items = (f = facts(), s = setup(), r: SetupReport | null = report()) => readiness(f, s, r, NOW);
const open = (list: ReturnType<typeof items>) =>
  list.filter(({ state }) => state !== "done").map(({ code, state }) => [code, state]);
const one = (code: string, list: ReturnType<typeof items>) => list.find((item) => item.code === code);

describe("emails and texts", () => {
  const none = { configured: false, missing: ["RESEND_API_KEY", "LINK_SECRET"], simulated: false };
  it("are advice: who only calls is ready without them, and reads what they would need", () => {
    const list = items(facts({ email_sender: null, sms_sender: null }), setup({ email: none, sms: none }));
    expect(isReady(list)).toBe(true);
    expect(one("email", list)).toMatchObject({ state: "missing", blocking: false, href: "/settings/providers" });
    expect(one("email", list)?.text).toContain("RESEND_API_KEY and LINK_SECRET");
    expect(one("sms", list)).toMatchObject({ state: "missing", href: "/settings/providers" });
  });

  it("need a sender, and emails a postal address", () => {
    const list = items(facts({ email_sender: null, sms_sender: null }));
    expect(one("email", list)).toMatchObject({ state: "missing", href: "/settings/channels" });
    expect(one("sms", list)).toMatchObject({ state: "missing", href: "/settings/channels" });
    const without = items(facts({ postal_address: null }));
    expect(one("email", without)).toMatchObject({ state: "missing", href: "/settings/business" });
  });

  it.each([
    ["reachable", "done"],
    ["refused", "missing"],
    ["unreachable", "unknown"],
  ] as const)("are as good as the provider's answer: %s is %s", (state, shown) => {
    const list = items(facts(), setup(), report({ email: { state, said: null }, sms: { state, said: null } }));
    expect([one("email", list)?.state, one("sms", list)?.state]).toEqual([shown, shown]);
  });
});

describe("before the first real call", () => {
  it("nothing is left when everything is there", () => {
    expect(open(items())).toEqual([]);
    expect(isReady(items())).toBe(true);
  });

  it("an account that has just been made has everything before it, and each point leads somewhere", () => {
    const nobody = facts({
      ...{ business_name: null, callback_number: null, calling_hours: {}, call_concurrency: 2 },
      ...{ email_sender: null, sms_sender: null, agents: [], customers: 0, opt_outs: 0, called: false },
    });
    const bare = setup({
      voice: { configured: false, missing: ["VAPI_API_KEY", "VAPI_WEBHOOK_SECRET"], simulated: false },
      webhooks: { url: "http://127.0.0.1:3000/api/webhooks/vapi", reach: "private", variable: "APP_URL" },
    });
    const list = items(
      nobody,
      bare,
      report({ agents: [], swept_at: null, voice: { state: "unconfigured", said: null } }),
    );
    expect(list.every(({ state }) => state === "missing")).toBe(true);
    expect(list.every(({ href, text }) => href.startsWith("/") && text.length > 20)).toBe(true);
    expect(one("voice", list)?.text).toContain("VAPI_API_KEY and VAPI_WEBHOOK_SECRET");
    expect(isReady(list)).toBe(false);
  });

  it("advice does not stand in the way", () => {
    const list = items(facts({ called: false, opt_outs: 0 }));
    expect(open(list)).toEqual([
      ["test_call", "missing"],
      ["opt_outs", "missing"],
    ]);
    expect(isReady(list)).toBe(true);
  });

  it("what only the provider knows is being checked until it has answered, and counts as not ready", () => {
    const list = items(facts(), setup(), null);
    expect(open(list)).toEqual([
      ["voice", "checking"],
      ["jobs", "checking"],
      ["agent", "checking"],
      ["email", "checking"],
      ["sms", "checking"],
    ]);
    expect(isReady(list)).toBe(false);
  });

  it.each([
    ["refused", "missing", /VAPI_API_KEY/],
    ["unreachable", "unknown", /no answer/],
  ] as const)("a provider that is %s says what to do", (state, shown, text) => {
    const item = one("voice", items(facts(), setup(), report({ voice: { state, said: "x" } })));
    expect(item).toMatchObject({ state: shown, text: expect.stringMatching(text) });
  });

  it("an agent counts only when Vapi knows its assistant and its number, and one is enough", () => {
    const bea = { ...AVA, id: "bea", name: "Bea" };
    const state = (assistant: "found" | "missing" | "unknown", agents = [AVA]) =>
      one(
        "agent",
        items(
          facts({ agents }),
          setup(),
          report({
            agents: [
              { id: "ava", assistant, phone_number: "found" },
              { id: "bea", assistant: "found", phone_number: "found" },
            ],
          }),
        ),
      );
    expect(state("missing")).toMatchObject({ state: "missing", text: expect.stringContaining("Ava") });
    expect(state("unknown")?.state).toBe("unknown");
    expect(state("missing", [AVA, bea])).toMatchObject({ state: "done", text: expect.stringContaining("Bea") });
    const halved = facts({ agents: [{ ...AVA, has_number: false }] });
    expect(one("agent", items(halved))?.text).toContain("lacks");
  });

  it("an engine that has not looked for three minutes is not at work", () => {
    const swept = (swept_at: string | null) => one("jobs", items(facts(), setup(), report({ swept_at })))?.state;
    expect(swept("2026-11-21T11:57:01Z")).toBe("done");
    expect(swept("2026-11-21T11:56:59Z")).toBe("missing");
    expect(swept(null)).toBe("missing");
  });

  it("lines that are all kept free leave none for a campaign", () => {
    expect(one("lines", items(facts({ call_concurrency: 2, inbound_lines: 2 })))?.state).toBe("missing");
    expect(one("lines", items(facts({ call_concurrency: 3, inbound_lines: 2 })))?.text).toBe("1 call at once.");
  });

  it("a simulated provider on this machine needs no address in the internet", () => {
    const local = setup({
      voice: { configured: true, missing: [], simulated: true },
      webhooks: { url: "http://127.0.0.1:3000/x", reach: "private", variable: "APP_URL" },
    });
    expect(open(items(facts(), local))).toEqual([]);
    expect(one("voice", items(facts(), local))?.text).toContain("nobody real is called");
  });
});

describe("an address for webhooks", () => {
  it.each([
    ["https://rekindle.salon.com", "public"],
    ["https://203.0.113.7", "public"],
    ["http://rekindle.salon.com", "not_https"],
    ["http://127.0.0.1:3400", "private"],
    ["https://localhost", "private"],
    ["https://192.168.1.4", "private"],
    ["https://172.20.0.3", "private"],
    ["https://172.32.0.3", "public"],
    ["https://[::1]:3000", "private"],
    ["https://[fd12::1]", "private"],
    ["https://[2001:db8::1]", "public"],
    ["https://macbook.local", "private"],
    ["https://server", "private"],
    ["nonsense", "private"],
  ])("%s is %s", (url, reach) => {
    expect(webhookReach(url)).toBe(reach);
  });
});

it("names the do-not-call lists that are relied on and too old, and says nothing of lists to whoever relies on none", () => {
  const lists = (relied: string[], stale: string[]) =>
    one("do_not_call_lists", items(facts({ lists: { relied, stale } })));
  expect(lists([], [])).toBeUndefined();
  expect(lists(["US"], [])).toMatchObject({ state: "done" });
  expect(lists(["US", "US-TX"], ["US", "US-TX"])).toMatchObject({
    ...{ state: "missing", href: "/settings/lists" },
    text: expect.stringContaining("the national list and the list of Texas"),
  });
});
