import { Download } from "lucide-react";
import { Button } from "./button";

/** A file to take along. The address answers with the file, so it works without scripts too. */
export function DownloadLink({ href, children = "Export CSV" }: { href: string; children?: string }) {
  return (
    <Button asChild size="sm">
      <a href={href} download>
        <Download aria-hidden />
        {children}
      </a>
    </Button>
  );
}
