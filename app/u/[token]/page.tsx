import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OptOutPage } from "@/components/unsubscribe/opt-out-page";
import { engineDeps } from "@/lib/server/deps";
import { readLinkToken } from "@/lib/server/message-links";

export const metadata: Metadata = { title: { absolute: "Unsubscribe" }, robots: { index: false, follow: false } };

/** Looking changes nothing: mailboxes' scanners open every link. */
export default async function UnsubscribePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = readLinkToken(token);
  if (link?.purpose !== "unsubscribe") notFound();
  const { messageLinks, data } = engineDeps();
  const [view, quietDays] = await Promise.all([messageLinks.readUnsubscribe(link.attemptId), data.law.quietDays()]);
  return view ? <OptOutPage address={`/u/${token}`} view={view} quietDays={quietDays} /> : notFound();
}
