import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { returnPath } from "@/lib/core/return-path";
import { sessionClient, signedInUser } from "@/lib/server/session";
import type { SearchParams } from "../../page-query";
import { signIn } from "../actions";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { next, ended } = await searchParams;
  if (await signedInUser(await sessionClient())) redirect(returnPath(next));
  return <SignInForm kind="sign-in" action={signIn} next={returnPath(next)} ended={ended !== undefined} />;
}
