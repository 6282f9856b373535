import { AppError, type ErrorCode, MESSAGE } from "@/lib/core/errors";
import { logError } from "./log";

/** Work that tells how far it is: one JSON value a line, as each comes (application/x-ndjson). What goes wrong before the first
 *  is thrown; later it is the last line, `{ error: { code, message } }`. @param close is called when nobody reads any more */
export async function linesDownload(values: AsyncGenerator<unknown>, close: () => void): Promise<Response> {
  const encoder = new TextEncoder();
  const line = (value: unknown) => encoder.encode(`${JSON.stringify(value)}\n`);
  const first = await values.next();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (!first.done) controller.enqueue(line(first.value));
    },
    async pull(controller) {
      try {
        const next = await values.next();
        if (!next.done) return controller.enqueue(line(next.value));
      } catch (error) {
        logError("request_failed", error);
        const code: ErrorCode = error instanceof AppError ? error.code : "internal";
        controller.enqueue(line({ error: { code, message: MESSAGE[code] } }));
        close();
      }
      controller.close();
    },
    async cancel() {
      close();
      await values.return(undefined);
    },
  });
  return new Response(body, { headers: { "content-type": "application/x-ndjson; charset=utf-8" } });
}
