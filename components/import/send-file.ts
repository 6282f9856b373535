import * as z from "zod/mini";
import { MESSAGE } from "@/lib/core/errors";
import { EndLine, ProgressLine } from "@/lib/core/import-views";
import { ApiError } from "../api-error";
import { toApiError } from "../api-refusal";

/** How a file is sent: real numbers, of the upload and then of what the server has read. */
export interface Sending {
  /** Of the request, sent so far and in all. */
  sent: number;
  total: number;
  /** What the server last told; null until it did. */
  server: ProgressLine | null;
}

export interface SendOptions<S extends z.core.$ZodType> {
  path: string;
  file: Blob;
  /** Sent before the file. */
  fields: Record<string, string>;
  /** Of the result. */
  schema: S;
  onProgress?: (sending: Sending) => void;
  signal?: AbortSignal;
}

const broken = () =>
  new ApiError(
    "offline",
    "The connection to the server broke. Check it and send the file again: nothing is imported twice.",
    0,
  );

/** Sends a file as a form and follows the answer line by line. With XMLHttpRequest: fetch tells nothing of an upload.
 *  @throws ApiError; DOMException AbortError when it was cancelled */
export function sendFile<S extends z.core.$ZodType>(options: SendOptions<S>): Promise<z.output<S>> {
  const { path, file, fields, schema, onProgress, signal } = options;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // Called by no type of its own: what it really is, the server sees by its bytes and says in words.
  form.append("file", new File([file], "leads.csv", { type: "text/csv" }));
  const request = new XMLHttpRequest();
  const sending: Sending = { sent: 0, total: file.size, server: null };
  const tell = () => onProgress?.({ ...sending });

  return new Promise((resolve, reject) => {
    const cancel = () => request.abort();
    signal?.addEventListener("abort", cancel, { once: true });
    request.upload.onprogress = ({ loaded, total }) => {
      Object.assign(sending, { sent: loaded, total });
      tell();
    };
    request.onprogress = () => {
      const server = lastProgress(request.responseText);
      if (server) sending.server = server;
      tell();
    };
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    request.onerror = () => reject(broken());
    request.onload = () => {
      try {
        resolve(resultOf(request.status, request.responseText, schema));
      } catch (error) {
        reject(error);
      }
    };
    request.onloadend = () => signal?.removeEventListener("abort", cancel);
    request.open("POST", path);
    request.setRequestHeader("accept", "application/x-ndjson, application/json");
    request.send(form);
    if (signal?.aborted) cancel();
  });
}

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};

/** The newest whole line that tells of progress. */
function lastProgress(text: string): ProgressLine | null {
  const end = text.lastIndexOf("\n");
  if (end < 0) return null;
  const start = text.lastIndexOf("\n", end - 1) + 1;
  const line = ProgressLine.safeParse(parse(text.slice(start, end)));
  return line.success ? line.data : null;
}

function resultOf<S extends z.core.$ZodType>(status: number, text: string, schema: S): z.output<S> {
  if (status !== 200) throw toApiError(parse(text), status, true);
  const lines = text.trimEnd().split("\n");
  const last = parse(lines.at(-1) ?? "");
  const end = EndLine.safeParse(last);
  if (end.success && end.data.kind === "failed") throw toApiError(end.data, 200, true);
  const result = z.safeParse(schema, end.success && end.data.kind === "done" ? end.data.result : last);
  if (result.success) return result.data;
  // Lines that stop in the middle are a connection that did; anything else is not ours.
  throw lines.length > 0 && !end.success ? broken() : new ApiError("internal", MESSAGE.internal, status);
}
