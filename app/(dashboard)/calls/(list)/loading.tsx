import { ListLoading } from "@/components/list-loading";
import { Skeleton } from "@/components/ui/skeleton";

export default function CallsLoading() {
  const tabs = (
    <div className="flex h-11 items-center gap-4 border-b border-line px-4">
      <Skeleton className="h-4 w-16" />
      <Skeleton className="h-4 w-20" />
    </div>
  );
  return <ListLoading title="Calls" action={<Skeleton className="h-8 w-28" />} tabs={tabs} />;
}
