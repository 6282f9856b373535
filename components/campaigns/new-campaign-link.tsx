import { Plus } from "lucide-react";
import Link from "next/link";
import { Button } from "../ui/button";

export function NewCampaignLink() {
  return (
    <Button asChild look="primary">
      <Link href="/campaigns/create">
        <Plus aria-hidden />
        New campaign
      </Link>
    </Button>
  );
}
