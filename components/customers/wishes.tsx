"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ConsentView, CustomerDetailView } from "@/lib/core/customer-views";
import { formatDay } from "../format";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { TextLink } from "../ui/text-link";
import { untilLoaded } from "../until-loaded";
import { contactText } from "./contact-text";
import { BASIS_LABEL, CHANNEL_LABEL, evidenceText, openText, PURPOSE_LABEL, REASON_LABEL } from "./labels";
import { useRevokeConsent } from "./use-revoke-consent";

const ConsentDialog = dynamic(
  () => untilLoaded(() => import("./consent-dialog").then((module) => module.ConsentDialog)),
  { ssr: false },
);
const ConfirmDialog = dynamic(
  () => untilLoaded(() => import("../ui/confirm-dialog").then((module) => module.ConfirmDialog)),
  {
    ssr: false,
  },
);

interface Props {
  customer: CustomerDetailView;
  timeZone: string;
}

/** What the customer wishes, and the evidence for it: opt-outs first, for they win. */
export function Wishes({ customer, timeZone }: Props) {
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<ConsentView | null>(null);
  const revoke = useRevokeConsent(customer.id, () => setAsked(null));
  return (
    <Card>
      <div className="border-b border-line px-4 py-3 sm:px-5">
        <CardTitle>Opt-outs</CardTitle>
      </div>
      <OptOuts customer={customer} timeZone={timeZone} />
      <div className="flex flex-wrap items-center justify-between gap-2 border-y border-line px-4 py-2 sm:px-5">
        <CardTitle>Consents</CardTitle>
        <Button size="sm" onClick={() => setAdding(true)}>
          <Plus aria-hidden />
          Add a consent
        </Button>
      </div>
      {customer.consents.length === 0 ? (
        <p className="px-4 py-4 text-ink-muted text-pretty sm:px-5">
          None is written down. Calls with offers need one in writing; having been a customer is not one.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {customer.consents.map((consent) => (
            <Consent key={consent.id} consent={consent} timeZone={timeZone} onRevoke={() => setAsked(consent)} />
          ))}
        </ul>
      )}
      {adding && <ConsentDialog customer={customer} onClose={() => setAdding(false)} />}
      {asked && (
        <ConfirmDialog
          title="Revoke this consent?"
          confirm="Revoke it"
          cancel="Keep it"
          busy={revoke.isPending}
          onClose={() => setAsked(null)}
          onConfirm={() => revoke.mutate(asked.id)}
        >
          <p>It stays in the list as revoked from now on. If they asked not to be contacted, opt them out as well.</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}

function OptOuts({ customer, timeZone }: Props) {
  const hashed = customer.blocked === "opted_out" && customer.opt_outs.every((one) => one.lifted_at !== null);
  if (customer.opt_outs.length === 0 && !hashed)
    return <p className="px-4 py-4 text-ink-muted sm:px-5">They have not asked to be left alone.</p>;
  return (
    <ul className="divide-y divide-line">
      {hashed && (
        <li className="px-4 py-3 text-pretty sm:px-5">
          An opt-out from before this customer was erased holds: the number or address was recognised.
        </li>
      )}
      {customer.opt_outs.map((one) => (
        <li key={one.id} className="grid gap-1 px-4 py-3 sm:px-5">
          <div className="flex flex-wrap items-center gap-2">
            <Badge tone={one.lifted_at ? "neutral" : REASON_LABEL[one.reason].tone}>
              {REASON_LABEL[one.reason].label}
            </Badge>
            <span className="font-medium">{CHANNEL_LABEL[one.channel]}</span>
            {one.lifted_at && <Badge>Lifted</Badge>}
          </div>
          <p className="wrap-anywhere tabular-nums">{contactText(one.contact)}</p>
          <p className="text-[0.8125rem] wrap-anywhere text-ink-muted">
            {evidenceText(one)}
            {one.by && ` by ${one.by}`}, {formatDay(one.at, timeZone)}
          </p>
          {one.said && <p className="text-[0.8125rem] wrap-anywhere">They wrote: “{one.said}”</p>}
          {one.note && <p className="text-[0.8125rem] wrap-anywhere">“{one.note}”</p>}
          {one.lifted_at && (
            <p className="text-[0.8125rem] wrap-anywhere text-ink-muted">
              Lifted {formatDay(one.lifted_at, timeZone)}: “{one.lift_reason}”
            </p>
          )}
          <p className="flex flex-wrap gap-x-4">
            {one.attempt_id && <TextLink href={`/calls/${one.attempt_id}`}>{openText(one.source)}</TextLink>}
            {!one.lifted_at && (
              <TextLink href={`/opt-outs?search=${encodeURIComponent(one.contact ?? "")}`}>See it in the list</TextLink>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function ConsentBadge({ consent }: { consent: ConsentView }) {
  if (consent.revoked_at) return <Badge>Revoked</Badge>;
  return consent.of_other_number ? (
    <Badge tone="warning">Earlier number</Badge>
  ) : (
    <Badge tone="success">In force</Badge>
  );
}

function Consent({ consent, timeZone, onRevoke }: { consent: ConsentView; timeZone: string; onRevoke: () => void }) {
  return (
    <li className="grid gap-1 px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center gap-2">
        <ConsentBadge consent={consent} />
        <span className="font-medium">{CHANNEL_LABEL[consent.channel]}</span>
      </div>
      <p>
        {BASIS_LABEL[consent.basis]} · {PURPOSE_LABEL[consent.purpose]}
      </p>
      {consent.of_other_number && <p>For an earlier number: it does not count for this one.</p>}
      <p className="text-[0.8125rem] wrap-anywhere text-ink-muted">
        Given {formatDay(consent.obtained_at, timeZone)}, {consent.source}
        {consent.method && ` (${consent.method})`}
        {consent.reference && `; proof: ${consent.reference}`}
        {consent.by && `; written down by ${consent.by}`}
        {consent.revoked_at && `. Revoked ${formatDay(consent.revoked_at, timeZone)}`}
      </p>
      {consent.wording && (
        <details className="text-[0.8125rem]">
          <summary className="w-fit rounded-sm wrap-anywhere text-accent underline-offset-4 hover:underline">
            The words{consent.wording_version && ` (${consent.wording_version})`}
          </summary>
          <blockquote className="mt-1 border-l-2 border-line pl-3 wrap-anywhere whitespace-pre-wrap">
            {consent.wording}
          </blockquote>
        </details>
      )}
      {!consent.revoked_at && (
        <div>
          <Button size="sm" className="mt-1" onClick={onRevoke}>
            Revoke
          </Button>
        </div>
      )}
    </li>
  );
}
