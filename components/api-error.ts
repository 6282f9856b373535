/** What to mend. `customer_id` is who has the contact already; `blocking: false` is advice; `path` or, of a launch check, `field`
 *  names a field. */
export interface Issue {
  message: string;
  path?: string | undefined;
  field?: string | undefined;
  customer_id?: string | undefined;
  blocking?: boolean | undefined;
}

/** What the API refused, in its own words, or that it could not be reached (`offline`). */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    /** What to mend, where the refusal lists it. */
    readonly issues: Issue[] = [],
    /** The rest, as the API's refusal of that code has it. */
    readonly details?: unknown,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/** Said on the window when something that was sent needs a session and there is none. */
export const SESSION_ENDED = "rekindle:session-ended";
