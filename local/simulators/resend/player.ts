import { randomUUID } from "node:crypto";
import { between, type Random, seeded } from "../random";
import { realSleep, simulatedSleep, until, whileBusy } from "../waiting";
import { isOnLoopback, linksOf, oneClickOf } from "./links";
import { act, bounce, emailEvent, receivedEvent, suppressed, suppressionEvent } from "./payloads";
import { writeReply } from "./replies";
import { addressIn } from "./request-schema";
import type { SimState, TakenEmail } from "./state";
import type { Act } from "./types";
import { webhookLine } from "./webhooks";

const FOREVER_MS = 2_000_000_000;
const PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148";
export const SCANNER = "Mozilla/5.0 (compatible; MailProtection-LinkScanner/4.2; +https://scanner.example/bot)";
const WEB_TIMEOUT_MS = 20_000;

/** Plays an email from the queue to the last thing that its customer does. */
export function playEmail(state: SimState, taken: TakenEmail): Promise<void> {
  return whileBusy(state, () => new Play(state, taken).run().catch(() => {}));
}

class Play {
  readonly #random: Random;
  readonly #line: ReturnType<typeof webhookLine>;

  constructor(
    readonly state: SimState,
    readonly taken: TakenEmail,
  ) {
    const { to, nth } = taken.sim;
    this.#random = seeded(state.seed, "email", to, nth);
    this.#line = webhookLine(state, taken.sim);
  }

  /** Waits that many simulated seconds, more or less. */
  #pass(low: number, high: number): Promise<void> {
    return simulatedSleep(this.state, between(this.#random, low, high), this.state.stopping.signal);
  }

  #did(what: Act["what"], more: Partial<Act> = {}): string {
    const { state } = this;
    const { sim } = this.taken;
    const entry: Act = { at: state.now().toISOString(), what, ...more };
    sim.acts.push(entry);
    const { id: emailId, attemptId, to, persona } = sim;
    state.log.write({ kind: "act", emailId, attemptId, to, persona, ...entry });
    state.changed();
    return entry.at;
  }

  #report(event: string, at: string, more: Record<string, unknown> = {}): void {
    const { sim } = this.taken;
    sim.lastEvent = event;
    this.#line.send(`email.${event}`, emailEvent(sim, `email.${event}`, at, more));
  }

  async run(): Promise<void> {
    const { state } = this;
    const { sim } = this.taken;
    await this.#pass(0.2, 1);
    await until(state, () => !state.held || state.stopping.signal.aborted, "the emails to be released", FOREVER_MS);
    const listed = state.suppressions.get(sim.to.toLowerCase());
    if (listed || sim.persona === "suppressed") {
      this.#report("suppressed", this.#did("suppressed"), suppressed(listed?.origin ?? null));
    } else {
      this.#report("sent", state.now().toISOString());
      await this.#pass(0.5, 3);
      if (await this.#arrives()) await this.#mailbox();
    }
    this.#line.release();
  }

  /** @returns whether it lies in the mailbox. */
  async #arrives(): Promise<boolean> {
    const { sim } = this.taken;
    const { persona, to } = sim;
    if (persona === "fails") this.#report("failed", this.#did("failed"), { failed: { reason: "reached_daily_quota" } });
    else if (persona === "soft_bounce") this.#report("bounced", this.#did("bounced"), bounce("Transient", to));
    else if (persona === "hard_bounce") {
      this.#report("bounced", this.#did("bounced"), bounce("Permanent", to));
      this.#suppress("bounce");
    } else {
      if (persona === "delayed" || persona === "delayed_forever") {
        this.#report("delivery_delayed", this.#did("delayed"));
        if (persona === "delayed_forever") return false;
        await this.#pass(600, 1_800);
      }
      sim.deliveredAt = this.#did("delivered");
      this.#report("delivered", sim.deliveredAt);
      return true;
    }
    return false;
  }

  /** Resend keeps one list for the whole team: who is on it gets nothing more. */
  #suppress(origin: "bounce" | "complaint"): void {
    const { state } = this;
    const { sim } = this.taken;
    const entry = { id: randomUUID(), origin, createdAt: state.now().toISOString() };
    state.suppressions.set(sim.to.toLowerCase(), entry);
    this.#line.send("suppression.added", suppressionEvent(sim.to, entry, sim.id));
  }

  async #mailbox(): Promise<void> {
    const { persona } = this.taken.sim;
    if (persona === "unopened" || persona === "delayed") return;
    if (persona === "scanner") return this.#scan();
    await realSleep(this.state.humanDelayMs, this.state.stopping.signal);
    await this.#pass(120, 1_800);
    this.#open(PERSON);
    if (persona === "reads") return;
    await this.#pass(5, 60);
    if (persona === "clicks") await this.#click();
    if (persona === "unsubscribes") await this.#unsubscribe();
    if (persona === "complains") {
      this.#report("complained", this.#did("complained"));
      this.#suppress("complaint");
    }
    if (persona === "replies" || persona === "replies_stop") await this.#reply();
  }

  #open(userAgent: string): void {
    const at = this.#did("opened");
    this.#report("opened", at, { open: act(null, at, userAgent) });
  }

  async #visit(method: "GET" | "POST", url: string, userAgent: string, body?: string) {
    if (!isOnLoopback(url)) return { status: null, location: null };
    const headers: Record<string, string> = { "user-agent": userAgent };
    if (body !== undefined) headers["content-type"] = "application/x-www-form-urlencoded";
    const signal = this.state.stopping.signal;
    return this.state.web.ask({ method, url, headers, body, timeoutMs: WEB_TIMEOUT_MS, signal });
  }

  /** Asks for a link and goes where it leads, once. */
  async #follow(what: "clicked" | "scanned", url: string, userAgent: string): Promise<void> {
    const { status, location } = await this.#visit("GET", url, userAgent);
    const redirectedTo = location !== null && URL.canParse(location, url) ? new URL(location, url).href : null;
    if (redirectedTo !== null) await this.#visit("GET", redirectedTo, userAgent);
    const at = this.#did(what, { url, status, redirectedTo });
    this.#report("clicked", at, { click: act(url, at, userAgent) });
  }

  /** The first link: what the email is about stands above its footer. */
  async #click(): Promise<void> {
    const stop = oneClickOf(this.taken.sim.headers);
    const link = linksOf(this.taken.request).find((url) => url !== stop);
    if (link !== undefined) await this.#follow("clicked", link, PERSON);
  }

  /** A company's mail protection looks at everything, the link to unsubscribe too, as soon as the email is there. */
  async #scan(): Promise<void> {
    await this.#pass(0.5, 1);
    this.#open(SCANNER);
    for (const url of linksOf(this.taken.request)) {
      await this.#pass(0.1, 0.4);
      await this.#follow("scanned", url, SCANNER);
    }
  }

  async #unsubscribe(): Promise<void> {
    const url = oneClickOf(this.taken.sim.headers);
    if (url === null) return;
    const { status } = await this.#visit("POST", url, PERSON, "List-Unsubscribe=One-Click");
    this.#did("unsubscribed", { url, status });
  }

  async #reply(): Promise<void> {
    const { state, taken } = this;
    const to = addressIn(taken.sim.replyTo ?? taken.sim.from) ?? "";
    await this.#pass(30, 300);
    const received = writeReply(this.#random, taken, to, state.now().toISOString());
    state.received.set(received.id, received);
    this.#did("replied", { receivedId: received.id });
    this.#line.send("email.received", receivedEvent(received), { id: received.id, attemptId: taken.sim.attemptId });
  }
}
