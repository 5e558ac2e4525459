// What any store of requests under a key must do. Run against DynamoDB and against its twin in memory.
import { beforeEach, describe, expect, test } from 'vitest';
import type { KeptRequest, RequestStore } from '../../shared/storage/request-port.ts';
import { CONTRACT_NOW } from './support/examples.ts';

export function requestStoreContract(open: () => RequestStore): void {
  let store: RequestStore;
  let key = '';
  let opened = 0;
  beforeEach(() => {
    store = open();
    key = `request_${(opened += 1)}`;
  });

  const claim = (): KeptRequest => ({
    key,
    version: 0,
    asked: 'abc',
    busyUntil: CONTRACT_NOW + 60_000,
    keptUntil: CONTRACT_NOW + 86_400_000,
  });
  const answer = { status: 201, headers: { 'content-type': 'application/json' }, body: '{"key":"llk_é"}' };

  describe('requests under a key', () => {
    test('are unknown at first, and found as they were saved', async () => {
      expect(await store.find(key)).toBeUndefined();
      expect(await store.save(claim())).toBe('saved');
      expect(await store.find(key)).toEqual({ ...claim(), version: 1 });
    });

    test('are claimed by one', async () => {
      expect(await store.save(claim())).toBe('saved');
      expect(await store.save({ ...claim(), asked: 'other' })).toBe('conflict');
      expect(await store.find(key)).toMatchObject({ asked: 'abc' });
    });

    test('keep their answer to the letter, over the version that was claimed', async () => {
      await store.save(claim());
      expect(await store.save({ ...claim(), version: 1, answer })).toBe('saved');
      expect(await store.save({ ...claim(), version: 1, answer: { ...answer, status: 500 } })).toBe(
        'conflict',
      );
      expect(await store.find(key)).toEqual({ ...claim(), version: 2, answer });
    });
  });
}
