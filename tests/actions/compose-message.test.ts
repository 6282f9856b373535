import { expect, it } from "vitest";
import { toEmail } from "@/lib/actions/compose-message";
import { MessageContent, writeMessage } from "@/lib/core/message-content";
import { renderEmail } from "@/lib/email/render-email";

const contact = {
  ...{ channel: "email" as const, subject: "{name}, come back", preview_text: "From us", is_first: true },
  ...{ body: "Hi {name}, book: https://a.test/b?c=1&d=2", name: "Dana Number", last_contact_at: null, variables: {} },
  ...{ time_zone: "America/New_York", agent_name: "Riley", business_name: "Bright Dental" },
  ...{ booking_link: null, callback_number: null, last_service: null },
};
const links = {
  unsubscribe: (id: string) => `https://app.test/u/${id}`,
  consent: (id: string) => `https://app.test/c/${id}`,
  tracked: (id: string, n: number) => `https://app.test/l/${id}${n}`,
};

it("An email is the same to the byte when it is made again from what was kept", async () => {
  const written = writeMessage(contact, (index) => links.tracked("a", index));
  if (!written.ok) throw new Error("not written");
  const { subject, previewText, body, blocks, links: targets } = written.message;
  const content = MessageContent.parse({
    ...{ subject, preview_text: previewText, body, blocks, links: targets, from: "Bright <a@b.test>" },
    ...{ reply_to: null, business_name: "Bright", postal_address: "1 Main" },
  });
  const one = { attemptId: "a", to: "dana@people.test" };
  const first = await toEmail({ ...one, content }, links, renderEmail);
  const again = MessageContent.parse(JSON.parse(JSON.stringify(content)));
  expect(await toEmail({ ...one, content: again }, links, renderEmail)).toEqual(first);
  expect(first.html).toContain("https://app.test/u/a");
  expect(first.html).toContain("https://app.test/l/a0");
});
