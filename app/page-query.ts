import type { z } from "zod";
import { isStorable } from "@/lib/core/storable";

/** What Next.js gives a page of its address. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** A page's query in the shape of the API's. What can't be read is left out: an address that was typed or is old still opens. */
export async function readPageQuery<S extends z.ZodObject>(schema: S, params: SearchParams): Promise<z.output<S>> {
  const known = Object.entries(await params).filter(
    ([name, value]) => Object.hasOwn(schema.shape, name) && value !== "",
  );
  const single = known.map(([name, value]): [string, string | undefined] => [
    name,
    Array.isArray(value) ? value[0] : value,
  ]);
  const given = Object.fromEntries(single.filter(([, value]) => value !== undefined && isStorable(value)));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) delete given[String(issue.path[0])];
  return schema.parse(given);
}
