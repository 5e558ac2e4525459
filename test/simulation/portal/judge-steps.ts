// Judge of the stores' rows as they are written: progress of a feed, and no older word over a newer one.
import { PROBLEMS } from '../../../shared/core/problems.ts';
import type { Link } from '../../../shared/core/links.ts';
import { nameOf } from '../marks.ts';
import type { MemoryStorage } from '../memory-storage.ts';
import type { PortalEvidence } from './evidence.ts';

export function judgedStorage(evidence: PortalEvidence, storage: MemoryStorage): MemoryStorage {
  const { links, callbacks, connections } = storage;
  return {
    ...storage,
    connections: {
      ...connections,
      savePause: async (lane, by, paused) => {
        if (paused !== undefined && lane.startsWith('hubspot')) evidence.counts.rests += 1;
        await connections.savePause(lane, by, paused);
      },
    },
    links: {
      ...links,
      save: async (lane, link) => {
        const result = await links.save(lane, link);
        if (result !== 'conflict') judgeRow(evidence, result);
        return result;
      },
    },
    callbacks: {
      ...callbacks,
      saveProgress: async (connection, next, expected) => {
        const result = await callbacks.saveProgress(connection, next, expected);
        if (result === 'saved') judgeProgress(evidence, connection, next.delivered);
        return result;
      },
    },
  };
}

/** One after the other, and none before its outcome is known. */
function judgeProgress(evidence: PortalEvidence, connection: string, delivered: number): void {
  const before = evidence.delivered.get(connection) ?? 0;
  evidence.delivered.set(connection, delivered);
  if (delivered === before) return;
  if (delivered !== before + 1)
    evidence.blame('feedGap', `${connection}: progress from ${before} to ${delivered}`);
  // Of two workers at it, one may find that nothing is left to do.
  const { parallel, doubled } = evidence.swarm.portalFaults;
  const isAlone = parallel === 0 && doubled === 0;
  const triedAt = evidence.begun.get(connection)?.get(delivered);
  // Whoever has looked since may have seen that it was done, and that nothing is left to do.
  const isBlind = triedAt !== undefined && (evidence.readAt.get(connection) ?? 0) <= triedAt;
  if (isAlone && isBlind && evidence.outcomes.get(connection)?.has(delivered) !== true)
    evidence.blame(
      'progressFirst',
      `${connection}: change ${delivered} is taken, and nobody knows its outcome`,
    );
}

function judgeRow(evidence: PortalEvidence, link: Link): void {
  const name = nameOf(link.key);
  if (link.document !== undefined && !evidence.linkedAt.has(name))
    evidence.linkedAt.set(name, evidence.kernel.now());
  const { state, problem } = link.health;
  if (state !== 'failed') return;
  const code = problem?.code ?? 'nothing';
  if (!Object.hasOwn(PROBLEMS, code)) evidence.blame('unknownProblem', `${nameOf(link.key)}: ${code}`);
  if (code === 'internal') evidence.blame('internal', `${nameOf(link.key)}: ${JSON.stringify(problem)}`);
  if (code === 'edited_both_sides' || code === 'lines_edited_in_ledger') evidence.counts.conflicts += 1;
}
