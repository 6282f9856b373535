import { Skeleton } from "../ui/skeleton";

/** What stands where the first step will be. */
export function WizardSkeleton() {
  return (
    <div className="mx-auto w-full max-w-6xl">
      <p role="status" className="sr-only">
        Loading the form
      </p>
      <Skeleton className="mb-2 h-5 w-24" />
      <h1 className="mb-3 text-2xl font-semibold tracking-tight">New campaign</h1>
      <Skeleton className="mb-6 h-11" />
      <div className="grid gap-5">
        <Skeleton className="h-14 max-w-md" />
        <Skeleton className="h-16 max-w-xl" />
        <Skeleton className="h-32" />
        <Skeleton className="h-28 max-w-xl" />
      </div>
    </div>
  );
}
