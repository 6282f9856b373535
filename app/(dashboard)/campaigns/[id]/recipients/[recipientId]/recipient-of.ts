import { cache } from "react";
import { readRecipient } from "@/lib/actions/read-recipient";
import { foundOrNotFound, idOrNotFound, pageDeps } from "../../../../../page-deps";

/** The recipient of the address with everything about them, read once for the page and its layout. */
export const recipientOf = cache(async (id: string, recipientId: string) =>
  foundOrNotFound(
    readRecipient(await pageDeps(), { campaignId: idOrNotFound(id), recipientId: idOrNotFound(recipientId) }),
  ),
);
