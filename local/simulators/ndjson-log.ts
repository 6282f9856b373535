import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export interface NdjsonLog {
  /** Appends one line and returns when the kernel has it, so that ending any process afterwards loses nothing. */
  write(entry: Record<string, unknown>): void;
  close(): void;
}

/** Opens a log of one JSON object a line, for appending; makes its folder. Without a file nothing is written. */
export function openNdjsonLog(file: string | null): NdjsonLog {
  if (file === null) return { write: () => {}, close: () => {} };
  mkdirSync(dirname(file), { recursive: true });
  let descriptor: number | null = openSync(file, "a");
  return {
    write(entry) {
      if (descriptor !== null) writeSync(descriptor, `${JSON.stringify(entry)}\n`);
    },
    close() {
      if (descriptor !== null) closeSync(descriptor);
      descriptor = null;
    },
  };
}
