"use client";

import Link from "next/link";
import { useActionState, useEffect, useRef } from "react";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";

export interface SignInState {
  email: string;
  /** About the whole entry. */
  message?: string;
  fields?: Partial<Record<"email" | "password", string>>;
}

const TEXT = {
  "sign-in": {
    title: "Sign in",
    button: "Sign in",
    question: "New here?",
    other: { href: "/sign-up", label: "Create an account" },
  },
  "sign-up": {
    title: "Create an account",
    button: "Create account",
    question: "You have an account?",
    other: { href: "/sign-in", label: "Sign in" },
  },
} as const;

export interface SignInFormProps {
  kind: keyof typeof TEXT;
  /** Works without JavaScript too: it is the form's own action. */
  action: (before: SignInState, form: FormData) => Promise<SignInState>;
  /** The path to go on to. */
  next: string;
  /** The last session ran out. */
  ended?: boolean;
}

export function SignInForm({ kind, action, next, ended }: SignInFormProps) {
  const [state, submit, busy] = useActionState(action, { email: "" });
  const form = useRef<HTMLFormElement>(null);
  const text = TEXT[kind];
  useEffect(() => {
    if (state.message || state.fields)
      form.current?.querySelector<HTMLElement>("[aria-invalid], [name=password]")?.focus();
  }, [state]);
  return (
    <Card className="p-6">
      <h1 className="text-xl font-semibold tracking-tight">{text.title}</h1>
      <form ref={form} action={submit} noValidate className="mt-5 grid gap-4">
        <input type="hidden" name="next" value={next} />
        {state.message ? (
          <Notice kind="danger" role="alert" title={state.message} />
        ) : (
          ended && <Notice kind="info" role="status" title="Your session has ended. Sign in to go on where you were." />
        )}
        <Field label="Email" error={state.fields?.email}>
          {(control) => (
            <Input {...control} name="email" type="email" autoComplete="username" defaultValue={state.email} required />
          )}
        </Field>
        <Field
          label="Password"
          error={state.fields?.password}
          hint={kind === "sign-up" && !state.fields?.password ? "At least 10 characters." : undefined}
        >
          {(control) => (
            <Input
              {...control}
              name="password"
              type="password"
              autoComplete={kind === "sign-in" ? "current-password" : "new-password"}
              required
            />
          )}
        </Field>
        <Button look="primary" type="submit" busy={busy}>
          {busy ? "One moment…" : text.button}
        </Button>
      </form>
      <p className="mt-5 text-ink-muted">
        {text.question}{" "}
        <Link href={text.other.href} className="font-medium text-accent underline-offset-4 hover:underline">
          {text.other.label}
        </Link>
      </p>
    </Card>
  );
}
