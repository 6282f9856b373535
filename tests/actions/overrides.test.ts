import { afterAll, beforeAll, expect, it } from "vitest";
import { checkLaunch } from "@/lib/actions/check-launch";
import { endOverride } from "@/lib/actions/end-override";
import { exportEvidence } from "@/lib/actions/export-evidence";
import { makeOverride } from "@/lib/actions/make-override";
import { readRecipient } from "@/lib/actions/read-recipient";
import { startCampaign } from "@/lib/actions/start-campaign";
import { RecipientQuery } from "@/lib/core/campaign";
import { whyAllowed } from "@/lib/core/decision";
import { evidenceText } from "@/lib/core/evidence-text";
import { NewOverride } from "@/lib/core/overrides";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numberOf } from "@/tests/support/engine-account";
import { refusalCode } from "@/tests/support/refusals";

let stage: EngineStage;
let bright: Account;
let other: Account;
beforeAll(async () => {
  stage = await startEngine();
  [bright, other] = await Promise.all([stage.account("bright"), stage.account("other")]);
});
afterAll(() => stage.stop());

const WASHINGTON = { rule: "ai_voice_solicitation", jurisdiction: "US-WA", channel: "voice" };
const input = (more: object = {}) =>
  NewOverride.parse({ ...WASHINGTON, reason: "Our lawyer looked at the notices.", days: 30, ...more });
const list = ({ deps, accountId }: Account) => deps.data.overrides.list(accountId, stage.clock.now());

it("an exception is made for some days, told with who and why, and ended", async () => {
  const { id } = await makeOverride(bright.deps, input());
  expect(await refusalCode(makeOverride(bright.deps, input()))).toBe("override_in_force");
  const { rules, overrides } = await list(bright);
  expect(rules).toMatchObject([{ ...WASHINGTON, value: "blocked", confidence: "high" }]);
  const [made] = overrides;
  expect(made).toMatchObject({ ...WASHINGTON, id, by: bright.email, in_force: true, ended_at: null });
  expect(Date.parse(made?.ends_at ?? "") - stage.clock.now().getTime()).toBe(30 * 86_400_000);
  expect((await list(other)).overrides).toEqual([]);
  expect(await refusalCode(endOverride(other.deps, { id }))).toBe("not_found");
  await endOverride(bright.deps, { id });
  expect(await refusalCode(endOverride(bright.deps, { id }))).toBe("override_ended");
  expect((await list(bright)).overrides).toMatchObject([{ id, in_force: false }]);
});

it("an exception opens its state, and is named wherever a contact rested on it", async () => {
  const seattle = await stage.account("seattle");
  const number = numberOf("answers_and_books", "206");
  stage.clock.advance(3 * 3_600_000);
  const told = async (campaignId: string) => {
    await stage.settle();
    const query = RecipientQuery.parse({});
    const { rows } = await seattle.deps.data.recipients.list(campaignId, query);
    const recipientId = rows.find(({ phone }) => phone === number)?.id ?? "";
    return readRecipient(seattle.deps, { campaignId, recipientId });
  };
  const before = await told(await seattle.launched([number, numberOf("answers_and_books")]));
  expect([before.recipient.status, before.why]).toEqual([
    "skipped",
    "Washington: no calls by an AI voice; send an email or a text message instead.",
  ]);

  const { id } = await makeOverride(seattle.deps, input());
  const opened = await seattle.campaign();
  const warned = "Washington is opened by your exception until Dec 25, 2026: “Our lawyer looked at the notices.”";
  const warnings = async (campaignId: string) => {
    const checks = await checkLaunch(seattle.deps, await seattle.deps.data.campaigns.get(campaignId));
    return checks
      .filter(({ code }) => code === "exception_in_force")
      .map(({ message, blocking }) => [message, blocking]);
  };
  expect(await warnings(opened)).toEqual([[warned, false]]);
  const elsewhere = await seattle.campaign({ target_criteria: { regions: ["US-NY"] } });
  expect(await warnings(elsewhere)).toEqual([]);
  const { warnings: atStart } = await startCampaign(seattle.deps, { id: opened });
  expect(atStart.map(({ code }) => code)).toContain("exception_in_force");
  expect(await warnings(opened)).toEqual([[warned, false]]);
  const { attempts, recipient } = await told(opened);
  expect(attempts.map(({ disposition }) => disposition)).toEqual(["conversed"]);
  const sentence = `Washington was opened by an exception that ${seattle.email} made, until Dec 25, 2026: “Our lawyer looked at the notices.”`;
  const [attempt] = attempts;
  expect(attempt && whyAllowed(attempt.decision, "call", attempt.exceptions)).toContain(sentence);

  const evidence = await exportEvidence(seattle.deps, { id: recipient.customer_id ?? "", format: "json" });
  expect(evidence.exceptions).toMatchObject([{ id, by: seattle.email, reason: "Our lawyer looked at the notices." }]);
  expect(Object.values(evidence.explained).flat()).toContain(sentence);
  expect(Object.values(evidence.reasons ?? {})).toContain(before.why);
  expect(evidenceText(evidence)).toContainEqual({ kind: "subheading", text: "Washington: no calls by an AI voice" });
});

it("one from a rule that is not marked is refused, and so is whoever only works there", async () => {
  expect(await refusalCode(makeOverride(bright.deps, input({ jurisdiction: "US-CA" })))).toBe("rule_not_overridable");
  const employee = stage.userDeps({ user: other.deps.user, accountId: bright.accountId }, bright.deps.data);
  expect(await refusalCode(makeOverride(employee, input()))).toBe("not_allowed");
});

it.each([
  ["reason", { reason: `${" ".repeat(20)}too short` }],
  ["reason", { reason: "x".repeat(501) }],
  ["days", { days: 0 }],
  ["days", { days: 91 }],
  ["days", { days: 1.5 }],
])("a wrong %s is named: %j", (field, more) => {
  const { success, error } = NewOverride.safeParse({ ...WASHINGTON, reason: "x".repeat(20), days: 90, ...more });
  expect([success, error?.issues[0]?.path[0]]).toEqual([false, field]);
});
