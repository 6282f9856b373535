import { RestError } from "../errors";

/** A JSON body, still as text: Postgres parses it, so that numbers keep all their digits. */
export type Payload = { json: string; isArray: boolean; keys: string[] };

const invalid = (message: string): RestError => new RestError(400, "PGRST102", message);

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function sameKeys(items: readonly unknown[]): string[] {
  const [first] = items;
  if (first === undefined) return [];
  if (!isObject(first)) throw invalid("All object keys must match");
  const keys = Object.keys(first);
  const wanted = new Set(keys);
  for (const item of items) {
    const matches = isObject(item) && Object.keys(item).length === keys.length;
    if (!matches || !Object.keys(item).every((key) => wanted.has(key))) throw invalid("All object keys must match");
  }
  return keys;
}

/** Reads the names of the columns from the body, or takes them from the parameter `columns`. */
export function readPayload(body: string, columns: string[] | undefined): Payload {
  if (columns) return { json: body, isArray: body.trimStart().startsWith("["), keys: columns };
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw invalid("Empty or invalid json");
  }
  if (Array.isArray(value)) return { json: body, isArray: true, keys: sameKeys(value) };
  if (!isObject(value)) throw invalid("The body must be a JSON object or an array of objects");
  return { json: body, isArray: false, keys: Object.keys(value) };
}
