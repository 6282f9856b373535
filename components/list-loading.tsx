import type { ReactNode } from "react";
import { PageTitle } from "./page-title";
import { Card } from "./ui/card";
import { Skeleton, TableSkeleton } from "./ui/skeleton";

/** What stands where a list will be. @param action what of the heading's buttons; @param tabs above the filters */
export function ListLoading({ title, action, tabs }: { title: string; action: ReactNode; tabs?: ReactNode }) {
  return (
    <>
      <p role="status" className="sr-only">
        Loading {title.toLowerCase()}
      </p>
      <PageTitle title={title} action={action} />
      <Card>
        {tabs}
        <div className="flex flex-wrap gap-2 border-b border-line p-3 sm:px-5">
          <Skeleton className="h-9 w-72 max-w-full" />
        </div>
        <TableSkeleton />
      </Card>
    </>
  );
}
