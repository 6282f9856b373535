/** Lists are of no earlier day. */
export const FIRST_LIST_DAY = "1990-01-01";
/** The most rows of one list. */
export const MAX_LIST_ROWS = 5_000_000;
/** The largest file. */
export const MAX_LIST_BYTES = 500_000_000;
/** What a request carries of a list: below what any host allows. */
export const PART_BYTES = 1024 * 1024;
/** A part goes on to the end of its last line, so much further at most. */
export const MAX_LINE_BYTES = 256 * 1024;
