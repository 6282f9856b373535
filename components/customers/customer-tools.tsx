"use client";

import { Plus, Upload } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Button } from "../ui/button";
import { DownloadLink } from "../ui/download-link";
import { untilLoaded } from "../until-loaded";

const CustomerDialog = dynamic(
  () => untilLoaded(() => import("./customer-dialog").then((module) => module.CustomerDialog)),
  {
    ssr: false,
  },
);

/** What can be done with the list as a whole. The export has what the filters let through, all pages of it. */
export function CustomerTools() {
  const [adding, setAdding] = useState(false);
  const params = new URLSearchParams(useSearchParams());
  for (const name of ["limit", "offset", "sort", "direction"]) params.delete(name);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <DownloadLink href={`/api/customers/export?${params}`} />
      <Button asChild size="sm">
        <Link href="/customers/import">
          <Upload aria-hidden />
          Import
        </Link>
      </Button>
      <Button look="primary" size="sm" onClick={() => setAdding(true)}>
        <Plus aria-hidden />
        Add a customer
      </Button>
      {adding && <CustomerDialog onClose={() => setAdding(false)} />}
    </div>
  );
}
