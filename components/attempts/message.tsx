import type { AttemptView, InboundView, MessageView } from "@/lib/core/attempt-view";
import { INBOUND_WORDS } from "@/lib/core/spoken-words";
import { formatZonedMoment } from "../format";
import { Badge, type Tone } from "../ui/badge";
import { ContactLinks } from "./contact-links";

export interface Reachable {
  name: string | null;
  phone: string | null;
  email: string | null;
}

/** What was sent, as plain words, and where its links led. */
export function SentMessage({ message }: { message: MessageView }) {
  const { subject, body, links, variant } = message;
  return (
    <section>
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <h3 className="text-xs font-medium text-ink-muted">What was sent</h3>
        {variant && <Badge>Variant {variant}</Badge>}
      </div>
      <div className="rounded-lg rounded-tl-sm bg-sunken px-3.5 py-2.5">
        {subject && <p className="mb-1 font-semibold break-words">{subject}</p>}
        <p className="leading-relaxed break-words whitespace-pre-wrap">{body}</p>
      </div>
      {links.length > 0 && (
        <ul aria-label="Links" className="mt-2 grid gap-0.5 text-[0.8125rem] text-ink-muted">
          {links.map((link, at) => (
            <li key={at} className="break-all">
              {link}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** How far a message came, each with its time. */
export function MessageProgress({ message, timeZone }: { message: MessageView; timeZone: string }) {
  const steps: [label: string, at: string | null][] = [
    ["Delivered", message.deliveredAt],
    ["Opened", message.openedAt],
    ["Followed a link", message.clickedAt],
    ["Wrote back", message.repliedAt],
    ["Reported as spam", message.complainedAt],
  ];
  const reached = steps.flatMap(([label, at]) => (at ? [[label, at] as const] : []));
  if (reached.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-2">
      {reached.map(([label, at]) => (
        <div key={label}>
          <dt className="text-xs text-ink-muted">{label}</dt>
          <dd className="tabular-nums">
            <time dateTime={at}>{formatZonedMoment(at, timeZone)}</time>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const KIND_TONE: Record<InboundView["kind"], Tone> = {
  stop: "danger",
  opt_out: "danger",
  start: "info",
  help: "warning",
  reply: "accent",
};

/** What they wrote to us, first to last, and how to answer. */
export function Replies({
  inbound,
  contact,
  timeZone,
}: Pick<AttemptView, "inbound"> & { contact: Reachable | null; timeZone: string }) {
  if (inbound.length === 0) return null;
  return (
    <section>
      <h3 className="mb-2 text-xs font-medium text-ink-muted">What they wrote</h3>
      <ol className="grid gap-3">
        {inbound.map((one) => (
          <li key={one.id} className="ml-auto grid max-w-[85%] justify-items-end gap-1">
            <p className="flex flex-wrap items-center justify-end gap-2 text-xs text-ink-muted">
              <Badge tone={KIND_TONE[one.kind]}>{INBOUND_WORDS[one.kind]}</Badge>
              <time dateTime={one.at}>{formatZonedMoment(one.at, timeZone)}</time>
            </p>
            <div className="rounded-lg rounded-tr-sm bg-accent-soft px-3.5 py-2">
              {one.subject && <p className="font-semibold break-words">{one.subject}</p>}
              <p className="leading-relaxed break-words whitespace-pre-wrap">
                {one.body ?? "What they wrote is not kept any more."}
              </p>
            </div>
          </li>
        ))}
      </ol>
      {contact && <ContactLinks contact={contact} className="mt-2 justify-end" />}
    </section>
  );
}
