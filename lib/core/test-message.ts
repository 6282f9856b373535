import { z } from "zod";
import { DraftMessage } from "./content-preview";

/** `POST /api/test-messages`: an email to the own address, or a text to the own number. The same `request_key` twice is one message. */
export const SendTestMessage = z
  .strictObject({
    request_key: z.uuid(),
    ...DraftMessage,
    /** Of a text message alone: an email goes to the address that one signs in with. */
    phone: z.string().trim().min(1, "Enter your phone number").max(40).nullable().default(null),
    own_phone: z.boolean().default(false),
    /** Whom the text is filled in for; null for somebody made up. */
    customer_id: z.uuid().nullable().default(null),
    campaign_id: z.uuid().nullable().default(null),
  })
  .superRefine(({ channel, phone, own_phone }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (channel === "sms" && !phone) refuse("phone", "Enter your phone number");
    if (channel === "sms" && !own_phone) refuse("own_phone", "Confirm that this is your own phone");
    if (channel === "email" && phone) refuse("phone", "An email has no phone number");
  });
export type SendTestMessage = z.infer<typeof SendTestMessage>;
