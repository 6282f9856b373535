import type { ReactNode } from "react";
import type { ProviderSetup } from "@/lib/core/setup";
import type { ProviderReport } from "@/lib/core/setup-views";
import type { Tone } from "../ui/badge";

export type Shown = { label: string; tone: Tone; text: ReactNode };

interface Provider {
  /** Which variable holds what a provider refuses. */
  key: string;
  /** Where the values come from. */
  hint: string;
  /** What nobody real gets while it is simulated. */
  simulated: string;
  /** Where one sees whether it is up. */
  status: string;
}

export const PROVIDERS = {
  voice: {
    key: "VAPI_API_KEY",
    hint: "The key is the private one from Vapi’s dashboard; the secret is your own.",
    simulated: "nobody real is called",
    status: "status.vapi.ai",
  },
  email: {
    key: "RESEND_API_KEY",
    hint: "The key is from Resend’s dashboard, and the secret is that of the webhook you add there; the secret of links is your own.",
    simulated: "nobody real gets an email",
    status: "resend-status.com",
  },
  sms: {
    key: "TWILIO_AUTH_TOKEN",
    hint: "Both are on the first page of Twilio’s console; the secret of links is your own.",
    simulated: "nobody real gets a text",
    status: "status.twilio.com",
  },
} as const satisfies Record<string, Provider>;

export const Code = ({ children }: { children: ReactNode }) => (
  <code className="rounded-sm bg-sunken px-1 py-0.5 font-mono text-[0.8125rem] break-all text-ink">{children}</code>
);

/** Whether a provider is set up and answers, and what to do where it does not.
 *  @param report undefined while it is on its way @param failed whether it could not be had */
export function stateOf(
  { key, hint, simulated, status }: Provider,
  setup: ProviderSetup,
  report: ProviderReport | undefined,
  failed: boolean,
): Shown {
  if (!setup.configured)
    return { label: "Not set up", tone: "warning", text: <Missing names={setup.missing} hint={hint} /> };
  if (!report)
    return failed
      ? { label: "Not known", tone: "neutral", text: "It is set up, but could not be checked." }
      : { label: "Checking", tone: "neutral", text: "It is set up. Asking whether it answers …" };
  const said = report.said ? ` It said: “${report.said}”.` : "";
  switch (report.state) {
    case "reachable":
      return setup.simulated
        ? { label: "Simulated", tone: "info", text: `It answers on this machine, and ${simulated}.` }
        : { label: "Works", tone: "success", text: "It is set up, answers, and takes the key." };
    case "refused":
      return {
        label: "Key refused",
        tone: "danger",
        text: (
          <>
            It answers but does not take the key.{said} Set <Code>{key}</Code> to that of your account, and see that the
            account is in credit.
          </>
        ),
      };
    default:
      return {
        label: "No answer",
        tone: "danger",
        text: `It is set up but gave no answer within five seconds.${said} Look at ${status} and check again.`,
      };
  }
}

function Missing({ names, hint }: { names: string[]; hint: string }) {
  return (
    <>
      Set{" "}
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && (index === names.length - 1 ? " and " : ", ")}
          <Code>{name}</Code>
        </span>
      ))}
      . {hint}
    </>
  );
}
