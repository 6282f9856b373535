import type { OutboundEmail } from "@/lib/providers/messages";

export const ATTEMPT_ID = "7f0c2b0e-6a4e-4c55-9d2b-0f8c1f5a9e11";
export const EMAIL_ID = "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794";
export const API_KEY = "re_test_0123456789abcdef";
export const CUSTOMER = "dana.whitfield@customers.example";

export const outboundEmail = (changes: Partial<OutboundEmail> = {}): OutboundEmail => ({
  attemptId: ATTEMPT_ID,
  from: "Bright Smile Dental <hello@brightsmile.example>",
  replyTo: "reply@brightsmile.example",
  to: CUSTOMER,
  subject: "We miss you, Dana",
  html: "<p>Hi Dana</p>",
  text: "Hi Dana",
  unsubscribeUrl: "https://app.example/u/token?a=1",
  ...changes,
});

/** A webhook as Resend documents it. */
export const webhook = (type: string, data: Record<string, unknown> = {}, changes: Record<string, unknown> = {}) => ({
  type,
  created_at: "2026-11-21T15:41:12.126Z",
  data: {
    created_at: "2026-11-21T15:41:11.894719+00:00",
    email_id: EMAIL_ID,
    message_id: "<111-222-333@email.example.com>",
    from: "Bright Smile Dental <hello@brightsmile.example>",
    to: [CUSTOMER],
    subject: "We miss you, Dana",
    tags: { attempt_id: ATTEMPT_ID },
    ...data,
  },
  ...changes,
});

export const received = (data: Record<string, unknown> = {}) => ({
  type: "email.received",
  created_at: "2026-11-21T15:41:12.126Z",
  data: {
    email_id: EMAIL_ID,
    created_at: "2026-11-21T15:41:11.894Z",
    from: "Dana Whitfield <Dana.Whitfield@Customers.example>",
    to: ["someone@else.example", "Bright Smile <reply@brightsmile.example>"],
    received_for: ["reply@brightsmile.example"],
    bcc: [],
    cc: ["cc@else.example"],
    message_id: "<reply@mail.example>",
    subject: "Re: We miss you, Dana",
    attachments: [{ id: "a", filename: "photo.png", content_type: "image/png" }],
    ...data,
  },
});
