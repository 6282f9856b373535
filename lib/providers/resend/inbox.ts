import type { MessageInbox } from "@/lib/providers/messages";
import { toInboundMessage } from "./receive";
import { toMessageEvent } from "./translate";
import { verifyResendWebhook } from "./verify";

/** Webhooks of Resend. Without a secret none is believed. */
export const resendInbox = ({ secret }: { secret: string | null | undefined }): MessageInbox => ({
  verify: ({ headers, rawBody, now }) => verifyResendWebhook({ headers, rawBody, secret, now }),
  receive: toInboundMessage,
  read: toMessageEvent,
});
