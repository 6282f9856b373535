import { BegunList, CompletedList, ListCounts, type ListKind } from "@/lib/core/list-views";
import { ApiError, api } from "../api";
import { toApiError } from "../api-refusal";
import { cutFile, type Part } from "./cut-file";

export interface ListChoice {
  kind: ListKind;
  region: string | null;
  as_of: string;
  /** Whether it may replace a list that it looks unlike. */
  replace?: boolean;
}

/** How far an upload is: bytes that the server has, and what it has read of them. */
export interface ListSending {
  sent: number;
  total: number;
  counts: ListCounts | null;
  isEnding: boolean;
  /** The connection broke, and it is tried again in a moment. */
  isWaiting: boolean;
}

/** Again after so many milliseconds each, when the connection broke or the server was busy. */
const RETRIES = [1000, 3000, 9000];
const PASSING = [0, 429, 502, 503, 504];

/** Whether a try later may do better: then what was sent is gone on with. */
export const isPassing = (failure: unknown): boolean =>
  failure instanceof ApiError && (PASSING.includes(failure.status) || failure.status >= 500);

/** Sends a list part by part and completes it. Parts that an earlier try brought are left out.
 *  @throws ApiError, of which list_doubtful wants an answer first; DOMException AbortError when it was stopped: what is there stays, to go on with */
export async function sendList(
  file: File,
  { replace, ...choice }: ListChoice,
  onProgress: (sending: ListSending) => void,
  signal: AbortSignal,
): Promise<CompletedList> {
  const parts = await cutFile(file);
  const key = `${file.name}|${file.size}|${file.lastModified}`.slice(-200);
  const about = { file_name: file.name, file_bytes: file.size, file_key: key, parts: parts.length };
  const body = { ...choice, ...about };
  const sending: ListSending = { sent: 0, total: file.size, counts: null, isEnding: false, isWaiting: false };
  const trying = <T>(work: () => Promise<T>) => again(work, signal, () => onProgress({ ...sending, isWaiting: true }));
  const begun = await trying(() => api("/api/lists", BegunList, { method: "POST", body, signal }));
  for (const [at, part] of parts.entries()) {
    if (!begun.parts_there.includes(at))
      sending.counts = await trying(() => sendPart(begun.id, at, file, part, signal));
    sending.sent = part.end;
    onProgress({ ...sending });
  }
  sending.isEnding = true;
  onProgress({ ...sending });
  const complete = `/api/lists/${begun.id}/complete${replace ? "?replace=true" : ""}`;
  return trying(() => api(complete, CompletedList, { method: "POST", signal }));
}

async function sendPart(id: string, at: number, file: Blob, { start, end }: Part, signal: AbortSignal) {
  const headers = { "content-type": "application/octet-stream" };
  const request = { method: "PUT", headers, body: file.slice(start, end), signal };
  const response = await fetch(`/api/lists/${id}/parts/${at}`, request).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError("offline", "The connection to the server broke.", 0);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw toApiError(answer, response.status, true);
  return ListCounts.parse(answer);
}

async function again<T>(work: () => Promise<T>, signal: AbortSignal, onWait: () => void): Promise<T> {
  for (const wait of RETRIES) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiError) || !PASSING.includes(error.status)) throw error;
    }
    onWait();
    await sleep(wait, signal);
  }
  return work();
}

/** @throws DOMException AbortError at once when it was stopped */
function sleep(wait: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const stop = () => {
      clearTimeout(timer);
      fail(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      done();
    }, wait);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
  });
}
