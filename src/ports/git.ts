/** What Pinfold asks git. Implementations run git without hooks, file monitors, external diffs or text converters. */
export interface Git {
  /**
   * Which of these paths git's ignore rules leave out, tracked or not. Empty where there is no repository or no git:
   * what cannot be known counts as not ignored.
   */
  ignored(folder: string, paths: readonly string[]): ReadonlySet<string>;
}
