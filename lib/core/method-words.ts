import type { OutreachMethod } from "./words";

/** How one way of contacting people is spoken of. */
export interface MethodWords {
  one: string;
  many: string;
  /** "will not be called any more" */
  done: string;
}

const WORDS: Record<OutreachMethod, MethodWords> = {
  call: { one: "call", many: "calls", done: "called" },
  email: { one: "email", many: "emails", done: "written to" },
  sms: { one: "text message", many: "text messages", done: "written to" },
  multi: { one: "contact", many: "contacts", done: "contacted" },
};

/** The words for a campaign's contacts; those that fit every way where the method is not known. */
export const methodWords = (method: OutreachMethod = "multi"): MethodWords => WORDS[method];
