import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export default function AnalyticsLoading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading the figures
      </p>
      <Skeleton className="mb-2 h-5 w-48" />
      <Skeleton className="mb-4 h-14 w-72 max-w-full" />
      <div className="grid gap-4">
        <Card className="h-11" />
        <Skeleton className="h-24 rounded-lg" />
        <div className="grid gap-4 lg:grid-cols-2">
          <Skeleton className="h-72 rounded-lg" />
          <Skeleton className="h-72 rounded-lg" />
        </div>
      </div>
    </>
  );
}
