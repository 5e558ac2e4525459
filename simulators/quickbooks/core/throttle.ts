// Limits: how many requests, batches and mails a company may make within a window, and what the gateway says.
import type { Company } from './company.ts';
import type { JsonObject } from './json.ts';

/** A refusal of the gateway, whose keys are in lower case. */
export interface GatewayRefusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

/** Counts a request against the limits; gives the refusal when one is reached. */
export const throttled = (company: Company, isBatch: boolean): GatewayRefusal | undefined => {
  const { throttle, readsPerMonth } = company.knobs;
  const { readsByMonth } = company.calls;
  if (readsPerMonth !== null && (readsByMonth[monthOf(company)] ?? 0) >= readsPerMonth)
    return refusal(company);
  if (!throttle.enforce) return undefined;
  const { requests, batches } = company.windows;
  const now = company.surroundings.now();
  const full =
    countSince(requests, now - 1000) >= throttle.perSecond ||
    countSince(requests, now - 60_000) >= throttle.perMinute ||
    (isBatch && countSince(batches, now - 60_000) >= throttle.batchesPerMinute);
  if (full) return refusal(company);
  admit(requests, now, throttle.perMinute);
  if (isBatch) admit(batches, now, throttle.batchesPerMinute);
  return undefined;
};

/** Counts a metered read in the month of the clock. */
export const countRead = (company: Company): void => {
  const { calls } = company;
  const month = monthOf(company);
  calls.reads += 1;
  calls.readsByMonth[month] = (calls.readsByMonth[month] ?? 0) + 1;
};

const monthOf = (company: Company): string => new Date(company.surroundings.now()).toISOString().slice(0, 7);

/** Counts a mail; false when the day's mails are used up. */
export const mayMail = (company: Company): boolean => {
  const now = company.surroundings.now();
  if (countSince(company.windows.mails, now - 86_400_000) >= company.knobs.mailsPerDay) return false;
  admit(company.windows.mails, now, company.knobs.mailsPerDay);
  return true;
};

// The times are sorted, so the ones within the window stand at the end.
const countSince = (times: readonly number[], after: number): number => {
  let count = 0;
  for (let index = times.length - 1; index >= 0 && (times[index] ?? 0) > after; index -= 1) count += 1;
  return count;
};

const admit = (times: number[], now: number, most: number): void => {
  times.push(now);
  if (times.length > 2 * most + 100) times.splice(0, times.length - most);
};

const refusal = (company: Company): GatewayRefusal => {
  const status = Number(company.knobs.throttle.variant);
  const seconds = company.knobs.throttle.retryAfterSeconds;
  return {
    status,
    headers: seconds === null ? {} : { 'retry-after': String(seconds) },
    body: {
      fault: {
        error: [
          {
            message: `message=ThrottleExceeded; errorCode=003001; statusCode=${status}`,
            detail: 'The request limit was reached.  Try again later',
            code: '3001',
          },
        ],
        type: 'SERVICE',
      },
    },
  };
};
