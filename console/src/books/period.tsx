// A period of local days, from the first of this month until today unless somebody chooses otherwise.
import DateRangePicker, { type DateRangePickerProps } from '@cloudscape-design/components/date-range-picker';
import { text } from '../texts/text.ts';

export interface Days {
  readonly from: string;
  readonly to: string;
}

interface PeriodProps {
  readonly days: Days;
  /** The most days that can be asked for. */
  readonly most: number;
  readonly onChange: (days: Days) => void;
}

export function Period({ days, most, onChange }: PeriodProps) {
  return (
    <DateRangePicker
      value={{ type: 'absolute', startDate: days.from, endDate: days.to }}
      onChange={({ detail }) => {
        if (detail.value?.type === 'absolute')
          onChange({ from: detail.value.startDate.slice(0, 10), to: detail.value.endDate.slice(0, 10) });
      }}
      relativeOptions={[]}
      rangeSelectorMode="absolute-only"
      dateOnly
      isValidRange={(value) => verdict(value, most)}
      placeholder={text('period.choose')}
      i18nStrings={{
        applyButtonLabel: text('act.ok'),
        cancelButtonLabel: text('act.cancel'),
        clearButtonLabel: text('period.clear'),
      }}
      showClearButton={false}
      expandToViewport
    />
  );
}

export function thisMonth(): Days {
  const today = dayOf(new Date());
  return { from: `${today.slice(0, 8)}01`, to: today };
}

export function lastDays(count: number): Days {
  const now = new Date();
  const from = new Date(now.getFullYear(), now.getMonth(), now.getDate() - count + 1);
  return { from: dayOf(from), to: dayOf(now) };
}

function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const DAY_MS = 86_400_000;

function verdict(
  value: DateRangePickerProps.Value | null,
  most: number,
): DateRangePickerProps.ValidationResult {
  if (value?.type !== 'absolute' || value.startDate === '' || value.endDate === '')
    return { valid: false, errorMessage: text('period.choose') };
  const days = (Date.parse(value.endDate) - Date.parse(value.startDate)) / DAY_MS + 1;
  return days >= 1 && days <= most
    ? { valid: true }
    : { valid: false, errorMessage: text('period.too_long', { most }) };
}
