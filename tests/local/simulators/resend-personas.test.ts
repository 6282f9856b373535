import { afterEach, describe, expect, test } from "vitest";
import { personaFor } from "@/local/simulators/resend/personas";
import { SCANNER } from "@/local/simulators/resend/player";
import { PERSONAS, type Persona } from "@/local/simulators/resend/types";
import { addressOf, onlyEmail, type Stage, startStage } from "./resend-support";

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

/** One email to a persona, played to its end. */
async function played(persona: Persona, options: Parameters<typeof startStage>[0] = {}) {
  stage = await startStage(options);
  const sent = await stage.send(addressOf(persona));
  expect(sent).toMatchObject({ ok: true });
  await stage.simulator.idle();
  const { ours, simulator, email } = stage;
  const told = ours.events().map((event) => (event.kind === "status" ? event.status : event.kind));
  return { ours, simulator, email, told, sim: onlyEmail(simulator) };
}

describe("what is told of an email", () => {
  test.each<[Persona, string[]]>([
    ["unopened", ["sent", "delivered"]],
    ["reads", ["sent", "delivered", "opened"]],
    ["clicks", ["sent", "delivered", "opened", "clicked"]],
    ["replies", ["sent", "delivered", "opened", "inbound"]],
    ["unsubscribes", ["sent", "delivered", "opened"]],
    ["complains", ["sent", "delivered", "opened", "complained", "ignored"]],
    ["hard_bounce", ["sent", "failed", "ignored"]],
    ["soft_bounce", ["sent", "failed"]],
    ["delayed", ["sent", "delayed", "delivered"]],
    ["delayed_forever", ["sent", "delayed"]],
    ["suppressed", ["failed"]],
    ["fails", ["sent", "failed"]],
  ])("to %s is its course, in order, signed and with the attempt's id", async (persona, course) => {
    const { told, ours, sim } = await played(persona);
    expect(told).toEqual(course);
    expect(ours.delivered.every((entry) => entry.verified)).toBe(true);
    const ids = ours.events().flatMap((event) => (event.kind === "status" ? [event.attemptId] : []));
    expect(new Set(ids)).toEqual(new Set([sim.attemptId]));
  });

  test.each<[Persona, string]>([
    ["hard_bounce", "bounced"],
    ["soft_bounce", "undelivered"],
    ["suppressed", "blocked"],
    ["fails", "provider_failed"],
    ["unopened", "delivered"],
    ["complains", "delivered"],
  ])("to %s ends as %s", async (persona, disposition) => {
    const { ours } = await played(persona);
    const last = ours.events().findLast((event) => event.kind === "status");
    expect(last).toMatchObject({ disposition });
  });
});

describe("customers on the web", () => {
  test("who clicks follows the first link to where it leads, exactly as it was sent", async () => {
    const { ours, sim } = await played("clicks");
    expect(ours.visits.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /r/1?a=1&b=2",
      "GET /target/1?a=1&b=2",
    ]);
    expect(sim.acts.at(-1)).toMatchObject({
      what: "clicked",
      status: 302,
      redirectedTo: `${ours.url}/target/1?a=1&b=2`,
    });
    expect(ours.events().at(-1)).toMatchObject({ kind: "status", link: `${ours.url}/r/1?a=1&b=2` });
  });

  test("a scanner opens everything at once, the link to unsubscribe too, and posts nothing", async () => {
    const { ours, sim } = await played("scanner", { speed: 100 });
    expect(new Set(ours.visits.map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(ours.visits.map(({ path }) => path)).toEqual(expect.arrayContaining(["/r/1?a=1&b=2", "/r/2", "/u/token"]));
    expect(ours.visits.every(({ userAgent }) => userAgent === SCANNER)).toBe(true);
    const seconds = sim.acts
      .filter(({ what }) => what === "scanned")
      .map(({ at }) => (Date.parse(at) - Date.parse(sim.deliveredAt ?? "")) / 1_000);
    expect(seconds).toHaveLength(3);
    for (const second of seconds) expect(second).toBeLessThan(3);
  });

  test("who unsubscribes posts once, as RFC 8058 says, and visits nothing", async () => {
    const { ours, sim } = await played("unsubscribes");
    expect(ours.visits).toMatchObject([{ method: "POST", path: "/u/token", body: "List-Unsubscribe=One-Click" }]);
    expect(sim.acts.at(-1)).toMatchObject({ what: "unsubscribed", status: 200 });
  });

  test("nobody visits what is not on this machine", async () => {
    stage = await startStage();
    await stage.send(addressOf("scanner"), { html: '<a href="https://brightsmile.example/book">Book</a>' });
    await stage.simulator.idle();
    expect(onlyEmail(stage.simulator).acts.at(-1)).toMatchObject({ what: "scanned", status: null });
    expect(stage.ours.visits).toEqual([]);
  });

  test("people take their time after a delivery, scanners do not", async () => {
    const seconds = async (persona: Persona) => {
      const { sim } = await played(persona, { humanDelayMs: 300 });
      const opened = sim.acts.find(({ what }) => what === "opened");
      await stage?.stop();
      stage = undefined;
      return Date.parse(opened?.at ?? "") - Date.parse(sim.deliveredAt ?? "");
    };
    expect(await seconds("reads")).toBeGreaterThanOrEqual(300);
    expect(await seconds("scanner")).toBeLessThan(300);
  });
});

describe("an answer", () => {
  test("comes to the reply address and can be read, without what it answers to", async () => {
    const { ours, email } = await played("replies_stop", { seed: 4 });
    const event = ours.events().at(-1);
    expect(event).toMatchObject({
      kind: "inbound",
      from: addressOf("replies_stop"),
      to: "reply@brightsmile.example",
      subject: "Re: We miss you, Dana",
      body: null,
    });
    const words = await email.receivedText(event?.providerRef ?? "");
    expect(words).toMatchObject({ ok: true, value: expect.stringMatching(/list|emailing|No more|UNSUBSCRIBE/) });
    expect(words.ok && words.value).not.toMatch(/Hi Dana|wrote|^>/m);
  });
});

describe("the team's own list", () => {
  test.each<Persona>(["hard_bounce", "complains"])("keeps everything from who is on it after: %s", async (persona) => {
    const { simulator, email, ours } = await played(persona);
    simulator.set({ personas: { [addressOf(persona)]: ["reads"] } });
    await stage?.send(addressOf(persona));
    await simulator.idle();
    expect(simulator.emails().at(-1)).toMatchObject({ lastEvent: "suppressed", deliveredAt: null });
    expect(ours.events().at(-1)).toMatchObject({ status: "failed", code: "OnAccountSuppressionList" });
    const standing = await email.get(simulator.emails().at(-1)?.id ?? "");
    expect(standing).toMatchObject({ ok: true, value: { status: "failed", disposition: "blocked" } });
  });
});

describe("who gets an email", () => {
  test("is chosen by the address, whatever the seed", () => {
    for (const persona of PERSONAS) {
      expect(personaFor("any", addressOf(persona), 1)).toBe(persona);
      expect(personaFor("any", addressOf(persona).replaceAll("_", "-"), 7)).toBe(persona);
      expect(personaFor("any", `kim+${persona}.42@x.example`, 1)).toBe(persona);
    }
    expect(personaFor(1, "bounced+one@resend.dev", 1)).toBe("hard_bounce");
    expect(personaFor(1, "complained@resend.dev", 1)).toBe("complains");
  });

  test("is the same for the same seed, and somebody else for another", () => {
    const people = (seed: number) => Array.from({ length: 200 }, (_, n) => personaFor(seed, `c${n}@x.example`, 1));
    expect(people(1)).toEqual(people(1));
    expect(people(1)).not.toEqual(people(2));
    expect(new Set(people(1)).size).toBeGreaterThan(8);
  });

  test("may be scripted for each email in turn", () => {
    const fixed = { "a@x.example": ["unopened", "clicks"] satisfies Persona[] };
    expect([1, 2, 3].map((nth) => personaFor(1, "a@x.example", nth, fixed))).toEqual(["unopened", "clicks", "clicks"]);
  });
});
