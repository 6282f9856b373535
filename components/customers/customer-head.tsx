"use client";

import { BellOff, Eraser, Pencil, Tag } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { CustomerDetailView } from "@/lib/core/customer-views";
import { Day } from "../day";
import { formatPhone } from "../format";
import { nameOf } from "../name-of";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { untilLoaded } from "../until-loaded";
import { ContactStates } from "./contact-states";
import { CustomerState, Tags } from "./customer-columns";
import { regionText, rulesText, zoneSourceText, zonesText } from "./where";

const CustomerDialog = dynamic(
  () => untilLoaded(() => import("./customer-dialog").then((module) => module.CustomerDialog)),
  {
    ssr: false,
  },
);
const TagsDialog = dynamic(() => untilLoaded(() => import("./tags-dialog").then((module) => module.TagsDialog)), {
  ssr: false,
});
const OptOutDialog = dynamic(
  () => untilLoaded(() => import("../opt-outs/opt-out-dialog").then((module) => module.OptOutDialog)),
  {
    ssr: false,
  },
);
const EraseDialog = dynamic(() => untilLoaded(() => import("./erase-dialog").then((module) => module.EraseDialog)), {
  ssr: false,
});

const DIALOG = { edit: CustomerDialog, tags: TagsDialog, optOut: OptOutDialog, erase: EraseDialog };

/** Who the customer is, and what can be done. */
export function CustomerHead({ customer, timeZone }: { customer: CustomerDetailView; timeZone: string }) {
  const [open, setOpen] = useState<keyof typeof DIALOG | null>(null);
  const Opened = open && DIALOG[open];
  const source = zoneSourceText(customer);
  const where = [regionText(customer), zonesText(customer)].filter(Boolean).join(" · ");
  return (
    <Card className="p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-2xl font-semibold tracking-tight wrap-anywhere">{nameOf(customer)}</h1>
            <CustomerState blocked={customer.blocked} />
          </div>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => setOpen("edit")}>
            <Pencil aria-hidden />
            Edit
          </Button>
          <Button size="sm" onClick={() => setOpen("tags")}>
            <Tag aria-hidden />
            Tags
          </Button>
          <Button size="sm" onClick={() => setOpen("optOut")}>
            <BellOff aria-hidden />
            Opt out
          </Button>
          <Button size="sm" look="quiet" onClick={() => setOpen("erase")}>
            <Eraser aria-hidden />
            Erase
          </Button>
        </div>
      </div>
      <dl className="mt-4 grid gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
        <Fact label="Phone">{customer.phone ? formatPhone(customer.phone) : "–"}</Fact>
        <Fact label="Email">{customer.email ?? "–"}</Fact>
        <Fact label="Where">
          {[where, customer.postcode].filter(Boolean).join(" · ")}
          {source && <span className="block text-xs text-ink-muted">{source}</span>}
          <span className="block text-xs text-ink-muted text-pretty">{rulesText(customer)}</span>
        </Fact>
        <Fact label="Last contact">
          <Day at={customer.last_contact_at} timeZone={timeZone} />
          <span className="block text-xs text-ink-muted">
            {customer.lead_count === 1 ? "1 lead" : `${customer.lead_count} leads`}
            {customer.language && ` · language: ${customer.language}`}
          </span>
        </Fact>
      </dl>
      <ContactStates contact={customer.contact} />
      {customer.tags.length > 0 && (
        <div className="mt-4">
          <Tags tags={customer.tags} />
        </div>
      )}
      {Opened && <Opened customer={customer} onClose={() => setOpen(null)} />}
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd className="mt-0.5 break-words tabular-nums">{children}</dd>
    </div>
  );
}
