const ENTITY: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** What Twilio is answered: the words to text back, or nothing. Source: https://www.twilio.com/docs/messaging/twiml */
export function textReply(words: string | null): Response {
  const escaped = words?.replaceAll(/[&<>"']/g, (sign) => ENTITY[sign] ?? "");
  const message = escaped ? `<Message>${escaped}</Message>` : "";
  const headers = { "content-type": "text/xml; charset=utf-8" };
  return new Response(`<?xml version="1.0" encoding="UTF-8"?><Response>${message}</Response>`, { headers });
}
