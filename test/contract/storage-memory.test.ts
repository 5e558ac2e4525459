// The memory twin keeps the storage contract.
import { createMemoryStorage } from '../simulation/memory-storage.ts';
import { storageContract } from './storage-contract.ts';
import { CONTRACT_NOW } from './support/examples.ts';

const storage = createMemoryStorage({ now: () => CONTRACT_NOW });
storageContract(() => storage);
