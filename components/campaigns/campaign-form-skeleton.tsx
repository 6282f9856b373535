import { PageTitle } from "../page-title";
import { Skeleton } from "../ui/skeleton";

/** What stands where the form will be. */
export function CampaignFormSkeleton({ title }: { title: string }) {
  return (
    <>
      <p role="status" className="sr-only">
        Loading the form
      </p>
      <Skeleton className="mb-2 h-5 w-24" />
      <PageTitle title={title} />
      <div className="grid max-w-3xl gap-4">
        <Skeleton className="h-56" />
        <Skeleton className="h-40" />
        <Skeleton className="h-96" />
      </div>
    </>
  );
}
