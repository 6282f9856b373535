import type { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { isStorable } from "@/lib/core/storable";

const MEGABYTE = 1024 * 1024;

/** The body's bytes. @throws AppError too_large as soon as more than `maxBytes` have arrived; no more are read. */
export async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw new AppError("too_large");
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel().catch(() => undefined);
      throw new AppError("too_large");
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

/** A JSON body in the shape of `schema`, 1 MB at most.
 *  @throws AppError unsupported_media, too_large, malformed_json; ZodError */
export async function readJson<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new AppError("unsupported_media");
  const bytes = await readBody(request, MEGABYTE);
  let body: unknown;
  try {
    // JSON is UTF-8: what is not would otherwise be stored with signs that nobody wrote.
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new AppError("malformed_json");
  }
  const value = schema.parse(body);
  refuseUnstorable(value);
  return value;
}

/** @throws AppError invalid_input with the path of the first text that can't be stored */
function refuseUnstorable(value: unknown, path: string[] = []): void {
  if (typeof value === "string" && !isStorable(value))
    throw new AppError("invalid_input", [{ path: path.join("."), message: "Has a character that can't be stored" }]);
  if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) refuseUnstorable(inner, [...path, key]);
}

/** The query string in the shape of `schema`. An empty value counts as left out, as an untouched form field sends it. */
export function readQuery<S extends z.ZodType>(request: Request, schema: S): z.output<S> {
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
  const value = schema.parse(Object.fromEntries(given));
  refuseUnstorable(value);
  return value;
}
