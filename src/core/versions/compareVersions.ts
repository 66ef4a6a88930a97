const form =
  /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** Whether a text is a version as SemVer 2.0 writes them; a leading `v` is passed over. */
export function isVersion(text: string): boolean {
  return form.test(text);
}

/**
 * Which of two versions comes first (SemVer 2.0, section 11): negative when `one` is lower, 0 when they have the same
 * precedence. A pre-release is lower than its release; build metadata does not count.
 * @throws RangeError for what is no version
 */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [parse(one), parse(other)];
  for (const [position, number] of left.numbers.entries()) {
    const difference = compareNumbers(number, right.numbers[position] ?? '0');
    if (difference !== 0) return difference;
  }
  return comparePreReleases(left.preRelease, right.preRelease);
}

interface Version {
  /** Decimal digits: longer ones than a number can hold are versions, too. */
  readonly numbers: readonly string[];
  readonly preRelease: readonly string[];
}

function parse(text: string): Version {
  const found = form.exec(text);
  if (found === null) throw new RangeError(`"${text}" is not a version.`);
  const [, major = '', minor = '', patch = '', preRelease] = found;
  return { numbers: [major, minor, patch], preRelease: preRelease?.split('.') ?? [] };
}

function comparePreReleases(left: readonly string[], right: readonly string[]): number {
  // A release is higher than any of its pre-releases.
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  for (const [position, word] of left.entries()) {
    const opposite = right[position];
    // All words before are the same: the longer one is higher.
    if (opposite === undefined) return 1;
    const difference = compareWords(word, opposite);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compareWords(left: string, right: string): number {
  const [leftIsNumber, rightIsNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
  if (leftIsNumber && rightIsNumber) return compareNumbers(left, right);
  // Numbers are lower than words.
  if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function compareNumbers(left: string, right: string): number {
  const [one, other] = [left.replace(/^0+(?=\d)/, ''), right.replace(/^0+(?=\d)/, '')];
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
