import { PageTitle } from "@/components/page-title";
import { Skeleton } from "@/components/ui/skeleton";

export default function EditCampaignLoading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading the form
      </p>
      <Skeleton className="mb-2 h-5 w-24" />
      <PageTitle title="Edit campaign" />
      <div className="grid max-w-3xl gap-4">
        <Skeleton className="h-56" />
        <Skeleton className="h-40" />
        <Skeleton className="h-96" />
      </div>
    </>
  );
}
