"use client";

import type { ReactNode } from "react";
import { ENGINE_START, isLate } from "@/lib/core/readiness";
import type { Setup, WebhookReach } from "@/lib/core/setup";
import type { SetupReport } from "@/lib/core/setup-views";
import { formatAgo } from "../format";
import { Badge, type Tone } from "../ui/badge";
import { Card, CardTitle } from "../ui/card";
import { CheckAgain } from "./check-again";
import { useSetupReport } from "./use-setup-report";

type Shown = { label: string; tone: Tone; text: ReactNode };

/** What the server talks to, whether it is set up and answers, and what to do where it is not. */
export function ProviderList({ setup }: { setup: Setup }) {
  const check = useSetupReport();
  const { report, isChecking } = check;
  const failed = check.error !== null && !isChecking;
  return (
    <Card>
      <div className="grid gap-3 border-b border-line p-4 sm:p-5">
        <CardTitle>Providers</CardTitle>
        <p className="text-ink-muted text-pretty">
          They are set in the environment of the server, never here: keys do not pass through a browser. Whoever runs
          the server sets a variable (in its file <Code>.env</Code>, or where the host keeps them) and starts it again.
        </p>
        <CheckAgain {...check} />
      </div>
      <ul className="divide-y divide-line">
        <Provider name="Vapi" purpose="Calls" {...voiceOf(setup, report, failed)} />
        <Provider name="Address for webhooks" purpose="How Vapi reports what happens in calls" {...webhooksOf(setup)} />
        <Provider name="Job engine" purpose="Runs campaigns in the background" {...jobsOf(setup, report, failed)} />
        <Provider name="Twilio" purpose="Text messages" {...LATER} />
        <Provider name="Resend" purpose="Emails" {...LATER} />
      </ul>
    </Card>
  );
}

const LATER: Shown = {
  label: "Not available yet",
  tone: "neutral",
  text: "Campaigns can only call so far. There is nothing to set up.",
};

function Provider({ name, purpose, label, tone, text }: Shown & { name: string; purpose: string }) {
  return (
    <li className="grid gap-1 px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium">{name}</h3>
        <span className="text-ink-muted">{purpose}</span>
        <span className="ml-auto">
          <Badge tone={tone}>{label}</Badge>
        </span>
      </div>
      {/* Two lines on a phone, where an answer is longer than what stood there before it. */}
      <div className="min-h-10 text-ink-muted text-pretty sm:min-h-0">{text}</div>
    </li>
  );
}

const Code = ({ children }: { children: ReactNode }) => (
  <code className="rounded-sm bg-sunken px-1 py-0.5 font-mono text-[0.8125rem] break-all text-ink">{children}</code>
);

function voiceOf({ voice }: Setup, report: SetupReport | null, failed: boolean): Shown {
  if (!voice.configured)
    return {
      label: "Not set up",
      tone: "warning",
      text: (
        <>
          Set{" "}
          {voice.missing.map((name, index) => (
            <span key={name}>
              {index > 0 && " and "}
              <Code>{name}</Code>
            </span>
          ))}
          . The key is the private one from Vapi’s dashboard; the secret is your own.
        </>
      ),
    };
  if (!report)
    return failed
      ? { label: "Not known", tone: "neutral", text: "It is set up, but could not be checked." }
      : { label: "Checking", tone: "neutral", text: "It is set up. Asking whether it answers …" };
  const said = report.voice.said ? ` It said: “${report.voice.said}”.` : "";
  switch (report.voice.state) {
    case "reachable":
      return voice.simulated
        ? { label: "Simulated", tone: "info", text: "It answers on this machine, and nobody real is called." }
        : { label: "Works", tone: "success", text: "It is set up, answers, and takes the key." };
    case "refused":
      return {
        label: "Key refused",
        tone: "danger",
        text: (
          <>
            It answers but does not take the key.{said} Set <Code>VAPI_API_KEY</Code> to the private key of your
            account, and see that the account is in credit.
          </>
        ),
      };
    default:
      return {
        label: "No answer",
        tone: "danger",
        text: `It is set up but gave no answer within five seconds.${said} Look at status.vapi.ai and check again.`,
      };
  }
}

const REACH: Record<WebhookReach, { label: string; tone: Tone }> = {
  public: { label: "Public", tone: "success" },
  not_https: { label: "Not encrypted", tone: "danger" },
  private: { label: "Not public", tone: "danger" },
};

function webhooksOf({ webhooks, voice }: Setup): Shown {
  const address = (
    <>
      Vapi reports to <Code>{webhooks.url}</Code>.{" "}
    </>
  );
  if (webhooks.reach === "public") return { ...REACH.public, text: address };
  if (voice.simulated)
    return {
      label: "On this machine",
      tone: "info",
      text: <>{address}That is enough for the simulated provider. A real one needs a public https address.</>,
    };
  const what = webhooks.reach === "not_https" ? "It has to begin with https://." : "The internet can’t reach it.";
  return {
    ...REACH[webhooks.reach],
    text: (
      <>
        {address}
        {what} Set <Code>{webhooks.reach === "not_https" ? webhooks.variable : "WEBHOOK_BASE_URL"}</Code> to the
        server’s public address.
      </>
    ),
  };
}

const ENGINE_NAME = {
  trigger: "Trigger.dev",
  graphile: "The worker on the same database",
  cron: "The host’s cron",
} as const;

function jobsOf({ jobs }: Setup, report: SetupReport | null, failed: boolean): Shown {
  const [name, start] = [ENGINE_NAME[jobs.engine], ENGINE_START[jobs.engine]];
  if (!report)
    return failed
      ? { label: "Not known", tone: "neutral", text: `${name}. It could not be checked.` }
      : { label: "Checking", tone: "neutral", text: `${name}. Looking for its last round …` };
  if (report.swept_at === null)
    return { label: "Never ran", tone: "warning", text: `${name} has not run yet. ${start}` };
  // Both by the server's clock, which a rehearsal moves.
  const [at, now] = [new Date(report.swept_at), new Date(report.checked_at)];
  const last = `${name}. Its last round began ${formatAgo(at, now)}.`;
  if (isLate(report.swept_at, now)) return { label: "Not at work", tone: "danger", text: `${last} ${start}` };
  return { label: "At work", tone: "success", text: last };
}
