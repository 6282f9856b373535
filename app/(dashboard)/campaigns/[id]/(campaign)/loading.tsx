import { Card } from "@/components/ui/card";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function CampaignLoading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading the campaign
      </p>
      <Skeleton className="mb-2 h-5 w-24" />
      <Skeleton className="h-8 w-72 max-w-full" />
      <Skeleton className="mt-2 mb-4 h-4 w-32" />
      <Skeleton className="mb-4 h-40 rounded-lg" />
      <Card>
        <TableSkeleton />
      </Card>
    </>
  );
}
