const MINUTE = 60_000;

/** Writes instants in one time zone as ISO 8601 with its offset, to the second: "2026-11-21T14:05:09-05:00". It says by itself whose
 *  time it is, and can be imported again.
 *  @param timeZone IANA name */
export function exportMoment(timeZone: string): (at: string | null) => string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (at) => {
    if (!at) return "";
    const instant = Math.floor(Date.parse(at) / 1000) * 1000;
    const local = format.format(instant).replace(" ", "T");
    const minutes = Math.round((Date.parse(`${local}Z`) - instant) / MINUTE);
    const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
    return `${local}${minutes < 0 ? "-" : "+"}${two(hours)}:${two(rest)}`;
  };
}

const two = (number: number): string => String(number).padStart(2, "0");
