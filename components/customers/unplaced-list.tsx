"use client";

import { Upload } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { CustomerDetailView, CustomerPage, CustomerView } from "@/lib/core/customer-views";
import { ApiError, api } from "../api";
import { formatPhone } from "../format";
import { nameOf } from "../name-of";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Pager } from "../ui/pager";
import { TextLink } from "../ui/text-link";
import { CustomerState } from "./customer-columns";
import { rulesText } from "./where";

const detailView = () => import("@/lib/core/customer-views").then((views) => views.CustomerDetailView);

interface UnplacedListProps {
  page: CustomerPage;
  query: { offset: number; limit: number };
  onPage: (offset: number) => void;
  /** Reads the list anew, without those who have a place now. */
  onRenew: () => void;
}

/** Customers whose place is not known, each with the fields that say it. Enter saves and goes on to the next. */
export function UnplacedList({ page, query, onPage, onRenew }: UnplacedListProps) {
  // Who has a place now stays on show, with what came of it: a row that vanishes takes the cursor along.
  const [placed, setPlaced] = useState<ReadonlySet<string>>(new Set());
  const done = page.rows.filter(({ id }) => placed.has(id)).length;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line p-4 sm:px-5">
        <p className="max-w-prose text-pretty">
          Where these customers live is not known, so nobody calls or texts them: the law’s hours depend on it. Enter a
          postcode or a state; Enter saves it and goes on to the next.
        </p>
        <Button asChild size="sm">
          <Link href="/customers/import?rows=customers">
            <Upload aria-hidden />
            Or import a file with their postcodes
          </Link>
        </Button>
      </div>
      <ul aria-label="Customers whose place is not known" className="divide-y divide-line">
        {page.rows.map((customer) => (
          <PlaceRow
            key={customer.id}
            customer={customer}
            onPlaced={() => setPlaced((before) => new Set([...before, customer.id]))}
          />
        ))}
      </ul>
      {done > 0 && (
        <div className="flex items-center justify-between gap-3 border-t border-line p-4 sm:px-5">
          <p role="status">{done === 1 ? "1 customer has" : `${done} customers have`} a place now.</p>
          <Button
            size="sm"
            onClick={() => {
              setPlaced(new Set());
              onRenew();
            }}
          >
            Show the rest
          </Button>
        </div>
      )}
      <Pager
        noun="customers"
        offset={query.offset}
        limit={query.limit}
        total={page.total}
        more={page.more}
        onPage={onPage}
      />
    </>
  );
}

function PlaceRow({ customer, onPlaced }: { customer: CustomerView; onPlaced: () => void }) {
  const [saved, setSaved] = useState<CustomerDetailView | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const name = nameOf(customer);
  const id = `place-${customer.id}`;

  async function save(form: HTMLFormElement) {
    const typed = new FormData(form);
    const given = ["postcode", "region"].flatMap((field) => {
      const text = String(typed.get(field) ?? "").trim();
      return text === "" ? [] : [[field, text] as const];
    });
    if (given.length === 0) return setError("Enter a postcode or a state.");
    setBusy(true);
    try {
      const body = Object.fromEntries(given);
      const now = await api(`/api/customers/${customer.id}`, detailView, { method: "PATCH", body });
      setSaved(now);
      if (now.regions.length === 0 || now.time_zones.length === 0)
        return setError("This says no state or time zone. Check it, or enter the state.");
      setError(null);
      onPlaced();
      nextField(form)?.focus();
    } catch (failure) {
      const isOurs = failure instanceof ApiError;
      setError(isOurs ? (failure.issues[0]?.message ?? failure.message) : "That did not work. Try again.");
    } finally {
      setBusy(false);
    }
  }

  return (
    <li className="grid items-center gap-x-4 gap-y-2 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto] sm:px-5">
      <div className="min-w-0">
        <p className="truncate font-medium">
          <TextLink href={`/customers/${customer.id}`}>{name}</TextLink>
        </p>
        <p className="text-[0.8125rem] text-ink-muted tabular-nums">{customer.phone && formatPhone(customer.phone)}</p>
      </div>
      <form
        noValidate
        className="flex flex-wrap items-center gap-2"
        aria-label={`Where ${name} lives`}
        onSubmit={(event) => {
          event.preventDefault();
          void save(event.currentTarget);
        }}
      >
        <Input
          name="postcode"
          data-place
          aria-label={`Postcode of ${name}`}
          aria-describedby={id}
          aria-invalid={error !== null}
          placeholder="Postcode"
          autoComplete="off"
          maxLength={20}
          className="w-28"
        />
        <Input
          name="region"
          aria-label={`State of ${name}`}
          aria-describedby={id}
          placeholder="State"
          autoComplete="off"
          maxLength={60}
          className="w-32"
        />
        <Button type="submit" size="sm" busy={isBusy}>
          Save
        </Button>
      </form>
      <div id={id} aria-live="polite" className="text-[0.8125rem] sm:col-span-2">
        {error && <p className="text-danger">{error}</p>}
        {saved && !error && (
          <p className="flex flex-wrap items-center gap-2 text-ink-muted">
            {rulesText(saved)} <CustomerState blocked={saved.blocked} />
          </p>
        )}
      </div>
    </li>
  );
}

/** The first field of the next row. */
function nextField(form: HTMLFormElement): HTMLInputElement | null {
  const all = [...document.querySelectorAll<HTMLInputElement>("input[data-place]")];
  return all[all.findIndex((input) => form.contains(input)) + 1] ?? null;
}
