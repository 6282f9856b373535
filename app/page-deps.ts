import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { UserDeps } from "@/lib/actions/deps";
import { Id } from "@/lib/core/campaign";
import { AppError } from "@/lib/core/errors";
import { userDeps } from "@/lib/server/deps";

/** The signed-in person's dependencies, once for a page and its layouts; a stranger is sent to sign in. */
export const pageDeps = cache(async (): Promise<UserDeps> => {
  try {
    return await userDeps();
  } catch (error) {
    if (error instanceof AppError && error.code === "not_signed_in") redirect("/sign-in?ended=1");
    throw error;
  }
});

/** The account's time zone, in which every time is shown. */
export const pageTimeZone = cache(async (): Promise<string> => {
  const { data, accountId } = await pageDeps();
  return (await data.accounts.settings(accountId))?.time_zone ?? "America/New_York";
});

/** A part of the address that must be an id; anything else is a page that does not exist. */
export function idOrNotFound(value: string): string {
  const parsed = Id.safeParse(value);
  return parsed.success ? parsed.data : notFound();
}

/** What `read` finds; another account's, or nothing, is a page that does not exist. */
export async function foundOrNotFound<T>(read: Promise<T | null>): Promise<T> {
  const found = await read.catch((error: unknown) => {
    if (error instanceof AppError && (error.code === "campaign_not_found" || error.code === "not_found")) return null;
    throw error;
  });
  return found ?? notFound();
}
