import type { RecipientView } from "@/lib/core/views";
import { formatPhone } from "./format";

/** A recipient's name, or what else they can be told apart by. */
export const nameOf = ({ name, phone, email }: Pick<RecipientView, "name" | "phone" | "email">): string =>
  name ?? (phone ? formatPhone(phone) : (email ?? "Without a name"));
