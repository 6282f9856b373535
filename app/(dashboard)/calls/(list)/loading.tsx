import { PageTitle } from "@/components/page-title";
import { Card } from "@/components/ui/card";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function CallsLoading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading calls
      </p>
      <PageTitle title="Calls" action={<Skeleton className="h-8 w-28" />} />
      <Card>
        <div className="flex h-11 items-center gap-4 border-b border-line px-4">
          <Skeleton className="h-4 w-16" />
          <Skeleton className="h-4 w-20" />
        </div>
        <div className="flex flex-wrap gap-2 border-b border-line p-3 sm:px-5">
          <Skeleton className="h-9 w-full sm:w-96" />
          <Skeleton className="h-9 w-32" />
          <Skeleton className="h-9 w-32" />
        </div>
        <TableSkeleton />
      </Card>
    </>
  );
}
