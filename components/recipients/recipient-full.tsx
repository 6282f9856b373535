"use client";

import Link from "next/link";
import type { RecipientDetail } from "@/lib/core/attempt-view";
import { LiveTrouble } from "../live-trouble";
import { nameOf } from "../name-of";
import { RecipientBody } from "./recipient-body";
import { useRecipient } from "./use-recipient";

/** One person of a campaign on a page of their own. */
export function RecipientFull({ initial, timeZone }: { initial: RecipientDetail; timeZone: string }) {
  const { data, error } = useRecipient(initial.campaign.id, initial.recipient.id, initial);
  const detail = data ?? initial;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 className="min-w-0 text-2xl font-semibold tracking-tight break-words">{nameOf(detail.recipient)}</h1>
        {detail.recipient.customer_id && (
          <Link
            href={`/customers/${detail.recipient.customer_id}`}
            className="font-medium text-accent-strong underline-offset-4 hover:underline"
          >
            Open the customer
          </Link>
        )}
      </div>
      <LiveTrouble error={error} />
      <RecipientBody detail={detail} timeZone={timeZone} />
    </div>
  );
}
