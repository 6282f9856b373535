import type { ReactNode } from "react";
import { customerOf } from "./customer";

interface Props {
  children: ReactNode;
  params: Promise<{ id: string }>;
}

/** A customer that is not there answers 404 before anything is sent. */
export default async function CustomerLayout({ children, params }: Props) {
  await customerOf((await params).id);
  return children;
}
