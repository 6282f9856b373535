import type { z } from "zod";
import { AppError } from "@/lib/core/errors";

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
  const text = (await readBody(request, MEGABYTE)).toString("utf8");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new AppError("malformed_json");
  }
  return schema.parse(body);
}

/** The query string in the shape of `schema`. An empty value counts as left out, as an untouched form field sends it. */
export function readQuery<S extends z.ZodType>(request: Request, schema: S): z.output<S> {
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
  return schema.parse(Object.fromEntries(given));
}
