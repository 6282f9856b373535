"use client";

import { useEffect, useState } from "react";
import { formatAgo } from "./format";

/** How long ago the database wrote something; by the real clock, as the database's is.
 *  @param now the server's time when the page was made, ISO 8601: both sides then write the same text */
export function TimeAgo({ at, now }: { at: string; now: string }) {
  const [present, setPresent] = useState(() => new Date(now));
  useEffect(() => {
    const tick = () => setPresent(new Date());
    tick();
    const timer = setInterval(tick, 20_000);
    return () => clearInterval(timer);
  }, []);
  return <time dateTime={at}>{formatAgo(new Date(at), present)}</time>;
}
