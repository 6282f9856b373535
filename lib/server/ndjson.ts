import { randomUUID } from "node:crypto";
import { errorResponse } from "./respond";

/** Steps come by the hundred in a second; a person follows a few. */
const EVERY_MS = 150;

/** Answers with a line of JSON for each step of a long work (not more than seven a second) and one for its end:
 *  `{ kind: "done", result }`, or `{ kind: "failed", error }` as elsewhere. What goes wrong before the first step is thrown.
 *  The work goes on as fast as it can, whether the lines are fetched or not, and ends when the request is given up. */
export async function ndjson<Step, End>(steps: AsyncGenerator<Step, End>): Promise<Response> {
  const encoder = new TextEncoder();
  const lineOf = (value: unknown) => encoder.encode(`${JSON.stringify(value)}\n`);
  const first = await steps.next();
  let isGivenUp = false;

  async function write(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    let toldAt = Number.NEGATIVE_INFINITY;
    for (let step = first; ; step = await steps.next()) {
      // Thrown into the work, so that it ends as one that broke off.
      if (isGivenUp) return void (await steps.throw(new Error("nobody waits for it any more")));
      if (step.done) return controller.enqueue(lineOf({ kind: "done", result: step.value }));
      if (performance.now() - toldAt < EVERY_MS) continue;
      toldAt = performance.now();
      controller.enqueue(lineOf(step.value));
    }
  }

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      write(controller)
        .catch(async (error: unknown) => {
          if (isGivenUp) return;
          const { error: told } = await errorResponse(error, randomUUID()).json();
          controller.enqueue(lineOf({ kind: "failed", error: told }));
        })
        .finally(() => {
          if (!isGivenUp) controller.close();
        });
    },
    cancel() {
      isGivenUp = true;
    },
  });
  const headers = { "content-type": "application/x-ndjson; charset=utf-8", "x-accel-buffering": "no" };
  return new Response(body, { headers });
}

/** Whether somebody asked to be told step by step. */
export const wantsNdjson = (request: Request): boolean =>
  request.headers.get("accept")?.includes("application/x-ndjson") ?? false;
