"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { type FieldPath, type FieldValues, type Resolver, type UseFormReturn, useForm } from "react-hook-form";
import { stepHref } from "@/lib/core/draft-address";
import type { LaunchCheck } from "@/lib/core/launch-checks";
import { sameValue } from "@/lib/core/presets";
import type { DraftStep } from "@/lib/core/words";
import type { Workplace } from "@/lib/core/workplace";
import { ApiError } from "../api";
import { isValid } from "../form-problems";
import { placeIssues } from "../form-refusal";
import { type Change, type Draft, difference } from "./draft";
import { forget, keep, keptKey, restore } from "./kept-typing";
import { furthest, lockedText, stepAfter } from "./steps";
import { useDraft } from "./use-draft";
import { isPassing, type Trouble, useSaver } from "./use-saver";

const AUTOSAVE_MS = 1200;
const TRY_AGAIN_MS = 5000;

export interface StepProps {
  draft: Draft | null;
  context: Workplace;
  /** What stood between the campaign and its launch when the page was made; for the review. */
  checks?: LaunchCheck[] | undefined;
}

/** How a step's form and the campaign belong together. */
export interface StepDefinition<Values extends FieldValues> {
  step: DraftStep;
  valuesOf: (draft: Draft | null) => Values;
  /** What the values say in the API's words. With the values of the campaign as it is, it changes nothing. */
  toChange: (values: Values, draft: Draft | null) => Change;
  resolver: Resolver<Values>;
  /** The form's field for a path of the API. */
  fieldOf: (path: string) => FieldPath<Values> | undefined;
}

export type SaveState = "new" | "saved" | "saving" | "unsaved" | "offline";

/** What the frame around a step needs to know of it. */
export interface Step {
  step: DraftStep;
  draft: Draft | null;
  saveState: SaveState;
  trouble: Trouble | null;
  locked: string | null;
  /** On the way to another step. */
  moving: boolean;
  next: (event?: FormEvent) => void;
  /** Saves what can be saved and goes there; what can't be saved yet is kept in the tab. */
  leaveTo: (href: string) => void;
  saveAsNew: () => void;
  /** Tells what the server refused. */
  tell: (error: ApiError) => void;
}

export function useStep<Values extends FieldValues>(
  { draft: sent, context }: StepProps,
  definition: StepDefinition<Values>,
): { form: UseFormReturn<Values>; draft: Draft | null; frame: Step } {
  const { step, valuesOf, toChange, resolver, fieldOf } = definition;
  const router = useRouter();
  const [draft, remember] = useDraft(sent);
  const saver = useSaver(draft, remember);
  const [initial] = useState(() => valuesOf(draft));
  const form = useForm<Values>({ resolver, values: initial, shouldFocusError: false });
  const [unsaved, setUnsaved] = useState(false);
  const [moving, startMoving] = useTransition();
  const busy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const key = useRef(keptKey(context.accountId, draft?.id ?? null, step));
  const locked = draft ? lockedText(step, draft.status) : null;

  const changeOf = (before: Draft | null): Change => {
    const change = toChange(form.getValues(), before);
    return before ? difference(change, toChange(valuesOf(before), before)) : change;
  };

  async function save(extra: (before: Draft | null) => Change = () => ({})): Promise<Draft> {
    clearTimeout(timer.current);
    let sentValues: unknown;
    const saved = await saver.save((before) => {
      sentValues = structuredClone(form.getValues());
      return { ...changeOf(before), ...extra(before) };
    });
    // Who went on typing meanwhile has something unsaved still.
    if (sameValue(sentValues, form.getValues())) {
      forget(key.current);
      setUnsaved(false);
    }
    return saved;
  }

  function showIssues(error: unknown) {
    if (!(error instanceof ApiError)) throw error;
    tryAgain(error);
    placeIssues(form, error, fieldOf);
    focusFirstError();
  }

  const tryAgain = (error: ApiError) => {
    clearTimeout(timer.current);
    if (isPassing(error)) timer.current = setTimeout(() => autosave.current(), TRY_AGAIN_MS);
  };

  const autosave = useRef(() => {});
  autosave.current = () => {
    void (async () => {
      // A new campaign is made with the first «Next»: whoever only looks leaves no empty draft behind.
      if (!saver.latest.current || busy.current || !(await isValid(resolver, form.getValues()))) return;
      await save().catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        tryAgain(error);
      });
    })();
  };

  const noteTyping = useRef(() => {});
  noteTyping.current = () => {
    const before = saver.latest.current;
    keep(key.current, form.getValues(), before ? valuesOf(before) : initial);
    setUnsaved(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => autosave.current(), AUTOSAVE_MS);
  };

  useEffect(() => {
    const typed = restore(key.current, form.getValues());
    if (typed) {
      form.reset(typed, { keepDefaultValues: true });
      noteTyping.current();
    } else forget(key.current);
    const typing = form.watch(() => noteTyping.current());
    const online = () => autosave.current();
    window.addEventListener("online", online);
    return () => {
      typing.unsubscribe();
      window.removeEventListener("online", online);
      clearTimeout(timer.current);
    };
  }, [form]);

  /** One thing at a time: a second press while the first is under way does nothing. */
  async function once(act: () => Promise<void>) {
    if (busy.current) return;
    busy.current = true;
    try {
      await act();
    } catch (error) {
      showIssues(error);
    } finally {
      busy.current = false;
    }
  }

  const go = (href: string) => startMoving(() => router.push(href));
  /** The page of a new campaign is its first step from now on, also for who goes back to it. */
  const settleAddress = (id: string) => {
    if (!draft) window.history.replaceState(null, "", stepHref(step, id));
  };

  const next = (event?: FormEvent) => {
    event?.preventDefault();
    if (moving) return;
    if (locked && draft) return go(stepHref(stepAfter(step), draft.id));
    void once(async () => {
      let isRefused = false;
      await form.handleSubmit(
        async () => {
          const to = stepAfter(step);
          const saved = await save((before) => {
            const seen = furthest(to, before);
            return seen ? { draft_step: seen } : {};
          });
          settleAddress(saved.id);
          go(stepHref(to, saved.id));
        },
        () => {
          isRefused = true;
        },
      )();
      if (isRefused) focusFirstError();
    });
  };

  const leaveTo = (href: string) => {
    if (moving) return;
    void once(async () => {
      if (saver.latest.current && !locked && (await isValid(resolver, form.getValues()))) await save();
      go(href);
    });
  };

  const saveAsNew = () =>
    void once(async () => {
      const saved = await saver.saveAsNew(toChange(form.getValues(), saver.latest.current));
      forget(key.current);
      startMoving(() => router.replace(stepHref(step, saved.id)));
    });

  const { saving, trouble } = saver;
  const rest: SaveState = unsaved ? "unsaved" : draft ? "saved" : "new";
  const saveState: SaveState = saving ? "saving" : trouble?.kind === "offline" ? "offline" : rest;
  const frame = { step, draft, saveState, trouble, locked, moving, next, leaveTo, saveAsNew, tell: saver.tell };
  return { form, draft, frame };
}

/** Errors stand there with the next frame. */
function focusFirstError(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus());
}
