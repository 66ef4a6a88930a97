import { compareVersions, isVersion } from '../versions/compareVersions.ts';
import { finding, type Finding, type FindingDraft } from './finding.ts';
import { isCompiledCode, type Files, type LauncherMade, type Observed } from './observed.ts';
import type { Remembered } from './remembered.ts';

/**
 * What is wrong with launcher and programs. In order is what is remembered, and what the extension itself would put
 * there; nothing else is.
 */
export function judgePrograms(known: Remembered, seen: Observed): readonly Finding[] {
  if (isRemembered(known, seen)) return [...recordFindings(seen), ...olderVersion(seen)];
  const version = otherVersion(known, seen);
  if (version !== null) return [version];
  const found = [...launcherFindings(known, seen), ...fileFindings(known, seen)];
  return found.length > 0 ? found : recordFindings(seen);
}

/** Everything is, to the byte, what is remembered. */
export function isRemembered({ programs }: Remembered, seen: Observed): boolean {
  const { launcher } = seen;
  return (
    programs !== null &&
    seen.programs.fault === null &&
    launcher.place.kind === 'file' &&
    launcher.place.digest === programs.launcher &&
    seen.programs.folder === programs.folder &&
    wrongFiles(programs.files, seen.programs.files, false).length === 0
  );
}

/** Programs that this editor knows, and that are not those which it brings. */
function olderVersion(seen: Observed): readonly Finding[] {
  const { version, folder, files } = seen.programs;
  if (folder === null || wrongFiles(seen.own.files, files, true).length === 0) return [];
  if (version !== null && isVersion(version) && compareVersions(version, seen.own.version) > 0) {
    return [];
  }
  const draft: FindingDraft = {
    kind: 'older-version',
    weight: 'hint',
    what: null,
    path: folder,
    why: `is of Pinfold ${version ?? 'of an unknown version'}`,
    title: `Pinfold ${version ?? ''} is installed`,
    meaning: `This editor brings Pinfold ${seen.own.version}; calls are judged by the older one until it is updated.`,
    ways: ['repair'],
  };
  return [finding(draft, seen.own.version)];
}

/** Programs that call themselves another version, and that nobody here knows. */
function otherVersion(known: Remembered, seen: Observed): Finding | null {
  const { version, folder } = seen.programs;
  if (folder === null || version === null || folder === known.programs?.folder) return null;
  if (!isVersion(version) || !isVersion(seen.own.version)) return null;
  const order = compareVersions(version, seen.own.version);
  if (order === 0) return null;
  const both = `Pinfold ${version} is installed, and this editor brings ${seen.own.version}`;
  if (order < 0) {
    const draft: FindingDraft = {
      kind: 'lower-version',
      what: 'program',
      path: folder,
      why: `is of the lower version ${version}, which this editor did not install`,
      title: 'a lower version was put in place',
      meaning: `${both}. No command of Pinfold replaces a higher version by a lower one.`,
      ways: ['repair'],
    };
    return finding(draft, markOf(seen));
  }
  const draft: FindingDraft = {
    kind: 'other-version',
    weight: 'note',
    what: null,
    path: folder,
    why: `is of version ${version}, which this editor does not know`,
    title: `another version of Pinfold is installed, ${version}`,
    meaning: `${both}. It cannot tell whether those programs are genuine.`,
    ways: ['accept', 'repair'],
  };
  return finding(draft, markOf(seen));
}

function launcherFindings(known: Remembered, seen: Observed): readonly Finding[] {
  const { path, place, made } = seen.launcher;
  const since = place.kind === 'file' ? (place.changedAt ?? null) : null;
  const alarm = (title: string, why: string): readonly Finding[] => [
    finding(
      {
        kind: 'launcher',
        what: 'launcher',
        path,
        why,
        title,
        meaning: 'Each tool call goes through it: whoever wrote it decides what is judged.',
        since,
        ways: ['repair'],
      },
      place.kind === 'file' ? place.digest : why,
    ),
  ];
  if (place.kind === 'missing') return alarm('launcher is missing', 'is missing');
  if (place.kind === 'odd') return alarm('launcher was replaced', place.why);
  if (place.digest === known.programs?.launcher) return [];
  if (made === null) return alarm('launcher was changed', 'is not what Pinfold writes');
  const wrong = wrongFacts(known, seen, made);
  if (wrong.length > 0) return alarm('launcher was changed', `names ${wrong.join(' and ')}`);
  // Met for the first time, there is nothing to compare the rest with.
  const other = known.programs === null ? [] : otherFacts(known, seen, made);
  if (other.length === 0) return [];
  const draft: FindingDraft = {
    kind: 'written-elsewhere',
    weight: 'note',
    what: null,
    path,
    why: `was written outside this editor, with ${other.join(' and ')}`,
    title: 'launcher was written outside this editor',
    meaning: `It has ${other.join(' and ')}. \`pinfold protect\` in a terminal does that; so may a program that an agent started.`,
    since,
    ways: ['accept', 'repair'],
  };
  return [finding(draft, place.digest)];
}

/** What no `pinfold protect` for this home would write. */
function wrongFacts({ programs }: Remembered, seen: Observed, made: LauncherMade): string[] {
  const { expected } = seen;
  const folders = [expected.folder, programs?.folder];
  const wrong = folders.includes(made.folder) ? [] : [`the programs in ${made.folder}`];
  for (const [name, words] of [
    ['state', 'the state in'],
    ['data', 'the data in'],
    ['home', 'the home'],
  ] as const) {
    if (made[name] !== expected[name]) wrong.push(`${words} ${made[name]}`);
  }
  return wrong;
}

/** What `pinfold protect` may have found otherwise in another shell. */
function otherFacts({ programs }: Remembered, { expected }: Observed, made: LauncherMade) {
  const other: string[] = [];
  if (![expected.node, programs?.node].includes(made.node)) {
    other.push(`another interpreter, ${made.node}`);
  }
  if (![expected.recorded, programs?.recorded].includes(made.recorded)) {
    other.push(`other variables, ${made.recorded}`);
  }
  return other;
}

/** More names than this do not fit into a sentence. */
const mostNames = 3;

function fileFindings(known: Remembered, seen: Observed): readonly Finding[] {
  const { folder, files, fault } = seen.programs;
  const alarm = (path: string, why: string): Finding =>
    finding(
      {
        kind: 'programs',
        what: 'program',
        path,
        why,
        title: 'programs of the hook were changed',
        meaning: 'They judge each tool call: what is not ours may let anything pass.',
        since: newest(files),
        ways: ['repair'],
      },
      why + markOf(seen),
    );
  if (fault !== null) return [alarm(fault.path, fault.why)];
  if (folder === null) return [alarm(seen.launcher.path, 'names no programs of Pinfold')];
  const { programs } = known;
  const same = programs !== null && programs.folder === folder;
  // A launcher that was written anew goes with compiled code that was made anew.
  const { place } = seen.launcher;
  const rewritten = place.kind === 'file' && place.digest !== programs?.launcher;
  const wrong = wrongFiles(same ? programs.files : seen.own.files, files, !same || rewritten);
  const [first] = wrong;
  if (first === undefined) return [];
  const names = wrong.slice(0, mostNames).map(({ name, why }) => `${name}, which ${why}`);
  const more = wrong.length > mostNames ? `, and ${String(wrong.length - mostNames)} more` : '';
  return wrong.length === 1
    ? [alarm(`${folder}/${first.name}`, first.why)]
    : [alarm(folder, `holds ${names.join('; ')}${more}`)];
}

interface WrongFile {
  readonly name: string;
  /** Words that follow "it". */
  readonly why: string;
}

/** @param anyCode compiled code of a program counts whatever it holds: there is nothing to compare it with */
export function wrongFiles(
  wanted: Readonly<Record<string, string>>,
  there: Files,
  anyCode: boolean,
): readonly WrongFile[] {
  const wrong: WrongFile[] = [];
  for (const [name, digest] of Object.entries(wanted)) {
    const place = Object.hasOwn(there, name) ? there[name] : undefined;
    if (anyCode && isCompiledCode(name) && place?.kind !== 'odd') continue;
    if (place === undefined || place.kind === 'missing') wrong.push({ name, why: 'is missing' });
    else if (place.kind === 'odd') wrong.push({ name, why: place.why });
    else if (place.digest !== digest) wrong.push({ name, why: 'was changed' });
  }
  for (const [name, place] of Object.entries(there)) {
    if (Object.hasOwn(wanted, name)) continue;
    const source = name.replace(/\.\w+$/, '.cjs');
    const code = isCompiledCode(name) && place.kind === 'file' && Object.hasOwn(wanted, source);
    if (!(anyCode && code)) wrong.push({ name, why: 'is not ours' });
  }
  return wrong;
}

function recordFindings({ record }: Observed): readonly Finding[] {
  const words = {
    agrees: null,
    newer: 'was written by a later version',
    none: 'is missing',
    damaged: 'is damaged',
    differs: 'speaks of other programs than those that are there',
  }[record.state];
  if (words === null) return [];
  const draft: FindingDraft = {
    kind: 'record',
    what: 'program',
    path: record.path,
    why: words,
    title: 'record of the programs was changed',
    meaning: '`pinfold status` compares the programs with it.',
    ways: ['repair'],
  };
  return [finding(draft, record.state)];
}

/** Digests of all that stands there, in one text. */
function markOf({ launcher, programs }: Observed): string {
  const all = [launcher.place, ...Object.values(programs.files)];
  return all
    .map((place) => (place.kind === 'file' ? place.digest.slice(0, 16) : place.kind))
    .join();
}

function newest(files: Files): string | null {
  const times = Object.values(files).flatMap((place) =>
    place.kind === 'file' ? [place.changedAt ?? ''] : [],
  );
  return times.toSorted().at(-1) || null;
}
