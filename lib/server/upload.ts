import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";
import { AppError } from "@/lib/core/errors";

export interface Upload {
  /** The form's other fields, those that come before the file; empty ones are left out. */
  fields: Record<string, string>;
  /** The file's bytes as they come in. Ends in an error when the request breaks off. */
  file: Readable;
  /** Settles when the whole form was read. @throws AppError invalid_input when more came after the file */
  done: Promise<void>;
  /** Stops reading the request. */
  close(): void;
}

const FORM_OVERHEAD = 64 * 1024;
const LIMITS = { fields: 10, fieldNameSize: 100, fieldSize: 16 * 1024, files: 1, parts: 11, headerPairs: 20 };
// What browsers call a CSV file, spreadsheet programs' name for it on Windows included.
const TABLE = /^(text\/|application\/(csv|x-csv|vnd\.ms-excel|octet-stream)$)/i;

const invalid = (path: string, message: string) => new AppError("invalid_input", [{ path, message }]);

async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function formParser(request: Request, maxBytes: number): busboy.Busboy {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new AppError("unsupported_media");
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes + FORM_OVERHEAD) throw new AppError("too_large");
  try {
    // One byte more than is allowed, so that whoever reads the file sees that it is too large.
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
  const body = Readable.from(bytesOf(request.body), { objectMode: false });
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
  return { fields, file: await Promise.race([opened, missing]), done, close };
}

const brokenOff = (cause: unknown) =>
  new AppError("invalid_input", [{ path: "file", message: "The upload broke off. Send it again." }], { cause });
