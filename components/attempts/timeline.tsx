import type { AttemptView } from "@/lib/core/attempt-view";
import { formatClock, formatDay, formatMoment, formatZonedMoment } from "../format";
import { eventText } from "./event-text";

export function Timeline({
  attempt,
  timeZone,
}: {
  attempt: Pick<AttemptView, "events" | "channel">;
  timeZone: string;
}) {
  const { events, channel } = attempt;
  const [first] = events;
  // What comes of a message may come days later.
  const timeOf = (at: string) =>
    first && formatDay(at, timeZone) !== formatDay(first.at, timeZone)
      ? formatMoment(at, timeZone)
      : formatClock(new Date(at), timeZone);
  return (
    <ol className="grid gap-2.5">
      {events.map(({ id, kind, detail, at, uncounted }) => (
        <li key={id} className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3">
          <time
            dateTime={at}
            title={formatZonedMoment(at, timeZone)}
            className="w-22 text-right text-xs tabular-nums text-ink-muted"
          >
            {timeOf(at)}
          </time>
          <span className="min-w-0 break-words">{eventText(kind, detail, channel, uncounted)}</span>
        </li>
      ))}
    </ol>
  );
}
