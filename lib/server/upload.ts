import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";
import { AppError } from "@/lib/core/errors";

export interface Upload {
  /** The form's other fields, those that come before the file; empty ones are left out. */
  fields: Record<string, string>;
  /** The file's bytes as they come in. @throws AppError invalid_input when the request breaks off, too_large */
  file: AsyncIterable<Uint8Array>;
  /** Settles when the whole form was read. @throws AppError invalid_input when more came after the file */
  done: Promise<void>;
  /** Gives the rest of the request up. */
  close(): void;
}

const FORM_OVERHEAD = 64 * 1024;
const LIMITS = { fields: 10, fieldNameSize: 100, fieldSize: 16 * 1024, files: 1, parts: 11, headerPairs: 20 };
// What browsers call a CSV file, spreadsheet programs' name for it on Windows included.
const TABLE = /^(text\/|application\/(csv|x-csv|vnd\.ms-excel|octet-stream)$)/i;

const invalid = (path: string, message: string) => new AppError("invalid_input", [{ path, message }]);

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** What is given up is still taken in, to no more than `maxBytes`: cutting the connection would keep the answer from a
 *  browser that is still sending. */
async function* bytesOf(reader: Reader, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  let isOver = false;
  try {
    for (;;) {
      const part = await reader.read();
      isOver = part.done;
      if (part.done) return;
      size += part.value.byteLength;
      yield part.value;
    }
  } finally {
    if (!isOver) void discard(reader, maxBytes - size);
  }
}

async function discard(reader: Reader, maxBytes: number): Promise<void> {
  try {
    for (let size = 0; size < maxBytes; ) {
      const part = await reader.read();
      if (part.done) return;
      size += part.value.byteLength;
    }
    await reader.cancel();
  } catch {
    // The connection is gone, and with it what there was to give up.
  }
}

function formParser(request: Request, maxBytes: number): busboy.Busboy {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new AppError("unsupported_media");
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes + FORM_OVERHEAD) throw new AppError("too_large");
  try {
    // The limit is also reported when it is just reached.
    const limits = { ...LIMITS, fileSize: maxBytes + 1 };
    return busboy({ headers: { "content-type": type }, limits, defParamCharset: "utf8" });
  } catch (error) {
    throw new AppError("unsupported_media", undefined, { cause: error });
  }
}

/** Opens a multipart form with one file, up to the file's first byte; nothing is held but what is under way.
 *  @throws AppError unsupported_media, too_large (by the length that is announced), invalid_input */
export async function openUpload(request: Request, maxBytes: number): Promise<Upload> {
  const form = formParser(request, maxBytes);
  if (!request.body) throw invalid("file", "The file is missing");
  const body = Readable.from(bytesOf(request.body.getReader(), maxBytes + FORM_OVERHEAD), { objectMode: false });
  const close = () => void body.destroy();
  const fields: Record<string, string> = {};
  let file: Readable | undefined;

  const fail = (error: AppError) => {
    file?.destroy(error);
    form.destroy(error);
  };
  const opened = new Promise<Readable>((resolve) => {
    form.on("file", (_name, stream, { mimeType }) => {
      // Errors reach whoever reads the file; one that comes before anybody does must not end the process.
      stream.on("error", () => undefined);
      stream.on("limit", () => fail(new AppError("too_large")));
      if (!TABLE.test(mimeType)) return fail(new AppError("unsupported_media"));
      file = stream;
      resolve(stream);
    });
  });
  form.on("field", (name, value, { valueTruncated }) => {
    if (file) return fail(invalid(name, "Fields must come before the file"));
    if (valueTruncated) return fail(invalid(name, "This is too long"));
    if (value !== "") fields[name] = value;
  });
  form.on("filesLimit", () => fail(invalid("file", "Send one file at a time")));
  form.on("fieldsLimit", () => fail(invalid("", "There are too many fields")));

  const done = pipeline(body, form).catch((error: unknown) => {
    const refusal = error instanceof AppError ? error : brokenOff(error);
    file?.destroy(refusal);
    throw refusal;
  });
  // It is awaited after the file; until then it is not unhandled.
  done.catch(() => undefined);
  const missing = done.then(() => {
    throw invalid("file", "The file is missing");
  });
  return { fields, file: bytesOfFile(await Promise.race([opened, missing])), done, close };
}

async function* bytesOfFile(file: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of file) yield chunk;
  } catch (error) {
    throw error instanceof AppError ? error : brokenOff(error);
  }
}

const brokenOff = (cause: unknown) =>
  new AppError("invalid_input", [{ path: "file", message: "The upload broke off. Send it again." }], { cause });
