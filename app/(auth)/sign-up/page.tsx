import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { returnPath } from "@/lib/core/return-path";
import { sessionClient, signedInUser } from "@/lib/server/session";
import type { SearchParams } from "../../page-query";
import { signUp } from "../actions";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const { next, ended } = await searchParams;
  if (await signedInUser(await sessionClient())) redirect(returnPath(next));
  return <SignInForm kind="sign-up" action={signUp} next={returnPath(next)} ended={ended !== undefined} />;
}
