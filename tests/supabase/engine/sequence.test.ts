import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAILED, retryAt } from "../engine-calls";
import { type EngineStage, startEngineStage } from "../engine-stage";
import { type Account, after, HOUR, MINUTE, makeAccount, NOON, only, SECOND } from "../fixtures";
import { type MessageCalls, makeSequence, messageCalls, type NewStep, people } from "../message-calls";

let stage: EngineStage;
let messages: MessageCalls;
let account: Account;
beforeAll(async () => {
  stage = await startEngineStage();
  messages = messageCalls(stage.pool);
  account = await makeAccount(stage.stack, "owner@clinic.test", { call_concurrency: 1000, min_gap_minutes: 0 });
});
afterAll(() => stage.stack.stop());

async function one(steps: NewStep[], more: Parameters<typeof people>[2] = 1) {
  const customer = only(await people(stage, account, more));
  const { id, recipients } = await makeSequence(stage, account, [customer], steps);
  const recipient = only(recipients);
  const claim = async (now = NOON) => (await stage.engine.claim(id, 100, now)).attempts;
  const standing = () => stage.rows.recipient(recipient);
  /** Claims and sends the touch that is due. */
  const send = async (now = NOON) => {
    const attempt = only(await claim(now));
    expect(only(await messages.begin([attempt], now)).decision).toBe("go");
    await messages.dispatch([attempt], now);
    return attempt;
  };
  const delivered = async (attempt: string, at: Date) => {
    await messages.apply([{ attempt, status: "delivered", at, disposition: "delivered" }], at);
  };
  return { customer, id, recipient, claim, standing, send, delivered };
}

const EMAIL: NewStep = { channel: "email", subject: "Hi" };
const then = (condition: string, more: Partial<NewStep> = {}): NewStep[] => [
  EMAIL,
  { channel: "sms", wait_minutes: 60, condition, ...more },
];

describe("A touch follows the one before it", () => {
  it("after its wait, for whom its condition holds, with tries of its own", async () => {
    const { claim, standing, send, delivered } = await one(then("always"));
    const first = await send();
    expect(await claim(after(HOUR))).toEqual([]);
    await delivered(first, after(MINUTE));
    const due = after(HOUR + MINUTE);
    expect(await standing()).toMatchObject({ status: "pending", reason: "next_touch", step: 2, step_attempts: 0 });
    expect(new Date(String((await standing()).next_attempt_at))).toEqual(due);
    expect(await claim(new Date(due.getTime() - SECOND))).toEqual([]);
    await send(due);
    expect(await standing()).toMatchObject({ status: "sent", attempts: 2, step_attempts: 1 });
  });

  const OPENED = (attempt: string) => [{ attempt, status: "opened", at: after(20 * MINUTE) }];
  const CLICKED = (attempt: string) => [{ attempt, status: "clicked", at: after(20 * MINUTE), link: "https://a.test" }];
  const NOTHING = () => [];
  it.each([
    ["always", "nothing", NOTHING, true],
    ["always", "an opening", OPENED, true],
    ["always", "a click", CLICKED, false],
    ["not_reached", "nothing", NOTHING, true],
    ["not_reached", "an opening", OPENED, false],
    ["not_reached", "a click", CLICKED, false],
    ["no_response", "an opening", OPENED, true],
    ["no_response", "a click", CLICKED, false],
    ["not_converted", "nothing", NOTHING, true],
    ["not_converted", "a click", CLICKED, true],
    ["clicked", "nothing", NOTHING, false],
    ["clicked", "an opening", OPENED, false],
    ["clicked", "a click", CLICKED, true],
  ])("of which it asks %s: after %s", async (condition, _, news, follows) => {
    const { claim, standing, send, delivered } = await one(then(condition));
    const first = await send();
    await delivered(first, after(MINUTE));
    await messages.apply(news(first), after(20 * MINUTE));
    expect(await claim(after(2 * HOUR))).toHaveLength(follows ? 1 : 0);
    if (follows) return;
    const isAnswered = (await standing()).responded_at !== null;
    expect(await standing()).toMatchObject({ status: isAnswered ? "answered" : "delivered", next_attempt_at: null });
  });

  it.each(["always", "not_reached", "no_response", "not_converted", "clicked"])(
    "and none that asks %s follows an answer, a conversion or an opt-out",
    async (condition) => {
      const ends: ((attempt: string, phone: string, customer: string) => Promise<unknown>)[] = [
        (_, from) => messages.receive({ from, kind: "reply", at: after(20 * MINUTE) }),
        (_, __, customer) =>
          stage.stack.pool.query("insert into leads (agent_id, customer_id, created_at) values ($1, $2, $3)", [
            ...[account.agentId, customer, after(20 * MINUTE)],
          ]),
        (attempt) => messages.unsubscribe(attempt, "all", after(20 * MINUTE)),
      ];
      for (const end of ends) {
        const steps: NewStep[] = [{ channel: "sms" }, { channel: "email", wait_minutes: 60, condition, subject: "Hi" }];
        const { customer, claim, send, delivered } = await one(steps);
        const first = await send();
        await delivered(first, after(MINUTE));
        await end(first, customer.phone ?? "", customer.id);
        expect(await claim(after(2 * HOUR))).toEqual([]);
      }
    },
  );

  it("at once for those who click, before its wait is over", async () => {
    const { claim, send, delivered } = await one(then("clicked", { wait_minutes: 2880 }));
    const first = await send();
    await delivered(first, after(MINUTE));
    expect(await claim(after(20 * MINUTE))).toEqual([]);
    await messages.apply([{ attempt: first, status: "clicked", at: after(20 * MINUTE) }], after(20 * MINUTE));
    expect(await claim(after(20 * MINUTE))).toHaveLength(1);
  });

  it("not when the condition changes between the claim and the contact", async () => {
    const { claim, standing, send, delivered } = await one(then("no_response"));
    const first = await send();
    await delivered(first, after(MINUTE));
    const second = only(await claim(after(2 * HOUR)));
    await messages.apply([{ attempt: first, status: "clicked", at: after(2 * HOUR) }], after(2 * HOUR));
    expect(await messages.begin([second], after(2 * HOUR))).toEqual([
      { attempt_id: second, decision: "stop", reason: "condition_not_met" },
    ]);
    expect(await claim(after(2 * HOUR))).toEqual([]);
    expect(await standing()).toMatchObject({ status: "answered", attempts: 1 });
  });

  it("over the next channel when the gate refuses one", async () => {
    const steps: NewStep[] = [EMAIL, { channel: "sms" }, { channel: "call" }];
    const { claim, standing } = await one(steps, [{ email: null }]);
    const text = only(await claim());
    expect(await stage.rows.attempt(text)).toMatchObject({ channel: "sms", step: 2 });
    expect(await standing()).toMatchObject({ step: 2, status: "queued", attempts: 0 });
  });

  it("from a call that nobody took, and from one by somebody else", async () => {
    for (const [report, next] of [
      [{ disposition: "no_answer" }, FAILED],
      [
        { disposition: "conversed", outcome: "wrong_number" },
        { kind: "close", status: "answered", reason: "wrong_number" },
      ],
    ] as const) {
      const { claim, standing } = await one([{ channel: "call" }, { ...EMAIL, condition: "not_reached" }]);
      const call = only(await claim());
      await stage.engine.begin(call);
      await stage.engine.dispatch(call);
      await stage.engine.finish(call, report, next);
      expect(await standing()).toMatchObject({ status: "pending", step: 2, responded_at: null });
      expect(await claim()).toHaveLength(1);
    }
  });

  it("never while the one before is under way, also under many claims at once", async () => {
    const { claim, send, delivered, recipient } = await one(then("always", { wait_minutes: 0 }));
    const first = await send();
    expect((await Promise.all([claim(), claim(), claim()])).flat()).toEqual([]);
    await delivered(first, after(SECOND));
    const taken = await Promise.all([1, 2, 3, 4].map(() => claim(after(MINUTE))));
    expect(taken.flat()).toHaveLength(1);
    const sql = `select count(*)::integer as live from outreach_attempts where recipient_id = $1 and state <> 'ended'`;
    expect(only((await stage.stack.pool.query(sql, [recipient])).rows)).toEqual({ live: 1 });
  });
});

describe("At the end of a sequence a person is", () => {
  const undelivered = { kind: "close", status: "failed", reason: "undelivered" };
  const failed = (attempt: string, at: Date) =>
    messages.apply([{ attempt, status: "failed", at, disposition: "undelivered", next: undelivered }], at);

  it("failed when nothing arrived, and delivered when one touch did, wherever it stood", async () => {
    for (const [firstArrives, secondArrives, status] of [
      [false, false, "failed"],
      [true, false, "delivered"],
      [false, true, "delivered"],
    ] as const) {
      const { standing, send, delivered } = await one(then("always"));
      const first = await send();
      await (firstArrives ? delivered : failed)(first, after(MINUTE));
      const second = await send(after(2 * HOUR));
      await (secondArrives ? delivered : failed)(second, after(2 * HOUR));
      expect(await standing()).toMatchObject({ status, next_attempt_at: null, attempts: 2 });
    }
  });

  it("delivered, though the last touch could not be filled in", async () => {
    const { standing, send, delivered, claim } = await one(then("always"));
    await delivered(await send(), after(MINUTE));
    const second = only(await claim(after(2 * HOUR)));
    await messages.begin([second], after(2 * HOUR));
    const skip = { kind: "skip", status: "skipped", reason: "content_incomplete" };
    await stage.engine.finish(second, { disposition: "cancelled" }, skip, after(2 * HOUR));
    expect(await standing()).toMatchObject({ status: "delivered", attempts: 1 });
  });

  it("answered when they clicked before their delivery was told", async () => {
    const { standing, send, delivered } = await one([EMAIL]);
    const first = await send();
    await messages.apply([{ attempt: first, status: "clicked", at: after(5 * MINUTE) }], after(5 * MINUTE));
    await delivered(first, after(MINUTE));
    expect(await standing()).toMatchObject({ status: "answered" });
  });

  it("skipped with the reason when nothing could be sent at all", async () => {
    const { claim, standing } = await one([EMAIL], [{ email: null }]);
    await claim();
    expect(await standing()).toMatchObject({ status: "skipped", reason: "no_contact", attempts: 0 });
  });
});

it("A message that came after all is not sent again, even when its repeat is claimed already", async () => {
  const { claim, standing, send, delivered } = await one([{ channel: "sms" }]);
  const first = await send();
  const again = { ...retryAt(after(HOUR)), reason: "undelivered" };
  const lost = { attempt: first, status: "failed", at: after(MINUTE), disposition: "undelivered", next: again };
  await messages.apply([lost], after(MINUTE));
  const second = only(await claim(after(HOUR)));
  await delivered(first, after(HOUR));
  expect(only(await messages.begin([second], after(HOUR)))).toMatchObject({ decision: "stop", reason: "arrived" });
  expect(await claim(after(HOUR))).toEqual([]);
  expect(await standing()).toMatchObject({ status: "delivered", attempts: 1 });
});
