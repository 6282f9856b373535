"use client";

import { ENGINE_START, isLate } from "@/lib/core/readiness";
import type { Setup, WebhookReach } from "@/lib/core/setup";
import type { SetupReport } from "@/lib/core/setup-views";
import { formatAgo } from "../format";
import { Badge, type Tone } from "../ui/badge";
import { Card, CardTitle } from "../ui/card";
import { CheckAgain } from "./check-again";
import { Code, PROVIDERS, type Shown, stateOf } from "./provider-state";
import { useSetupReport } from "./use-setup-report";

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
        <Provider name="Vapi" purpose="Calls" {...stateOf(PROVIDERS.voice, setup.voice, report?.voice, failed)} />
        <Provider name="Resend" purpose="Emails" {...stateOf(PROVIDERS.email, setup.email, report?.email, failed)} />
        <Provider name="Twilio" purpose="Text messages" {...stateOf(PROVIDERS.sms, setup.sms, report?.sms, failed)} />
        <Provider name="Address for webhooks" purpose="How providers report what happens" {...webhooksOf(setup)} />
        <Provider name="Job engine" purpose="Runs campaigns in the background" {...jobsOf(setup, report, failed)} />
      </ul>
    </Card>
  );
}

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

const REACH: Record<WebhookReach, { label: string; tone: Tone }> = {
  public: { label: "Public", tone: "success" },
  not_https: { label: "Not encrypted", tone: "danger" },
  private: { label: "Not public", tone: "danger" },
};

function webhooksOf({ webhooks, voice, email, sms }: Setup): Shown {
  const names = ["Vapi", ...(email.configured ? ["Resend"] : []), ...(sms.configured ? ["Twilio"] : [])];
  const address = names.map((name) => (
    <span key={name}>
      {name} reports to <Code>{webhooks.url.replace(/vapi$/, name.toLowerCase())}</Code>.{" "}
    </span>
  ));
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
