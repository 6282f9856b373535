import { z } from "zod";
import { ColumnMapping } from "./recognise-columns";

const Json = z.string().transform((text, context) => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    context.addIssue({ code: "custom", message: "This is not valid JSON" });
    return z.NEVER;
  }
});

const ImportRows = z.enum(["leads", "customers"]);
export type ImportRows = z.infer<typeof ImportRows>;

/** The fields that may come before the file of an upload. `mapping` is JSON: header -> field, where a guess was wrong. */
export const ImportOptions = z.strictObject({
  agent_id: z.uuid().optional(),
  default_country: z
    .string()
    .regex(/^[A-Z]{2}$/, "Use a country code such as US")
    .optional(),
  /** What the rows are: leads, or customers with whom nothing happened lately. */
  rows: ImportRows.optional(),
  /** How the file is called, for what is written down of where consents came from. */
  file_name: z.string().trim().max(255).optional(),
  mapping: Json.pipe(ColumnMapping).optional(),
});
export type ImportOptions = z.infer<typeof ImportOptions>;
