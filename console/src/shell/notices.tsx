// What happened on a person's word: shown above the page, and read out by a screen reader.
import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { wordsOf } from '../data/ask.ts';
import { text } from '../texts/text.ts';

type Tone = 'success' | 'info' | 'warning' | 'error';

interface Notices {
  readonly tell: (tone: Tone, content: ReactNode) => void;
  /** Tells what went wrong. */
  readonly fail: (error: unknown) => void;
}

const Context = createContext<Notices>({ tell: () => undefined, fail: () => undefined });
const Items = createContext<readonly FlashbarProps.MessageDefinition[]>([]);

/** More would push the page away; the oldest goes. */
const SHOWN_MAX = 3;

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [items, setItems] = useState<readonly FlashbarProps.MessageDefinition[]>([]);
  const tell = useCallback((type: Tone, content: ReactNode) => {
    const id = String(performance.now());
    const dismiss = () => setItems((known) => known.filter((item) => item.id !== id));
    const item = {
      id,
      type,
      content,
      dismissible: true,
      dismissLabel: text('shell.dismiss'),
      onDismiss: dismiss,
    };
    setItems((known) => [item, ...known].slice(0, SHOWN_MAX));
  }, []);
  const notices = useMemo(() => ({ tell, fail: (error: unknown) => tell('error', wordsOf(error)) }), [tell]);
  return (
    <Context value={notices}>
      <Items value={items}>{children}</Items>
    </Context>
  );
}

export const useNotices = (): Notices => useContext(Context);

export function ShownNotices() {
  return <Flashbar items={useContext(Items)} stackItems={false} />;
}
