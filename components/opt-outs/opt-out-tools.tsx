"use client";

import { Plus, Upload } from "lucide-react";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Button } from "../ui/button";
import { DownloadLink } from "../ui/download-link";
import { untilLoaded } from "../until-loaded";

const OptOutDialog = dynamic(
  () => untilLoaded(() => import("./opt-out-dialog").then((module) => module.OptOutDialog)),
  { ssr: false },
);
const ImportDialog = dynamic(() => untilLoaded(() => import("./import-dialog").then((module) => module.ImportDialog)), {
  ssr: false,
});

/** What can be done with the list as a whole. The export has what the filters let through, all pages of it. */
export function OptOutTools() {
  const [open, setOpen] = useState<"add" | "import" | null>(null);
  const params = new URLSearchParams(useSearchParams());
  for (const name of ["limit", "offset", "direction"]) params.delete(name);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <DownloadLink href={`/api/opt-outs/export?${params}`} />
      <Button size="sm" onClick={() => setOpen("import")}>
        <Upload aria-hidden />
        Import a list
      </Button>
      <Button look="primary" size="sm" onClick={() => setOpen("add")}>
        <Plus aria-hidden />
        Add an opt-out
      </Button>
      {open === "add" && <OptOutDialog onClose={() => setOpen(null)} />}
      {open === "import" && <ImportDialog onClose={() => setOpen(null)} />}
    </div>
  );
}
