import type { ReactNode } from "react";
import { recipientOf } from "./recipient-of";

/** Asked before anything is sent: somebody who is not there answers 404, which a page that is loading no longer can. */
export default async function RecipientLayout({
  params,
  children,
}: {
  params: Promise<{ id: string; recipientId: string }>;
  children: ReactNode;
}) {
  const { id, recipientId } = await params;
  await recipientOf(id, recipientId);
  return children;
}
