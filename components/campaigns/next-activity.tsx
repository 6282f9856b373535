"use client";

import { useEffect, useState } from "react";
import { formatMoment, formatZonedMoment } from "../format";
import type { ListClock } from "./campaign-columns";

/** When something happens next in a campaign, by the engine's clock. */
export function NextActivity({ at, clock }: { at: string | null; clock: ListClock }) {
  const [present, setPresent] = useState(() => Date.parse(clock.engineNow));
  useEffect(() => {
    const ahead = Date.parse(clock.engineNow) - Date.parse(clock.now);
    const tick = () => setPresent(Date.now() + ahead);
    tick();
    const timer = setInterval(tick, 20_000);
    return () => clearInterval(timer);
  }, [clock]);
  if (!at) return <span className="text-ink-muted">–</span>;
  if (Date.parse(at) <= present) return "Now";
  return (
    <time dateTime={at} title={formatZonedMoment(at, clock.timeZone)}>
      {formatMoment(at, clock.timeZone, new Date(present))}
    </time>
  );
}
