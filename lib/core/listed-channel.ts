import type { CallQuery } from "./calls";
import type { Channel } from "./words";

/** Which channel a query of contacts means; null: every one. Beside its schema's file, so that a list of contacts loads no schemas. */
export function listedChannel({ channel, view }: Pick<CallQuery, "channel" | "view">): Channel | null {
  if (channel === "all") return null;
  return channel ?? (view === "needs_you" ? null : "call");
}
