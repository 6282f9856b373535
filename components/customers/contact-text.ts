import { formatPhone } from "../format";

/** A contact of an opt-out, as people write it. */
export function contactText(contact: string | null): string {
  if (contact === null) return "Erased (recognised by a code)";
  return contact.startsWith("+") ? formatPhone(contact) : contact;
}
