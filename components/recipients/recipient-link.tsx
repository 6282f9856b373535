"use client";

import type { RecipientView } from "@/lib/core/views";
import { nameOf } from "../name-of";
import { useOpenRecipient } from "./use-open-recipient";

/** Under which a row's link is found, to give it the focus back. */
export const recipientLinkId = (id: string): string => `recipient-${id}`;

/** Opens the drawer of a row's person. */
export function RecipientLink({ recipient }: { recipient: RecipientView }) {
  const { open, hrefOf, show } = useOpenRecipient();
  return (
    <a
      id={recipientLinkId(recipient.id)}
      href={hrefOf(recipient.id)}
      aria-current={open === recipient.id ? "true" : undefined}
      onClick={(click) => show(recipient.id, click)}
      className="block max-w-72 truncate rounded-sm font-medium underline-offset-4 hover:text-accent hover:underline"
    >
      {nameOf(recipient)}
    </a>
  );
}
