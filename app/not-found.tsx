import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="grid flex-1 place-items-center">
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
    </main>
  );
}
