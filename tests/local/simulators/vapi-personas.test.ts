import { afterEach, describe, expect, test } from "vitest";
import type { Disposition, Outcome } from "@/lib/core/call";
import { personaFor } from "@/local/simulators/vapi/personas";
import { PERSONAS, type Persona } from "@/local/simulators/vapi/types";
import { numberOf, type Stage, startStage } from "./support";

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

const NUMBERS = Array.from({ length: 2_000 }, (_, index) => `+1${2_125_600_000 + index}`);
const draw = (seed: number | string, nth = 1) => NUMBERS.map((number) => personaFor(seed, number, nth));

describe("who picks up", () => {
  test("is the same for the same seed, number and count", () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(7, 1)).not.toEqual(draw(7, 2));
  });

  test("is a person in 35 to 45 of 100 calls, and everybody at times", () => {
    const drawn = draw(1);
    const silent: Persona[] = ["no_answer", "busy", "voicemail", "silent", "provider_error"];
    const conversed = drawn.filter((persona) => !silent.includes(persona)).length / drawn.length;
    expect(conversed).toBeGreaterThan(0.35);
    expect(conversed).toBeLessThan(0.45);
    expect(new Set(drawn)).toEqual(new Set(PERSONAS.filter((persona) => persona !== "refuses_recording")));
  });

  test("can be told for a number, call by call; the last one stays", () => {
    const told = { "+12125550199": ["no_answer", "answers_and_books"] satisfies Persona[] };
    expect([1, 2, 3].map((nth) => personaFor(1, "+12125550199", nth, told))).toEqual([
      "no_answer",
      "answers_and_books",
      "answers_and_books",
    ]);
  });
});

const EXPECTED: [Persona, Disposition, Outcome | null][] = [
  ["answers_and_books", "conversed", "booked"],
  ["interested", "conversed", "interested"],
  ["asks_callback", "conversed", "callback"],
  ["not_interested", "conversed", "not_interested"],
  ["opts_out_mid_call", "conversed", "opt_out"],
  ["wrong_number", "conversed", "wrong_number"],
  ["hangs_up_early", "conversed", "no_decision"],
  ["no_answer", "no_answer", null],
  ["busy", "busy", null],
  ["voicemail", "voicemail", null],
  ["silent", "silent", null],
  ["provider_error", "provider_failed", null],
];

describe("each persona", () => {
  test("comes back through webhook and translation as what it was", async () => {
    stage = await startStage({ concurrency: 50 });
    const { receiver, simulator, call } = stage;
    for (const [persona] of EXPECTED) expect(await call(numberOf(persona))).toMatchObject({ ok: true });
    await simulator.idle();
    const reports = new Map(
      receiver.events().flatMap((event) => (event.kind === "report" ? [[event.providerRef, event.report]] : [])),
    );
    const seen = simulator.calls().map((made) => {
      const report = reports.get(made.id);
      return [made.persona, report?.disposition, report?.outcome];
    });
    expect(seen).toEqual(EXPECTED);
  });

  test("speaks a real conversation that opens with our words, and costs what it lasted", async () => {
    stage = await startStage();
    await stage.call(numberOf("answers_and_books"));
    await stage.simulator.idle();
    const event = stage.receiver.events().find(({ kind }) => kind === "report");
    if (event?.kind !== "report") throw new Error("no report");
    const { report } = event;
    expect(report.turns[0]).toMatchObject({
      role: "assistant",
      text: expect.stringContaining("an AI assistant calling"),
    });
    expect(report.turns.length).toBeGreaterThan(5);
    expect(report.turns.map((turn) => turn.seconds)).toEqual(
      report.turns.map((turn) => turn.seconds).sort((a, b) => a - b),
    );
    expect(JSON.stringify(report)).not.toMatch(/\{(name|business|service|slot|slot2|callback)\}|undefined/);
    expect(report.costUsd).toBeCloseTo(((report.durationSeconds ?? 0) / 60) * 0.12, 2);
    expect(report.structuredData).toMatchObject({
      outcome: "booked",
      appointment_time: expect.stringMatching(/^\d{4}-/),
    });
    expect(report.summary).toContain("Dana");
  });

  test("says the same again in another run with the same seed", async () => {
    const now = () => new Date("2026-11-23T15:00:00Z");
    const run = async () => {
      const fresh = await startStage({ seed: "again", concurrency: 50, now });
      for (let index = 0; index < 20; index++) await fresh.call(`+1212560${1000 + index}`);
      await fresh.simulator.idle();
      const said = fresh.simulator.calls().map(({ persona, turns, endedReason, durationSeconds }) => ({
        ...{ persona, endedReason, durationSeconds },
        said: turns.filter((turn) => !turn.toolCall).map((turn) => turn.message),
      }));
      await fresh.stop();
      return said;
    };
    expect(await run()).toEqual(await run());
  });

  test("behaves as told on the first and on the second call", async () => {
    stage = await startStage({ personas: { "+12125550150": ["no_answer", "answers_and_books"] } });
    await stage.call("+12125550150");
    await stage.simulator.idle();
    await stage.call("+12125550150");
    await stage.simulator.idle();
    expect(stage.simulator.calls().map(({ nth, persona }) => [nth, persona])).toEqual([
      [1, "no_answer"],
      [2, "answers_and_books"],
    ]);
  });

  test("is cut off at the longest duration we allow", async () => {
    stage = await startStage();
    await stage.call(numberOf("answers_and_books"), { maxDurationSeconds: 10 });
    await stage.simulator.idle();
    expect(stage.receiver.events().at(-1)).toMatchObject({
      report: { endedReason: "exceeded-max-duration", durationSeconds: 10, outcome: "no_decision" },
    });
  });
});
