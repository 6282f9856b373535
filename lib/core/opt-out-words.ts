/** An opt-out, as far as it is told why somebody is not contacted. */
export interface Wish {
  source: string;
  reason: string;
  /** ISO 8601. */
  at: string;
}

const CAME: Record<string, string> = {
  call: "said in a call",
  sms: "by text message",
  email: "by email",
  link: "by the link in a message",
  owner: "written down by hand",
  provider: "told by the provider",
  import: "from a list",
};

/** "Asked not to be contacted: said in a call on Nov 3, 2026". A complaint and a decision of the business are no wish of that kind.
 *  @param timeZone the account's */
export function optOutText(asked: string, { source, reason, at }: Wish, timeZone: string): string {
  const day = new Intl.DateTimeFormat("en-US", { timeZone, month: "short", day: "numeric", year: "numeric" });
  const when = Number.isNaN(Date.parse(at)) ? "" : ` on ${day.format(new Date(at))}`;
  if (reason === "complaint") return `Complained${source in CAME ? ` ${CAME[source]}` : ""}${when}`;
  if (reason === "owner") return `You decided not to contact them${when}`;
  if (reason === "import" || source === "import") return `Is on a list of opt-outs that you added${when}`;
  return `${asked}: ${CAME[source] ?? source}${when}`;
}
