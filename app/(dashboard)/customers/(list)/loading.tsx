import { PageTitle } from "@/components/page-title";
import { Card } from "@/components/ui/card";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function CustomersLoading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading customers
      </p>
      <PageTitle title="Customers" action={<Skeleton className="h-8 w-72 max-w-full" />} />
      <Card>
        <div className="flex gap-2 border-b border-line p-3 sm:px-5">
          <Skeleton className="h-9 w-72 max-w-full" />
        </div>
        <TableSkeleton />
      </Card>
    </>
  );
}
