import type { ReactNode } from "react";
import { VARIABLES, type Variable } from "@/lib/core/content";
import type { PreviewedPerson } from "@/lib/core/content-views";
import {
  LONG_FIRST_MESSAGE_SECONDS,
  LONG_VOICEMAIL_SECONDS,
  spokenLength,
  spokenSeconds,
} from "@/lib/core/spoken-length";
import type { Channel } from "@/lib/core/words";
import { cn } from "../../ui/cn";
import { Notice } from "../../ui/notice";
import { VARIABLE_TEXT } from "./variables";

/** What one customer will hear, or what is missing for it. */
export function PreviewedText({
  person,
  incomplete,
  count,
  channel,
  children,
}: {
  person: PreviewedPerson;
  incomplete: number;
  count: number;
  channel: Channel;
  /** The message, where it is one. */
  children?: ReactNode;
}) {
  const { customer_id, name, first_message, first_fixed, voicemail_message, voicemail_fixed, missing } = person;
  const isMissing = first_message === null && person.message === null;
  return (
    <div className="grid min-w-0 gap-4">
      <div>
        <p className="font-medium wrap-break-word">{name ?? "A customer without a name"}</p>
        {customer_id === null && (
          <p className="text-ink-muted text-pretty">
            Made up, for nobody with {channel === "email" ? "an email address" : "a phone number"} matches the
            campaign’s target yet.
          </p>
        )}
      </div>
      {isMissing ? (
        <Notice
          kind="warning"
          title={
            missing.length > 0
              ? `Would not be ${channel === "call" ? "called" : "contacted"}`
              : `Can’t be ${channel === "call" ? "spoken" : "sent"} yet`
          }
        >
          {missing.length > 0 ? (
            <ul className="grid gap-1">
              {missing.map((written) => (
                <li key={written}>{lack(written)}</li>
              ))}
            </ul>
          ) : (
            "See what is marked in the text."
          )}
        </Notice>
      ) : (
        <>
          {children}
          {first_message && (
            <Spoken
              title="When somebody answers"
              text={first_message}
              fixed={first_fixed}
              long={LONG_FIRST_MESSAGE_SECONDS}
            />
          )}
          {voicemail_message && (
            <Spoken
              title="On an answering machine"
              text={voicemail_message}
              fixed={voicemail_fixed}
              long={LONG_VOICEMAIL_SECONDS}
            />
          )}
        </>
      )}
      {incomplete > 0 && count > 1 && (
        <p className="text-warning text-pretty">
          {incomplete === count ? `All ${count}` : `${incomplete} of these ${count}`} lack something and would be
          skipped.
        </p>
      )}
    </div>
  );
}

interface SpokenProps {
  title: string;
  text: string;
  /** The sentences in it that nobody can take away. */
  fixed: string[];
  long: number;
}

function Spoken({ title, text, fixed, long }: SpokenProps): ReactNode {
  const seconds = spokenSeconds(text);

  return (
    <div className="min-w-0">
      <p className="mb-1 flex flex-wrap justify-between gap-x-3 text-xs text-ink-muted">
        {title}
        <span className={cn("tabular-nums", seconds > long && "text-warning")}>{spokenLength(seconds)}</span>
      </p>
      <p
        dir="auto"
        className="rounded-lg rounded-tl-sm bg-sunken px-3.5 py-2 leading-relaxed whitespace-pre-wrap wrap-break-word"
      >
        {marked(text, fixed).map(({ part, isFixed }, at) =>
          isFixed ? (
            <span key={at} className="border-b border-dashed border-ink-muted text-ink-muted">
              {part}
            </span>
          ) : (
            part
          ),
        )}
      </p>
      {fixed.length > 0 && (
        <p className="mt-1 text-xs text-ink-muted text-pretty">
          Underlined: always said, so that people know who calls, that it is an AI, and what becomes of the call.
        </p>
      )}
    </div>
  );
}

/** The text cut at the sentences that are fixed, each where it first stands. */
function marked(text: string, fixed: string[]): { part: string; isFixed: boolean }[] {
  const [sentence, ...more] = fixed;
  const at = sentence ? text.indexOf(sentence) : -1;
  if (!sentence || at < 0) return [{ part: text, isFixed: false }];
  return [
    { part: text.slice(0, at), isFixed: false },
    { part: sentence, isFixed: true },
    ...marked(text.slice(at + sentence.length), more),
  ];
}

const isVariable = (name: string): name is Variable => VARIABLES.some((known) => known === name);

/** What has no value here, and what helps. */
function lack(written: string): string {
  const name = /^\{\s*(\w+)/.exec(written)?.[1]?.toLowerCase() ?? "";
  if (written === "subject") return "The subject is empty. Write one.";
  if (!written.startsWith("{") && !/^more than/.test(written)) return `${written} leads nowhere. Correct it.`;
  if (!written.startsWith("{")) return `The text has ${written}. Shorten it.`;
  if (!isVariable(name)) return `${written} is not a known variable.`;
  const label = VARIABLE_TEXT[name].label;
  switch (name) {
    case "agent_name":
      return `${label}: choose the agent that speaks.`;
    case "business_name":
    case "callback_number":
      return `${label}: enter it in the settings.`;
    case "consent_link":
      return `${label}: is a page to open, so it can stand in the text of an email alone.`;
    case "promotion":
    case "offer_code":
    case "booking_link":
      return `${label}: has no value yet. Write it in its field.`;
    default:
      return `${label}: not known for this customer. Add words for that, such as {${name}|your visit}.`;
  }
}
