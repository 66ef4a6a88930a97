/** Bounds of one analysis: over any of them the command is `unresolved`, never silently cut. */
export const limits = {
  /** UTF-16 units of command text. */
  text: 65_536,
  /** Commands inside commands: `bash -c`, `eval`, functions, substitutions. */
  depth: 24,
  /** Statements that one command line may give. */
  statements: 1_500,
  /** Nodes, words and alternatives looked at. */
  steps: 30_000,
  /** Values that one word may take (loop lists, branches). */
  alternatives: 200,
  /** Argument lists of one command, when several words have several values. */
  combinations: 64,
  /** Parts that one word may be made of. */
  pieces: 512,
  /** Words that one brace expression may give. */
  braces: 256,
  /** Characters of a value that the analysis computes with. */
  value: 16_384,
  /** Doubtful working directories that are kept beside the likely one. */
  doubts: 8,
} as const;

/** Thrown inside the analysis only; the door turns it into an `unresolved` statement. */
export class LimitReached extends Error {
  readonly limit: keyof typeof limits;
  constructor(limit: keyof typeof limits) {
    super(limit);
    this.name = 'LimitReached';
    this.limit = limit;
  }
}

/** Counts work; the count is what keeps hostile input linear. */
export class Budget {
  private left: number = limits.steps;

  /** @throws {LimitReached} when the analysis has done enough. */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new LimitReached('steps');
  }

  /** Runs `follow` with at most half of what is left; over a limit it ends where it is. */
  lend(follow: () => void): void {
    const lent = Math.floor(this.left / 2);
    const rest = this.left - lent;
    this.left = lent;
    try {
      follow();
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error;
    } finally {
      this.left = rest + Math.max(0, this.left);
    }
  }
}
