import { z } from "zod";
import type { MessageStanding } from "@/lib/core/message";
import type { LookUpResult, ProviderFailure } from "@/lib/providers/failure";
import type { OutboundSms, Sms } from "@/lib/providers/messages";
import { badResponse } from "@/lib/providers/transport";
import type { TwilioClient } from "./client";
import { toFailure } from "./errors";
import { callbackFor } from "./receive";
import { TwilioRefusal } from "./refusal";
import { MessageSid, TwilioMessage } from "./schema";
import { costOf, segmentsOf, toStanding } from "./translate";

export interface TwilioConfig {
  /** Without one Twilio's own: https://api.twilio.com. */
  baseUrl?: string;
  accountSid: string;
  authToken: string;
  /** For one request as a whole, its body included. */
  timeoutSeconds: number;
}

/** Somebody waits before the page while it is found out whether Twilio answers. */
const CHECK_SECONDS = 5;
// Twilio stamps messages with its own clock, and whole seconds.
const CLOCK_SKEW_MS = 60_000;
/** Seconds that a text may wait in Twilio's queue (10 hours if it is not said): later it could come outside the customer's hours. */
const LONGEST_QUEUE_SECONDS = 1_800;
const PAGE = 200;
const MAX_PAGES = 5;

type Asked<T> = { ok: true; value: T } | { ok: false; failure: ProviderFailure; error: unknown };

/** The port for text messages on Twilio. Each method sends one request (`find` one for each page) and never repeats it. */
export function twilioSms(config: TwilioConfig): Sms {
  let loading: Promise<TwilioClient> | undefined;
  // The SDK takes a second to load, and most processes never send a text.
  const load = () => {
    loading ??= import("./client").then(({ twilioClient }) =>
      twilioClient({ ...config, timeoutMs: config.timeoutSeconds * 1_000 }),
    );
    return loading;
  };

  async function ask<T>(
    request: (client: TwilioClient) => Promise<T>,
    secrets: readonly string[] = [],
  ): Promise<Asked<T>> {
    let client: TwilioClient;
    try {
      client = await load();
    } catch (error) {
      loading = undefined;
      return { ok: false, failure: notLoaded, error };
    }
    try {
      return { ok: true, value: await request(client) };
    } catch (error) {
      const failure = toFailure(error, [config.authToken, config.accountSid, ...secrets]);
      return { ok: false, failure, error };
    }
  }

  return {
    async send(message) {
      const asked = await ask((client) => client.messages.create(requestOf(message)), [message.to, message.body]);
      if (!asked.ok) return { ok: false, failure: asked.failure };
      const created = TwilioMessage.safeParse(asked.value);
      if (!created.success) return { ok: false, failure: badResponse("the message was answered without an id") };
      const { sid } = created.data;
      return { ok: true, providerRef: sid, segments: segmentsOf(created.data), costUsd: costOf(created.data) };
    },

    async get(providerRef) {
      // What can be no id names no message, and no request is to be made of it.
      if (!MessageSid.safeParse(providerRef).success) return { ok: true, value: null };
      const asked = await ask((client) => client.messages(providerRef).fetch());
      if (asked.ok) return standingOf(asked.value);
      if (isMissing(asked.error)) return { ok: true, value: null };
      return { ok: false, failure: asked.failure };
    },

    async find({ to, body, since }) {
      const from = new Date(since.getTime() - CLOCK_SKEW_MS);
      // A message that still waits in the queue has no date on which it was sent: then all to this number are looked through.
      for (const dateSentAfter of [from, undefined]) {
        const asked = await ask((client) => messagesTo(client, to, dateSentAfter), [to, body]);
        if (!asked.ok) return { ok: false, failure: asked.failure };
        const messages = z.array(TwilioMessage).safeParse(asked.value);
        if (!messages.success) return { ok: false, failure: badResponse("the list of messages is unreadable") };
        const found = oldestOf(messages.data.filter((message) => isThe(message, body, from)));
        if (found) return standingOf(found);
      }
      return { ok: true, value: null };
    },

    async check() {
      const uri = `https://api.twilio.com/2010-04-01/Accounts/${config.accountSid}.json`;
      const timeout = Math.min(CHECK_SECONDS, config.timeoutSeconds) * 1_000;
      const asked = await ask((client) => client.request({ method: "get", uri, timeout }));
      if (!asked.ok) return { ok: false, failure: asked.failure };
      const account = Answer.safeParse(asked.value);
      if (!account.success) return { ok: false, failure: badResponse("the account is unreadable") };
      if (account.data.body.status === "active") return { ok: true, value: null };
      const message = `the account is ${account.data.body.status}`;
      return { ok: false, failure: { certainty: "definite", code: "auth", status: 200, message } };
    },
  };
}

const notLoaded: ProviderFailure = {
  certainty: "definite",
  code: "auth",
  status: null,
  message: "the account's id or the SDK can't be used",
};

const Answer = z.object({ body: z.object({ sid: z.string(), status: z.string().max(40) }) });

function requestOf({ attemptId, to, from, body, statusCallback }: OutboundSms) {
  return {
    ...{ to, body, statusCallback: callbackFor(statusCallback, attemptId), validityPeriod: LONGEST_QUEUE_SECONDS },
    ...(from.startsWith("MG") ? { messagingServiceSid: from } : { from }),
  };
}

interface Page {
  instances: unknown[];
  nextPage(): Promise<Page> | undefined;
}

/** The messages to a number, to the last page or at most `MAX_PAGES` of them. */
async function messagesTo(client: TwilioClient, to: string, dateSentAfter?: Date): Promise<unknown[]> {
  const query = { to, pageSize: PAGE, ...(dateSentAfter && { dateSentAfter }) };
  const found: unknown[] = [];
  let page: Page | undefined = await client.messages.page(query);
  for (let pages = 1; page; pages++) {
    found.push(...page.instances);
    page = pages < MAX_PAGES ? await page.nextPage() : undefined;
  }
  return found;
}

function standingOf(value: unknown): LookUpResult<MessageStanding | null> {
  const message = TwilioMessage.safeParse(value);
  const standing = message.success ? toStanding(message.data) : null;
  return standing ? { ok: true, value: standing } : { ok: false, failure: badResponse("the message is unreadable") };
}

/** Only Twilio's own "not found" says that a message does not exist; one of a proxy or of a wrong address says nothing. */
const isMissing = (error: unknown) => error instanceof TwilioRefusal && error.status === 404 && error.code === "20404";

/** A trial account has its own words put before ours. */
function isThe(message: TwilioMessage, body: string, from: Date): boolean {
  const { dateCreated, direction } = message;
  if (direction === "inbound" || !dateCreated || dateCreated.getTime() < from.getTime() - 1_000) return false;
  return (message.body ?? "").trim().endsWith(body.trim());
}

/** Of several the one that came first after the request: what is later belongs to a later one. */
function oldestOf(messages: readonly TwilioMessage[]): TwilioMessage | null {
  const time = (message: TwilioMessage) => message.dateCreated?.getTime() ?? 0;
  return messages.toSorted((a, b) => time(a) - time(b))[0] ?? null;
}
