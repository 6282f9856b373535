import { AppError } from "@/lib/core/errors";
import { slidingWindow } from "./rate-limit";

const perPerson = slidingWindow({ tries: 30, windowMs: 60_000 }, () => new Date());

/** Counts one file that a person takes out, which costs more than a page. @throws AppError too_many_requests */
export function takeExport(userId: string): void {
  if (!perPerson.take(userId)) throw new AppError("too_many_requests");
}
