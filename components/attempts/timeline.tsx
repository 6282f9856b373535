import { formatClock, formatZonedMoment } from "../format";
import { eventText } from "./labels";

export interface TimelineEvent {
  id: number;
  kind: string;
  detail: unknown;
  at: string;
}

export function Timeline({ events, timeZone }: { events: TimelineEvent[]; timeZone: string }) {
  return (
    <ol className="grid gap-2.5">
      {events.map(({ id, kind, detail, at }) => (
        <li key={id} className="grid grid-cols-[auto_1fr] items-baseline gap-x-3">
          <time
            dateTime={at}
            title={formatZonedMoment(at, timeZone)}
            className="w-22 text-right text-xs tabular-nums text-ink-muted"
          >
            {formatClock(new Date(at), timeZone)}
          </time>
          <span>{eventText(kind, detail)}</span>
        </li>
      ))}
    </ol>
  );
}
