// Fetch file: a file from an address that a source gave, before anything is written with it. It may only lead out of our network.
import type { Answer, Fault } from '../../shared/core/faults.ts';
import type { Host } from '../../shared/host/host.ts';

/** A file of 10 MB over a slow line; a part of what one ledger call may take, because that one follows. */
const FILE_TIMEOUT_MS = 15_000;

/** The file as base64. What never works is `invalid`; what may work later is `file_unavailable`. */
export async function fetchFile({ callOut }: Host, url: string, bytesMax: number): Promise<Answer<string>> {
  const answer = await callOut.get({ url, timeoutMs: FILE_TIMEOUT_MS, bytesMax });
  if ('failed' in answer) return { ok: false, fault: FAILED[answer.failed] };
  const { status, bytes } = answer;
  if (status === 200 && bytes.byteLength > 0)
    return { ok: true, value: Buffer.from(bytes).toString('base64') };
  const told = { vendorCode: 'file', detail: `the address of the file answered ${status}` };
  return { ok: false, fault: { fault: isForGood(status) ? 'invalid' : 'file_unavailable', ...told } };
}

/** An address that says "gone" or "not yours" says so until it is sent anew; one that is only busy does not. */
function isForGood(status: number): boolean {
  return (
    status === 200 || (status >= 300 && status < 500 && status !== 404 && status !== 408 && status !== 429)
  );
}

const FAILED: Readonly<Record<'address_refused' | 'unreachable' | 'timeout' | 'too_large', Fault>> = {
  address_refused: {
    fault: 'invalid',
    vendorCode: 'file',
    detail: 'the address of the file is not on the public internet',
  },
  too_large: { fault: 'invalid', vendorCode: 'file', detail: 'the file is larger than the ledger takes' },
  unreachable: { fault: 'file_unavailable', detail: 'the address of the file cannot be reached' },
  timeout: { fault: 'file_unavailable', detail: 'the address of the file gave no answer in time' },
};
