import { ListLoading } from "@/components/list-loading";
import { Skeleton } from "@/components/ui/skeleton";

export default function CampaignsLoading() {
  return <ListLoading title="Campaigns" action={<Skeleton className="h-9 w-36" />} />;
}
