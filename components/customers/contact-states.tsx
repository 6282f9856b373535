import type { ContactState } from "@/lib/core/customer-views";
import { Badge, type Tone } from "../ui/badge";
import { CHANNEL_LABEL } from "./labels";

const STATE: Record<ContactState["state"], { label: string; tone: Tone }> = {
  now: { label: "Yes, now", tone: "success" },
  later: { label: "Not yet", tone: "warning" },
  no: { label: "No", tone: "neutral" },
};

/** Whether a campaign with an offer may contact the customer now, over each channel, and else why not and when; what is the same of several
 *  is said once. */
export function ContactStates({ contact }: { contact: readonly ContactState[] }) {
  const isSame = (one: ContactState, other: ContactState) => one.state === other.state && one.text === other.text;
  const firsts = contact.filter((one, at) => contact.findIndex((other) => isSame(one, other)) === at);
  return (
    <section aria-labelledby="contact-states" className="mt-4 border-t border-line pt-3">
      <h2 id="contact-states" className="text-xs text-ink-muted">
        May a campaign contact them with an offer?
      </h2>
      <ul className="mt-1 grid gap-2">
        {firsts.map((first) => (
          <Row key={first.channel} {...first} channels={contact.filter((one) => isSame(one, first))} />
        ))}
      </ul>
    </section>
  );
}

function Row({ state, text, channels }: Pick<ContactState, "state" | "text"> & { channels: readonly ContactState[] }) {
  const { label, tone } = STATE[state];
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <span className="font-medium">{namesOf(channels)}</span>
      <Badge tone={tone}>{label}</Badge>
      {text && <span className="min-w-0 basis-full wrap-anywhere text-pretty sm:flex-1 sm:basis-64">{text}</span>}
    </li>
  );
}

/** "Calls, text messages and emails" */
function namesOf(channels: readonly ContactState[]): string {
  const names = channels.map(({ channel }, at) =>
    at === 0 ? CHANNEL_LABEL[channel] : CHANNEL_LABEL[channel].toLowerCase(),
  );
  return [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(" and ");
}
