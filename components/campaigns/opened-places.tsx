import Link from "next/link";
import { type OverrideView, openedText } from "@/lib/core/override-views";
import { Notice } from "../ui/notice";

/** Says of each place that an exception opens for this campaign until when and why. */
export function OpenedPlaces({ opened, timeZone }: { opened: OverrideView[]; timeZone: string }) {
  return opened.map((one) => (
    <Notice key={one.id} kind="warning" title={openedText(one, timeZone)}>
      Customers there are called although the rules forbid it.{" "}
      <Link href="/settings/overrides" className="font-medium text-accent underline underline-offset-4">
        Look at the exception
      </Link>
    </Notice>
  ));
}
