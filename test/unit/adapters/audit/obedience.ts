import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import { finished, start } from './support.ts';
import type { Answer, Order } from './obedient.ts';

/** A process of `obedient.ts`, led from here. */
export class Obedient {
  readonly #child: ChildProcess;
  readonly #end: Promise<unknown>;
  readonly #waiting: ((answer: Answer | null) => void)[] = [];
  #text = '';

  constructor(program: string, directory: string) {
    this.#child = start(process.execPath, [program, directory]);
    this.#end = finished(this.#child).then(() => {
      for (const resolve of this.#waiting.splice(0)) resolve(null);
    });
    this.#child.stdout?.on('data', (data: Buffer) => {
      const lines = (this.#text + data.toString()).split('\n');
      this.#text = lines.pop() ?? '';
      for (const line of lines) this.#waiting.shift()?.(JSON.parse(line) as Answer);
    });
    // What it was told last may not be read any more.
    this.#child.stdin?.on('error', () => {});
  }

  /** Resolves when it answers, or with null when it dies before that. */
  tell(order: Order): Promise<Answer | null> {
    const answer = new Promise<Answer | null>((resolve) => this.#waiting.push(resolve));
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
    return answer;
  }

  /** Resolves to true when it stands still, false when `answer` came instead. */
  async stands(answer: Promise<unknown>): Promise<boolean> {
    let isAnswered = false;
    void answer.then(() => (isAnswered = true));
    for (;;) {
      if (isAnswered) return false;
      if (this.#state() === 'T') return true;
      await setTimeout(3);
    }
  }

  goOn(): void {
    this.#child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#end;
  }

  #state(): string {
    try {
      const stat = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8');
      return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    } catch {
      return '';
    }
  }
}
