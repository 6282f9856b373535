import { randomUUID } from "node:crypto";
import { ZodError, type z } from "zod";
import { AppError, type ErrorCode, MESSAGE, STATUS } from "@/lib/core/errors";
import { serverEnv } from "./env";
import { logError } from "./log";
import { refuseForeignOrigin } from "./same-origin";

export interface RespondOptions {
  /** Of a success; 200 unless told. */
  status?: number;
  /** `anywhere` for callers that bring their own proof (a signature, a bearer token) and no cookies. */
  from?: "own-pages" | "anywhere";
}

/** Runs a route's work and answers with its result as JSON, or with `{ error: { code, message, details? } }`.
 *  A `Response` passes as it is; `undefined` is 204. State-changing requests are taken from our own pages only. */
export async function respond(
  request: Request,
  work: () => Promise<unknown>,
  { status = 200, from = "own-pages" }: RespondOptions = {},
): Promise<Response> {
  const requestId = randomUUID();
  const answer = await settle(request, work, status, from).catch((error: unknown) => errorResponse(error, requestId));
  answer.headers.set("x-request-id", requestId);
  if (!answer.headers.has("cache-control")) answer.headers.set("cache-control", "no-store");
  return answer;
}

async function settle(request: Request, work: () => Promise<unknown>, status: number, from: string): Promise<Response> {
  if (from === "own-pages") refuseForeignOrigin(request, serverEnv().appUrl);
  const result = await work();
  if (result instanceof Response) return result;
  return result === undefined ? new Response(null, { status: 204 }) : Response.json(result, { status });
}

/** What a failure is answered with; ours are written into the log under the request's id. */
export function errorResponse(error: unknown, requestId: string): Response {
  if (error instanceof ZodError) return toResponse("invalid_input", issuesOf(error));
  if (error instanceof AppError && STATUS[error.code] < 500) return toResponse(error.code, error.details);
  logError("request_failed", error, { request_id: requestId });
  if (error instanceof AppError) return toResponse(error.code, error.details ?? { request_id: requestId });
  return toResponse("internal", { request_id: requestId });
}

function toResponse(code: ErrorCode, details: unknown): Response {
  const error = { code, message: MESSAGE[code], ...(details === undefined ? {} : { details }) };
  return Response.json({ error }, { status: STATUS[code] });
}

/** What to mend, field by field; `path` is dotted, as in the JSON that was sent. */
export function issuesOf(error: z.ZodError): { path: string; message: string }[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.join(".");
    if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
    return issue.keys.map((key) => ({ path: [...issue.path, key].join("."), message: "There is no such field" }));
  });
}
