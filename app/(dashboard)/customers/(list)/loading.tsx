import { ListLoading } from "@/components/list-loading";
import { Skeleton } from "@/components/ui/skeleton";

export default function CustomersLoading() {
  return <ListLoading title="Customers" action={<Skeleton className="h-8 w-72 max-w-full" />} />;
}
