import { describe, expect, it } from "vitest";
import type { Attempt, Campaign, Evidence, LoggedCall, Recipient } from "./evidence";
import { mostAtOnce, violations } from "./witness";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const campaign: Campaign = {
  ...{ id: "c", user_id: "u", status: "completed", rate_limit_per_minute: 2, max_attempts: 2, lines: 1 },
  ...{ retry_gaps: { no_answer: [5] }, max_contacts_per_24h: 3, miscounted: null },
};
const recipient = (id: string, change: Partial<Recipient> = {}): Recipient => ({
  ...{ id, campaign_id: "c", phone: `+${id}`, status: "answered", reason: null, attempts: 1, outcome: "booked" },
  ...change,
});
const attempt = (id: string, recipientId: string, at: number, change: Partial<Attempt> = {}): Attempt => ({
  ...{ id, campaign_id: "c", recipient_id: recipientId, user_id: "u", state: "ended", counted: true },
  ...{ disposition: "conversed", outcome: "booked", provider_ref: `call-${id}`, reserved_at: at, begun_at: at },
  ...{ has_transcript: true, leads: 1 },
  ...change,
});
const call = (attemptId: string, number: string, from: number, change: Partial<LoggedCall> = {}): LoggedCall => ({
  ...{ callId: `call-${attemptId}`, attemptId, number, persona: "answers_and_books", from, to: from + 30 * SECOND },
  ...{ answered: true, endedReason: "customer-ended-call" },
  ...change,
});

/** Dana is reached at her second call, Eve at her first; each books. */
const sound = (): Evidence => {
  const missed = { disposition: "no_answer", outcome: null, has_transcript: false, leads: 0 };
  const rang = { persona: "no_answer", answered: false, endedReason: "customer-did-not-answer" };
  return {
    campaigns: [{ ...campaign }],
    recipients: [recipient("dana", { attempts: 2 }), recipient("eve")],
    attempts: [attempt("1", "dana", 0, missed), attempt("2", "eve", MINUTE), attempt("3", "dana", 6 * MINUTE)],
    calls: [
      call("1", "+dana", SECOND, rang),
      call("2", "+eve", MINUTE + SECOND),
      call("3", "+dana", 6 * MINUTE + SECOND),
    ],
    asked: ["+dana", "+eve", "+dana"],
    suppressions: [],
    ...{ unapplied: [], secondContacts: 0, strayLeads: 0 },
  };
};

function at<T>(items: T[], index: number): T {
  const found = items[index];
  if (!found) throw new Error("there is no such item");
  return found;
}

const LIES: [string, (evidence: Evidence) => void, RegExp][] = [
  ["a call that no attempt knows", ({ attempts }) => (at(attempts, 1).provider_ref = null), /known to 0 attempts/],
  [
    "one attempt with two calls",
    ({ calls }) => calls.push(call("2", "+eve", 9 * MINUTE, { callId: "another" })),
    /placed 2 calls/,
  ],
  [
    "an attempt that says otherwise than the provider",
    ({ attempts }) => (at(attempts, 0).disposition = "busy"),
    /its attempt is ended as busy/,
  ],
  ["an attempt with a call that never was", ({ calls }) => calls.splice(1, 1), /does not exist/],
  ["an attempt that is left open", ({ attempts }) => (at(attempts, 1).state = "dispatched"), /left dispatched/],
  ["a provider that is asked twice", ({ asked }) => asked.push("+eve"), /asked for 2 times in 1/],
  ["two calls on one line", ({ calls }) => (at(calls, 0).to = 2 * MINUTE), /2 calls at once on 1 lines/],
  ["two calls to one number", ({ calls }) => (at(calls, 0).to = 7 * MINUTE), /2 calls at once to \+dana/],
  [
    "a rate that is broken",
    ({ attempts }) => {
      for (const one of attempts) one.reserved_at = 10 * SECOND;
    },
    /more than 2 reservations/,
  ],
  [
    "a call after an opt-out",
    ({ suppressions }) => suppressions.push({ user_id: "u", contact: "+dana", at: MINUTE }),
    /after an opt-out/,
  ],
  ["somebody who is left waiting", ({ recipients }) => (at(recipients, 1).status = "pending"), /left pending/],
  ["somebody who failed for no reason", ({ recipients }) => (at(recipients, 1).status = "failed"), /for no reason/],
  [
    "a call too many",
    ({ attempts }) => Object.assign(at(attempts, 0), { disposition: "conversed" }),
    /followed by another/,
  ],
  [
    "a retry that came too soon",
    ({ campaigns }) => Object.assign(at(campaigns, 0).retry_gaps, { no_answer: [60] }),
    /less than 60 minutes/,
  ],
  [
    "a retry that never came",
    ({ recipients, attempts }) => {
      Object.assign(at(recipients, 0), { status: "failed", reason: "no_answer", attempts: 1 });
      attempts.splice(2, 1);
    },
    /never came/,
  ],
  ["a campaign that never ends", ({ campaigns }) => (at(campaigns, 0).status = "active"), /left active/],
  [
    "results that are wrong",
    ({ campaigns }) => (at(campaigns, 0).miscounted = "sent is 1, not 0"),
    /differ from a recount/,
  ],
  ["a webhook that is not applied", ({ unapplied }) => unapplied.push("1 webhook was never applied"), /never applied/],
  ["a transcript that is lost", ({ attempts }) => (at(attempts, 1).has_transcript = false), /no transcript/],
  ["a customer who was won and made no lead", ({ attempts }) => (at(attempts, 1).leads = 0), /made 0 leads/],
];

describe("the witness", () => {
  it("has nothing to say of a sound campaign", () => {
    expect(violations(sound())).toEqual([]);
  });

  it.each(LIES)("notices %s", (_, lie, told) => {
    const evidence = sound();
    lie(evidence);
    expect(violations(evidence).join("\n")).toMatch(told);
  });

  it("counts the calls that are in play at one moment", () => {
    const calls = [call("1", "a", 0), call("2", "b", 29 * SECOND), call("3", "c", 30 * SECOND)];
    expect(mostAtOnce(calls)).toBe(2);
  });
});
