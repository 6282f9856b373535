import { z } from "zod";

const Body = z.object({
  code: z.union([z.number(), z.string().max(20)]).nullish(),
  message: z.string().nullish(),
});

/** An answer other than 2xx, with what the SDK's own error leaves out: the headers. */
export class TwilioRefusal extends Error {
  override readonly name = "TwilioRefusal";
  /** Twilio's code, e.g. `21610`; null when the answer is not one of Twilio's. */
  readonly code: string | null;
  readonly said: string;
  constructor(
    readonly status: number,
    body: unknown,
    readonly retryAfter: string | null,
  ) {
    super(`HTTP ${status}`);
    const parsed = Body.safeParse(body);
    const code = parsed.success ? (parsed.data.code ?? null) : null;
    this.code = code === null ? null : String(code);
    this.said = parsed.success ? (parsed.data.message ?? "") : "";
  }
}
