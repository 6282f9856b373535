import { afterEach, describe, expect, test } from "vitest";
import { classifyReply } from "@/lib/core/reply-words";
import { personaFor } from "@/local/simulators/twilio/personas";
import { PERSONAS, type Persona } from "@/local/simulators/twilio/types";
import { KEYWORDS } from "../../support/reply-keywords";
import { numberOf, SENDER, SERVICE, type Stage, startStage } from "./twilio-support";

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

describe("who gets a text", () => {
  test("is decided by the number's end, by a script, or by the seed", () => {
    expect(PERSONAS.map((persona) => personaFor(7, numberOf(persona), 3))).toEqual([...PERSONAS]);
    const script: Record<string, Persona[]> = { "+12125550301": ["landline", "interested"] };
    expect([1, 2, 3].map((nth) => personaFor(7, "+12125550301", nth, script))).toEqual([
      "landline",
      "interested",
      "interested",
    ]);
    const made = Array.from({ length: 400 }, (_, n) => personaFor(7, `+1212777${1000 + n}`, 1));
    expect(made).toEqual(Array.from({ length: 400 }, (_, n) => personaFor(7, `+1212777${1000 + n}`, 1)));
    expect(new Set(made).size).toBeGreaterThan(10);
    expect(made).not.toContain("filtered");
    expect(made).not.toContain("sender_unregistered");
  });
});

describe("a text ends", () => {
  test.each<[Persona, string, string | null, string | null]>([
    ["silent", "delivered", "delivered", null],
    ["unknown_number", "failed", "bounced", "30005"],
    ["landline", "failed", "landline", "30006"],
    ["filtered", "failed", "filtered", "30007"],
    ["carrier_error", "failed", "undelivered", "30008"],
    ["blocked", "failed", "blocked", "30004"],
    ["sender_unregistered", "failed", "provider_failed", "30034"],
    ["unreachable_then_ok", "failed", "undelivered", "30003"],
    ["never_reported", "sent", null, null],
  ])("with %s as %s: %s, and looked up it says the same", async (persona, status, disposition, code) => {
    stage = await startStage();
    const sent = await stage.text(numberOf(persona));
    await stage.simulator.idle();
    expect(stage.receiver.statuses().at(-1)).toMatchObject({ status, disposition, code });
    expect(await stage.sms.get(sent.ok ? sent.providerRef : "")).toMatchObject({
      value: { status, disposition, code },
    });
    expect(stage.receiver.replies()).toEqual([]);
  });

  test("better the second time where the phone was off", async () => {
    stage = await startStage();
    const to = numberOf("unreachable_then_ok");
    await stage.text(to);
    await stage.simulator.idle();
    await stage.text(to);
    await stage.simulator.idle();
    expect(
      stage.receiver
        .statuses()
        .map(({ disposition }) => disposition)
        .filter(Boolean),
    ).toEqual(["undelivered", "delivered"]);
  });
});

describe("a customer", () => {
  test.each<[Persona, string[]]>([
    ["asks_question", ["reply"]],
    ["interested", ["reply"]],
    ["stops", ["stop"]],
    ["stops_in_words", ["opt_out_wording"]],
    ["stops_then_starts", ["stop", "start"]],
    ["asks_help", ["help"]],
  ])("who %s writes what is understood as %j", async (persona, kinds) => {
    stage = await startStage();
    await stage.text(numberOf(persona));
    await stage.simulator.idle();
    const replies = stage.receiver.replies();
    expect(replies.map(({ body }) => classifyReply(body ?? "", KEYWORDS))).toEqual(kinds);
    expect(replies[0]).toMatchObject({ from: numberOf(persona), to: SENDER, optOutType: null });
    expect(stage.receiver.delivered.every(({ verified }) => verified)).toBe(true);
  });

  test("writes after the report that the text arrived", async () => {
    stage = await startStage();
    await stage.text(numberOf("interested"));
    await stage.simulator.idle();
    expect(stage.receiver.hooks().map(({ event }) => (event.kind === "status" ? event.status : event.kind))).toEqual([
      "accepted",
      "sent",
      "delivered",
      "inbound",
    ]);
  });

  test("who clicks really asks for the link, and not for the way out; a preview names itself", async () => {
    stage = await startStage();
    const { origin } = stage.receiver;
    const body = `Bright Smile: out ${origin}/u/abc or in: ${origin}/l/xyz. Reply STOP to opt out.`;
    await stage.text(numberOf("clicks"), { body });
    await stage.text(numberOf("previewed"), { body });
    await stage.text(numberOf("clicks").replace("212", "213"), { body: "Bright Smile: https://elsewhere.example/x" });
    await stage.simulator.idle();
    const followed = stage.receiver.delivered.filter(({ what }) => what.startsWith("GET"));
    expect(followed.map(({ what }) => what)).toEqual(["GET /l/xyz", "GET /l/xyz"]);
    const acts = stage.simulator.acts().map(({ act, text, status }) => [act, text, status]);
    expect(acts).toHaveLength(3);
    expect(acts).toContainEqual(["click", `${origin}/l/xyz`, 302]);
    expect(acts).toContainEqual(["preview", `${origin}/l/xyz`, 302]);
    expect(acts).toContainEqual(["click", "https://elsewhere.example/x", null]);
  });
});

describe("Twilio itself", () => {
  test("lets nothing pass after STOP until START, for this sender alone", async () => {
    stage = await startStage({ advancedOptOut: true });
    const { simulator, receiver, text } = stage;
    const from = numberOf("silent");
    const refused = { ok: false, failure: { providerCode: "21610", code: "opted_out", certainty: "definite" } };
    await simulator.receive({ from, to: SENDER, body: "stop" });
    expect(await text(from)).toMatchObject(refused);
    expect(await text(from, { from: "+12125550101" })).toMatchObject({ ok: true });
    expect(await text(from, { from: SERVICE })).toMatchObject({ ok: true });
    await simulator.receive({ from, to: SENDER, body: "START" });
    expect(await text(from)).toMatchObject({ ok: true });
    await simulator.idle();
    expect(receiver.replies().map(({ optOutType }) => optOutType)).toEqual(["STOP", "START"]);
    expect(simulator.acts().filter(({ act }) => act === "auto_reply")).toHaveLength(2);
  });
  test("remembers who had opted out before, and forgets it with START", async () => {
    stage = await startStage();
    const from = numberOf("opted_out_before");
    expect(await stage.text(from)).toMatchObject({ ok: false, failure: { code: "opted_out" } });
    await stage.simulator.receive({ from, to: SENDER, body: "unstop" });
    expect(await stage.text(from)).toMatchObject({ ok: true });
  });
  test("does not understand plain words", async () => {
    stage = await startStage();
    await stage.simulator.receive({ from: numberOf("silent"), to: SENDER, body: "please stop texting me" });
    expect(await stage.text(numberOf("silent"))).toMatchObject({ ok: true });
  });
  test("sends what our server answers, but not to who has just opted out", async () => {
    stage = await startStage({ twiml: "<Response><Message>Dana &amp; you: done</Message></Response>" });
    const answers = () => stage?.simulator.acts().filter(({ act }) => act === "answer");
    await stage.simulator.receive({ from: numberOf("silent"), to: SENDER, body: "STOP" });
    expect(answers()).toEqual([]);
    await stage.simulator.receive({ from: numberOf("clicks"), to: SENDER, body: "please stop texting me" });
    expect(answers()).toMatchObject([{ text: "Dana & you: done", number: numberOf("clicks") }]);
  });
});
