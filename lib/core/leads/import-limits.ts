/** The largest file that is read. */
export const MAX_IMPORT_BYTES = 50 * 1024 * 1024;
/** More rows than a file of that size has that is worth reading: two letters a line would keep the process busy for minutes. */
export const MAX_IMPORT_ROWS = 500_000;
/** How much of a file's beginning is enough to know its columns. */
export const LOOK_BYTES = 256 * 1024;
