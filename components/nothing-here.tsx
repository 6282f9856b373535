import { SearchX } from "lucide-react";
import Link from "next/link";
import { Button } from "./ui/button";
import { EmptyState } from "./ui/states";

export function NothingHere() {
  return (
    <div className="grid flex-1 place-items-center">
      <EmptyState
        icon={SearchX}
        heading="h1"
        title="There is nothing here"
        action={
          <Button asChild look="primary">
            <Link href="/campaigns">Go to your campaigns</Link>
          </Button>
        }
      >
        This page does not exist, or it belongs to another account. It may have been deleted.
      </EmptyState>
    </div>
  );
}
