import { Skeleton } from "@/components/ui/skeleton";

export default function RecipientLoading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading the calls
      </p>
      <Skeleton className="mb-2 h-5 w-64" />
      <Skeleton className="mb-4 h-20 max-w-md" />
      <Skeleton className="h-96 rounded-lg" />
    </>
  );
}
