import { Card } from "@/components/ui/card";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function CustomerLoading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading the customer
      </p>
      <Skeleton className="mb-2 h-5 w-24" />
      <Skeleton className="mb-4 h-40 rounded-lg" />
      <Card>
        <TableSkeleton />
      </Card>
    </>
  );
}
