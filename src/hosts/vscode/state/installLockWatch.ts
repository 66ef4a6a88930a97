/** A `protect` that holds its lock longer is none. */
const longestInstallationMs = 125_000;

/** How long an installation has been at work, as far as its lock tells. */
export class InstallLockWatch {
  #since: number | null = null;

  /** Whoever holds it longer than any `protect` is looked at all the same. */
  get isLeftBehind(): boolean {
    return this.#since !== null && performance.now() - this.#since > longestInstallationMs;
  }

  seen(isHeld: boolean): void {
    if (isHeld) this.#since ??= performance.now();
    else this.#since = null;
  }
}
