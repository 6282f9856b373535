/** Writes instants as a spreadsheet sorts them, in one time zone: "2026-11-21 14:05:09".
 *  @param timeZone IANA name */
export function exportMoment(timeZone: string): (at: string | null) => string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (at) => (at ? format.format(new Date(at)) : "");
}
