// What a person says in a dialogue: the field has the keyboard as soon as it is there, and Enter is the button.
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import { useEffect, useRef } from 'react';

interface SaidFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter: only called where something was said. */
  readonly onEnter: () => void;
}

export function SaidField({ label, description, error, value, onChange, onEnter }: SaidFieldProps) {
  const field = useRef<InputProps.Ref>(null);
  useFocus(field);
  return (
    <FormField
      label={label}
      {...(description === undefined ? {} : { description })}
      {...(error === undefined ? {} : { errorText: error })}
    >
      <Input
        ref={field}
        value={value}
        onChange={({ detail }) => onChange(detail.value)}
        onKeyDown={({ detail }) => {
          if (detail.key === 'Enter' && !detail.isComposing && value.trim() !== '') onEnter();
        }}
      />
    </FormField>
  );
}

/**
 * Gives the keyboard to a part of a dialogue. The dialogue itself gives it to its closing cross, after everything in it was
 * there, so this comes a frame later: whoever types a reason would press that cross with the first space.
 */
export function useFocus(part: { readonly current: { readonly focus: () => void } | null }): void {
  useEffect(() => {
    const frame = requestAnimationFrame(() => part.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [part]);
}
