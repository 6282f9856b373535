import type { Retryable } from "@/lib/core/retry";

export const ENDED_LABEL: Record<Retryable, string> = {
  no_answer: "Nobody answers",
  busy: "The line is busy",
  voicemail: "An answering machine picks up",
  silent: "Nobody speaks",
  provider_failed: "The provider fails",
};
