// What any store of callbacks must do. Run against DynamoDB and against its twin in memory.
import { beforeEach, describe, expect, test } from 'vitest';
import type { CallbackStore } from '../../shared/storage/ports.ts';
import { CONTRACT_NOW } from './support/examples.ts';

export function callbackStoreContract(open: () => CallbackStore): void {
  let callbacks: CallbackStore;
  let id = '';
  let opened = 0;
  beforeEach(() => {
    callbacks = open();
    id = `con_${(opened += 1)}`;
  });
  const callback = {
    url: 'https://shop.example.com/ledger',
    secrets: ['whsec_b25l', 'whsec_dHdv'],
    createdAt: CONTRACT_NOW,
  };

  describe('callback', () => {
    test('is not there at first, is kept as given, replaced and forgotten', async () => {
      expect(await callbacks.callback(id)).toBeUndefined();
      await callbacks.saveCallback(id, callback);
      expect(await callbacks.callback(id)).toEqual(callback);
      await callbacks.saveCallback(id, { ...callback, secrets: ['whsec_bmV3'] });
      expect((await callbacks.callback(id))?.secrets).toEqual(['whsec_bmV3']);
      await callbacks.removeCallback(id);
      await callbacks.removeCallback(id);
      expect(await callbacks.callback(id)).toBeUndefined();
    });

    test('has delivered nothing at first, and its progress outlives it', async () => {
      expect(await callbacks.progress(id)).toEqual({ version: 0, delivered: 0 });
      await callbacks.saveCallback(id, callback);
      expect(await callbacks.saveProgress(id, { delivered: 7, deliveredAt: CONTRACT_NOW }, 0)).toBe('saved');
      await callbacks.removeCallback(id);
      expect(await callbacks.progress(id)).toEqual({ version: 1, delivered: 7, deliveredAt: CONTRACT_NOW });
    });

    test('keeps why it fails, and that it is off', async () => {
      const failing = {
        since: CONTRACT_NOW,
        attempts: 3,
        nextAt: CONTRACT_NOW + 5,
        what: 'HTTP 500',
      };
      const off = { since: CONTRACT_NOW, why: 'failing' } as const;
      await callbacks.saveProgress(id, { delivered: 1, failing, off }, 0);
      expect(await callbacks.progress(id)).toEqual({ version: 1, delivered: 1, failing, off });
    });

    test('has one writer of its progress: whoever is second is told', async () => {
      const results = await Promise.all(
        [1, 2, 3].map((delivered) => callbacks.saveProgress(id, { delivered }, 0)),
      );
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
      expect((await callbacks.progress(id)).delivered).toBe(results.indexOf('saved') + 1);
      expect(await callbacks.saveProgress(id, { delivered: 9 }, 0)).toBe('conflict');
      expect(await callbacks.saveProgress(id, { delivered: 9 }, 1)).toBe('saved');
    });
  });
}
