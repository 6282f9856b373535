import { formatDay, formatZonedMoment } from "./format";

/** "Nov 21, 2026", the moment on pointing; a dash for none. @param at ISO 8601 */
export function Day({ at, timeZone }: { at: string | null; timeZone: string }) {
  if (!at) return "–";
  return (
    <time dateTime={at} title={formatZonedMoment(at, timeZone)}>
      {formatDay(at, timeZone)}
    </time>
  );
}
