import { z } from "zod";

/** Which page of a list: 25 rows unless told, 100 at most. Text in, as it stands in an address. */
export const limit = z.coerce.number().int().min(1).max(100).default(25);
export const offset = z.coerce.number().int().min(0).max(1_000_000).default(0);
/** Words to look for. */
export const search = z.string().trim().max(120).optional();
export const direction = z.enum(["asc", "desc"]).optional();
/** A day in the account's time zone, `2026-11-21`. */
export const day = z.iso.date().optional();
