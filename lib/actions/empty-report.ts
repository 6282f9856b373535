import type { CallReport, Disposition } from "@/lib/core/call";

/** The report of a contact of which nothing is known but how it ended. */
export const emptyReport = (disposition: Disposition): CallReport => ({
  disposition,
  endedReason: disposition,
  startedAt: null,
  endedAt: null,
  durationSeconds: null,
  costUsd: null,
  transcript: null,
  turns: [],
  summary: null,
  recordingUrl: null,
  structuredData: null,
  sentiment: null,
  outcome: null,
});
