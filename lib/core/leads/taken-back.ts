import type { ContactChannel } from "@/lib/core/words";

interface Person {
  phone: string | null;
  email: string | null;
}

const contactsOf = ({ phone, email }: Person) => [phone, email].filter((contact) => contact !== null);

/** Who took what back in a file, so that another of its rows brings no agreement of theirs. */
export class TakenBack {
  readonly #contacts = new Map<ContactChannel, Set<string>>();

  see(person: Person, channels: readonly ContactChannel[]): void {
    for (const channel of channels) {
      const contacts = this.#contacts.get(channel) ?? new Set();
      for (const contact of contactsOf(person)) contacts.add(contact);
      this.#contacts.set(channel, contacts);
    }
  }

  has(person: Person, channel: ContactChannel): boolean {
    for (const [ended, contacts] of this.#contacts) {
      const isMeant = ended === channel || ended === "all" || channel === "all";
      if (isMeant && contactsOf(person).some((contact) => contacts.has(contact))) return true;
    }
    return false;
  }
}
