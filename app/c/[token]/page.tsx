import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConsentPage } from "@/components/consent/consent-page";
import { readConsentPage } from "@/lib/actions/agree-by-link";
import { engineDeps } from "@/lib/server/deps";
import { readLinkToken } from "@/lib/server/message-links";

export const metadata: Metadata = { title: { absolute: "May we call you?" }, robots: { index: false, follow: false } };

interface Props {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Looking agrees to nothing: mailboxes' scanners open every link. */
export default async function AgreePage({ params, searchParams }: Props) {
  const { token } = await params;
  const link = readLinkToken(token);
  if (link?.purpose !== "consent") notFound();
  const page = await readConsentPage(engineDeps(), link.attemptId);
  if (!page) notFound();
  const { back, again } = await searchParams;
  return <ConsentPage address={`/c/${token}`} page={page} wasWithdrawn={back === "1"} isNew={again === "1"} />;
}
