"use client";

import { FlaskConical } from "lucide-react";
import { useEffect, useState } from "react";
import { formatClock, formatZone } from "../format";

/** Says that nobody real is called, and what time the rehearsal has.
 *  @param initial the rehearsal's time when the page was made, ISO 8601. @param offsetMs its distance from the real time */
export function RehearsalBadge({
  initial,
  offsetMs,
  timeZone,
}: {
  initial: string;
  offsetMs: number;
  timeZone: string;
}) {
  const [now, setNow] = useState(() => new Date(initial));
  useEffect(() => {
    const tick = () => setNow(new Date(Date.now() + offsetMs));
    tick();
    const timer = setInterval(tick, 10_000);
    return () => clearInterval(timer);
  }, [offsetMs]);
  const weekday = new Intl.DateTimeFormat("en-US", { timeZone, weekday: "short" }).format(now);
  return (
    <p className="flex min-w-0 items-center gap-1.5 rounded-full bg-warning-soft px-2.5 py-1 text-xs font-medium text-warning">
      <FlaskConical aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">
        Providers are simulated · {weekday} {formatClock(now, timeZone, false)} {formatZone(now, timeZone)}
      </span>
    </p>
  );
}
