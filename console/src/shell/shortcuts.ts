// The keyboard: one letter for each thing a page can do, never while somebody types or a dialogue is open.
import { useEffect, useRef } from 'react';

export type Shortcuts = Readonly<Record<string, () => void>>;

/** Listens for keys while the page is shown. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target, event.key)) return;
      const act = latest.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** A letter belongs to whoever types; Enter belongs to the button or link that has the focus. */
function isBusy(target: EventTarget | null, key: string): boolean {
  if (isDialogueOpen()) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable]'))
    return true;
  return key === 'Enter' && target.closest('a, button, [role="button"], [role="menuitem"]') !== null;
}

/** Dialogues that are closed stay in the page, unseen. */
function isDialogueOpen(): boolean {
  return [...document.querySelectorAll('[role="dialog"]')].some((dialogue) => dialogue.checkVisibility());
}
