import { Card } from "@/components/ui/card";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function SettingsLoading() {
  return (
    <Card>
      <p role="status" className="sr-only">
        Loading settings
      </p>
      <div className="border-b border-line p-4 sm:p-5">
        <Skeleton className="h-5 w-48" />
      </div>
      <TableSkeleton />
    </Card>
  );
}
