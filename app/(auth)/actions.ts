"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { SignInState } from "@/components/auth/sign-in-form";
import { AppError, MESSAGE } from "@/lib/core/errors";
import { returnPath } from "@/lib/core/return-path";
import { callerAddress } from "@/lib/server/caller-address";
import { signInWithPassword, signOutHere, signUpWithPassword } from "@/lib/server/sign-in";

export async function signIn(_before: SignInState, form: FormData): Promise<SignInState> {
  return enter(form, signInWithPassword);
}

export async function signUp(_before: SignInState, form: FormData): Promise<SignInState> {
  return enter(form, signUpWithPassword);
}

export async function signOut(): Promise<void> {
  await signOutHere();
  redirect("/sign-in");
}

async function enter(form: FormData, way: typeof signInWithPassword): Promise<SignInState> {
  const email = String(form.get("email") ?? "");
  try {
    const result = await way({
      email,
      password: String(form.get("password") ?? ""),
      address: callerAddress(await headers()),
    });
    if (!result.ok) return { email, ...result.problem };
  } catch (error) {
    if (error instanceof AppError) return { email, message: MESSAGE[error.code] };
    throw error;
  }
  redirect(returnPath(form.get("next")));
}
