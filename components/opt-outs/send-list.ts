import * as z from "zod/mini";
import { MESSAGE } from "@/lib/core/errors";
import { OptOutImportLine, type OptOutReport } from "@/lib/core/opt-out-views";
import { ApiError, SESSION_ENDED } from "../api";

const Refused = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const BROKEN_OFF = "The connection broke off. What was added until then stays; send the same list again.";

/** Sends a list of contacts and follows the answer line by line.
 *  @param onProgress rows that were read so far. @throws ApiError in words, whatever went wrong */
export async function sendList(
  list: Blob,
  { channel, commit }: { channel: string; commit: boolean },
  onProgress: (rows: number) => void,
): Promise<OptOutReport> {
  const form = new FormData();
  form.set("channel", channel);
  form.set("commit", commit ? "yes" : "no");
  form.set("file", list, "list.csv");
  const response = await fetch("/api/opt-outs/import", { method: "POST", body: form }).catch(() => {
    throw new ApiError("offline", BROKEN_OFF, 0);
  });
  if (!response.ok || !response.body) throw await refusalOf(response);
  let report: OptOutReport | null = null;
  for await (const text of linesOf(response.body)) {
    const line = OptOutImportLine.parse(JSON.parse(text));
    if ("progress" in line) onProgress(line.progress.rows);
    else if ("report" in line) report = line.report;
    else throw new ApiError(line.error.code, line.error.message, 500);
  }
  if (!report) throw new ApiError("offline", BROKEN_OFF, 0);
  return report;
}

async function refusalOf(response: Response): Promise<ApiError> {
  const body = Refused.safeParse(await response.json().catch(() => null));
  const { code, message } = body.success ? body.data.error : { code: "internal", message: MESSAGE.internal };
  if (code === "not_signed_in") window.dispatchEvent(new Event(SESSION_ENDED));
  return new ApiError(code, message, response.status);
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + decoder.decode(part.value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError("offline", BROKEN_OFF, 0);
  }
  if (rest) yield rest;
}
