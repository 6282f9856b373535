import { PageTitle } from "@/components/page-title";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export default function ImportLoading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading the import
      </p>
      <PageTitle title="Import customers" />
      <Card className="max-w-4xl p-5">
        <Skeleton className="h-64" />
      </Card>
    </>
  );
}
