import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Held, type Matches, rpc } from "./breakpoint-proxy";
import { phones, type Stage, startStage } from "./stage";
import { judge } from "./witness";

vi.setConfig({ testTimeout: 300_000 });

let stage: Stage;
beforeEach(async () => {
  stage = await startStage({ simulator: { webhookFaults: { duplicate: 0.3, reorder: 0.3, drop: 0 } } });
});
afterEach(() => stage.stop());

const stores: Matches = ({ method, path }) => method === "POST" && path.startsWith("/rest/v1/provider_events");

const PLACES: [string, (stage: Stage) => Promise<Held>][] = [
  ["before it is stored", ({ webDatabase }) => webDatabase.holdBefore(stores)],
  ["after it was stored, before it is handed on", ({ webDatabase }) => webDatabase.holdAfter(stores)],
  ["before what the assistant noted is recorded", ({ webDatabase }) => webDatabase.holdBefore(rpc("record_tool_call"))],
  ["after what the assistant noted was recorded", ({ webDatabase }) => webDatabase.holdAfter(rpc("record_tool_call"))],
];

it("the web app may be killed at any point of taking a webhook in", async () => {
  const people = phones(24);
  stage.answers(
    Object.fromEntries(people.map((phone, index) => [phone, [index % 2 ? "answers_and_books" : "opts_out_mid_call"]])),
  );
  const business = await stage.business("bright", { phones: people, lines: 4 });
  await stage.startInnerWorker();
  const id = await business.launch();
  for (const [, hold] of PLACES) {
    const held = await hold(stage);
    await stage.web.kill();
    held.lose();
    await stage.web.start();
  }
  await stage.finish([id]);
  expect(await judge(stage)).toEqual([]);
});

it("a campaign of which no webhook ever arrives is brought to its end by asking the provider", async () => {
  const people = phones(24);
  const business = await stage.business("bright", { phones: people, lines: 8 });
  await stage.startInnerWorker();
  await stage.web.kill();
  const id = await business.launch();
  await stage.finish([id]);
  expect(await judge(stage)).toEqual([]);
});
