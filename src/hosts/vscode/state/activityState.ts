import * as vscode from 'vscode';
import { createTrailReader, type Repeat, type TrailReader } from '../../../app/trailReader.ts';
import { addActivity, countRepeats, type Activity } from '../../../core/present/activity.ts';
import { activityRecord, type ActivityRecord } from '../../../core/present/activityEntry.ts';
import type { AuditRecord } from '../../../core/audit/record.ts';
import type { AuditTrail } from '../../../ports/auditTrail.ts';
import type { TrailChanges } from '../../../ports/trailChanges.ts';

export interface ActivityStateOptions {
  readonly trail: AuditTrail;
  readonly changes: TrailChanges;
  /** Denials that came again, which no record tells of yet. */
  readonly untold: () => readonly Repeat[];
  readonly home: string;
  readonly log: vscode.LogOutputChannel;
}

/** A storm of records is shown in steps of this length; a single one at once. */
const stepMs = 150;
/** A writer changes several files for one record: a look that found nothing may have come a moment too early. */
const againMs = 10;

/** What agents did, as the audit trail tells it. Follows the trail from {@link start} on. */
export class ActivityState implements vscode.Disposable {
  readonly #options: ActivityStateOptions;
  readonly #reader: TrailReader;
  readonly #changed = new vscode.EventEmitter<readonly ActivityRecord[]>();
  readonly #appended = new vscode.EventEmitter<readonly AuditRecord[]>();
  #sessions: Activity = [];
  #stop: (() => void) | null = null;
  #step: NodeJS.Timeout | null = null;
  #again = false;
  #trouble = '';
  #first = true;

  /** Fires with what is new, oldest first; what was there at the start is not new. */
  readonly onDidChange = this.#changed.event;

  /** Fires with all that came into the trail since the start, what is no line of the activity included. */
  readonly onDidAppend = this.#appended.event;

  constructor(options: ActivityStateOptions) {
    this.#options = options;
    this.#reader = createTrailReader(options.trail, { untold: options.untold });
  }

  /** Sessions, newest first. */
  get sessions(): Activity {
    return this.#sessions;
  }

  /** Why the trail cannot be read; empty when it can. */
  get trouble(): string {
    return this.#trouble;
  }

  start(): void {
    this.#stop ??= this.#options.changes.watch(() => this.#look());
    this.#look();
  }

  /** Looks at once, and while a step lasts once more at its end. */
  #look(): void {
    if (this.#step !== null) {
      this.#again = true;
      return;
    }
    const found = this.#read();
    this.#step = setTimeout(
      () => {
        this.#step = null;
        if (!this.#again) return;
        this.#again = false;
        this.#look();
      },
      found ? stepMs : againMs,
    );
  }

  /** @returns whether there was anything new */
  #read(): boolean {
    const { home, log } = this.#options;
    try {
      const { records, missed, untold } = this.#reader.next();
      if (missed)
        log.warn('More records came at once than are shown; `pinfold audit tail` has all.');
      const fresh = records.flatMap((record) => activityRecord(record, home) ?? []);
      const wasTrouble = this.#trouble !== '';
      this.#trouble = '';
      const before = this.#sessions;
      const repeats = records.filter((record) => record.kind === 'repeat');
      this.#sessions = countRepeats(addActivity(before, fresh), [...repeats, ...untold]);
      if (this.#first || wasTrouble) this.#changed.fire([]);
      else if (this.#sessions !== before) this.#changed.fire(fresh);
      if (!this.#first && records.length > 0) this.#appended.fire(records);
      this.#first = false;
      return records.length > 0;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (words === this.#trouble) return false;
      this.#trouble = words;
      log.error(words);
      this.#changed.fire([]);
      return false;
    }
  }

  dispose(): void {
    this.#stop?.();
    if (this.#step !== null) clearTimeout(this.#step);
    this.#changed.dispose();
    this.#appended.dispose();
  }
}
