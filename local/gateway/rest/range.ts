import { RestError } from "../errors";
import type { RestRequest } from "./handle";
import type { Query } from "./query";

/** Narrows the top level to the `Range` header of a GET, such as `0-24`; it means nothing to other methods. */
export function applyRangeHeader(query: Query, { method, headers }: RestRequest): Query {
  const found = method === "GET" ? /^(?:items=)?(\d+)-(\d*)$/.exec(headers.range ?? "") : undefined;
  const root = query.levels[0];
  if (!found || !root) return query;
  const lower = Math.max(Number(found[1]), root.offset);
  const ends = [
    found[2] === "" ? Number.POSITIVE_INFINITY : Number(found[2]),
    root.limit === undefined ? Number.POSITIVE_INFINITY : root.offset + root.limit - 1,
  ];
  const upper = Math.min(...ends);
  if (found[2] !== "" && Number(found[2]) < Number(found[1])) {
    throw new RestError(416, "PGRST103", "Requested range not satisfiable", {
      details: "The lower boundary must be lower than or equal to the upper boundary in the Range header.",
    });
  }
  root.offset = lower;
  root.limit = Number.isFinite(upper) ? Math.max(upper - lower + 1, 0) : undefined;
  return query;
}
