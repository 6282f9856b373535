import type { PostgrestError, PostgrestSingleResponse, SupabaseClient } from "@supabase/supabase-js";
import { z } from "zod";
import { AppError, type ErrorCode, STATUS } from "@/lib/core/errors";
import type { Database } from "./database.types";

/** A supabase-js client. The person's own (RLS applies) or the engine's (service role): the composition root decides. */
export type Client = SupabaseClient<Database>;
export type Tables<T extends keyof Database["public"]["Tables"]> = Database["public"]["Tables"][T]["Row"];
export type { Json } from "./database.types";

const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(STATUS, text);

/** What a value can be that no column takes: missing, naming nothing, against a check, unreadable, too long, out of range, with NUL. */
const BAD_INPUT = new Set(["23502", "23503", "23514", "22P02", "22001", "22003", "22007", "22008", "22021", "22P05"]);

/** Turns what PostgREST refused into an AppError. Functions of ours raise the code itself as their message. */
function toAppError(error: PostgrestError, status: number): AppError {
  if (isErrorCode(error.message)) return new AppError(error.message, undefined, { cause: error });
  if (status === 0 || status === 503 || status === 504 || error.code.startsWith("PGRST00"))
    return new AppError("database_unavailable", undefined, { cause: error });
  if (error.code === "57014") return new AppError("took_too_long", undefined, { cause: error });
  if (error.code === "PGRST116") return new AppError("not_found", undefined, { cause: error });
  if (error.code === "42501" || status === 401 || status === 403)
    return new AppError("not_allowed", undefined, { cause: error });
  if (BAD_INPUT.has(error.code)) return new AppError("invalid_input", undefined, { cause: error });
  return new AppError("internal", undefined, { cause: error });
}

/** How many rows match. @param counting a query that counts exactly */
export async function countOf(counting: PromiseLike<PostgrestSingleResponse<unknown>>): Promise<number> {
  const answer = await counting;
  unwrap(answer);
  return answer.count ?? 0;
}

/** The data of an answer, or an AppError. */
export function unwrap<T>(answer: PostgrestSingleResponse<T>): T {
  if (answer.error) throw toAppError(answer.error, answer.status);
  return answer.data;
}

/** The answer of a function of ours. One that is not as agreed is a fault of ours; a ZodError would pass for bad input of whoever asked. */
export function readAnswer<T extends z.core.$ZodType>(schema: T, answer: unknown): z.output<T> {
  const parsed = z.safeParse(schema, answer);
  if (!parsed.success) throw new AppError("internal", undefined, { cause: parsed.error });
  return parsed.data;
}
