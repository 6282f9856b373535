import { z } from "zod";
import { RestError } from "../errors";
import type { Row } from "../transaction";
import type { Media } from "./media";
import type { Preferences } from "./preferences";

export type Answer = { status: number; headers: Record<string, string>; body: string };

/** The one row every statement of this gateway answers with. */
export type Result = {
  total: number | undefined;
  page: number;
  body: string;
  headers: string | null;
  status: string | null;
  inserted: number | undefined;
};

/** The columns of `Result`, around a source of rows called `_postgrest_t`. */
export const resultColumns = (total: string, body: string): string =>
  `select ${total}, count(*), ${body}, nullif(current_setting('response.headers', true), ''), ` +
  `nullif(current_setting('response.status', true), ''), nullif(current_setting('pgrst.inserted', true), '')`;

/** SQL that turns rows into JSON. */
export function bodySql(rows: string, media: Media, shape: "list" | "one"): string {
  const agg = media.stripNulls ? `json_strip_nulls(json_agg(${rows}))` : `json_agg(${rows})`;
  return shape === "one" || media.singular ? `coalesce(${agg} -> 0, 'null')::text` : `coalesce(${agg}, '[]')::text`;
}

export function readResult(row: Row): Result {
  const [total, page, body, headers, status, inserted] = row;
  return {
    total: total === null || total === undefined ? undefined : Number(total),
    page: Number(page),
    body: body ?? "",
    headers: headers ?? null,
    status: status ?? null,
    inserted: inserted === null || inserted === undefined ? undefined : Number(inserted),
  };
}

export function checkSingular(media: Media, rows: number): void {
  if (!media.singular || rows === 1) return;
  throw new RestError(406, "PGRST116", "Cannot coerce the result to a single JSON object", {
    details: `The result contains ${rows} rows`,
  });
}

export function checkAffected({ maxAffected }: Preferences, rows: number): void {
  if (maxAffected === undefined || rows <= maxAffected) return;
  throw new RestError(400, "PGRST124", "Query result exceeds max-affected preference constraint", {
    details: `The query affects ${rows} rows`,
  });
}

/** Status and `Content-Range` of a page. @throws PGRST103 when it starts behind the end. */
export function rangeOf(offset: number, { page, total }: Result): { status: number; contentRange: string } {
  const upper = offset + page - 1;
  const range = total !== 0 && offset <= upper ? `${offset}-${upper}` : "*";
  const contentRange = `${range}/${total ?? "*"}`;
  if (total === undefined) return { status: 200, contentRange };
  if (offset > total) {
    throw new RestError(416, "PGRST103", "Requested range not satisfiable", {
      details: `An offset of ${offset} was requested, but there are only ${total} rows.`,
      headers: { "content-range": `*/${total}` },
    });
  }
  return { status: page < total ? 206 : 200, contentRange };
}

const headerList = z.array(z.record(z.string(), z.string()));

/** Preferences that each kind of request takes notice of, in the order `Preference-Applied` names them. */
export const READ_PREFERENCES = ["count", "tx", "handling", "timezone"];
export const CALL_PREFERENCES = [...READ_PREFERENCES, "max-affected"];
export const MUTATION_PREFERENCES = ["missing", "return", ...CALL_PREFERENCES];

/** Functions may set `response.status` and `response.headers`. */
export function finish(
  answer: Answer,
  { headers, status }: Result,
  preferences: Preferences,
  applicable: readonly string[],
): Answer {
  const applied = applicable.flatMap((name) => preferences.applied.get(name) ?? []);
  if (applied.length > 0) answer.headers["preference-applied"] = applied.join(", ");
  if (headers !== null) Object.assign(answer.headers, ...parseHeaders(headers));
  if (status === null) return answer;
  const code = Number(status);
  if (!(code >= 200 && code <= 599)) {
    throw new RestError(500, "PGRST112", "response.status guc must be a valid status code");
  }
  return { ...answer, status: code };
}

function parseHeaders(text: string): Array<Record<string, string>> {
  try {
    return headerList
      .parse(JSON.parse(text))
      .map((one) => Object.fromEntries(Object.entries(one).map(([name, value]) => [name.toLowerCase(), value])));
  } catch {
    const message =
      "response.headers guc must be a JSON array composed of objects with a single key and a string value";
    throw new RestError(500, "PGRST111", message);
  }
}
