import type { LogOutputChannel } from 'vscode';
import type { Finding } from '../../../core/integrity/finding.ts';
import type { Integrity } from '../integrity/integrityPart.ts';
import type { IntegrityMemory } from './integrityMemory.ts';

/** Tells the trail of alarms, each once until it is repaired: one of several windows does it. */
export class TrailAlarms {
  readonly #log: Pick<LogOutputChannel, 'error'>;
  /** For when it cannot be remembered together with the other windows. */
  readonly #told = new Set<string>();

  constructor(log: Pick<LogOutputChannel, 'error'>) {
    this.#log = log;
  }

  /** Never rejects: what cannot be recorded is in the log, and tried again at the next look. */
  async tell(
    part: Pick<Integrity, 'record'>,
    memory: IntegrityMemory,
    found: readonly Finding[],
  ): Promise<void> {
    const mine = await memory.claim(found).catch((error: unknown) => {
      this.#log.error(`Other windows may record the same: ${String(error)}`);
      return found.filter(({ id, weight }) => weight === 'alarm' && !this.#told.has(id));
    });
    for (const finding of mine) {
      try {
        part.record(finding);
        this.#told.add(finding.id);
      } catch (error) {
        this.#log.error(`This could not be recorded: ${finding.title}. ${String(error)}`);
        await memory.giveBack([finding.id]).catch(() => {});
      }
    }
  }

  /** After a repair all are told again. */
  forget(): void {
    this.#told.clear();
  }
}
