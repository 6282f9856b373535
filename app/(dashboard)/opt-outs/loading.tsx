import { ListLoading } from "@/components/list-loading";
import { Skeleton } from "@/components/ui/skeleton";

export default function OptOutsLoading() {
  return <ListLoading title="Opt-outs" action={<Skeleton className="h-8 w-72 max-w-full" />} />;
}
