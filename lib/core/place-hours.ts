import * as z from "zod/mini";
import { Window } from "./decision";

/** What a place's law says of the hours of the present day, and by which clock. */
export const PlaceHours = z.object({
  place: z.string(),
  /** IANA; none where the place has too many to say. */
  time_zones: z.array(z.string()),
  windows: z.nullable(z.array(Window)),
  /** The public holiday that it is there. */
  holiday: z.nullable(z.string()),
});
export type PlaceHours = z.infer<typeof PlaceHours>;
